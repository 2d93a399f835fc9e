import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, vietnamDate, vietnamTime } from "./wire.ts";

const User = row({
  id: required(codec.ownId),
  userName: z.string(),
  givenName: z.string(),
  address: z.string(),
  mobilePhone: z.string(),
  email: z.string(),
  description: z.string(),
  birthDate: vietnamDate,
  createdDate: vietnamTime,
  modifiedDate: vietnamTime,
});

/** Logins. The list lacks the account's first administrator. As the manual has it no time of change is told, so all of it is read each time. */
export const users = resource({ entity: "user", raw: User }).define({
  id: (user) => user.id,
  read: (user) => ({
    name: user.givenName || user.userName || user.id,
    username: user.userName,
    email: user.email,
    phone: user.mobilePhone,
    birthDate: user.birthDate,
    addresses: [{ line1: user.address }],
    note: user.description,
    createdAt: user.createdDate,
    updatedAt: user.modifiedDate,
  }),
  list: kiotvietList({ path: "/users", deletes: "absent" }),
});
