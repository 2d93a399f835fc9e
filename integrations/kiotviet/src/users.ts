import { resource } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, ownId, vietnamDate, vietnamTime } from "./wire.ts";

const User = z.looseObject({
  id: ownId,
  userName: z.string().nullish(),
  givenName: z.string().nullish(),
  address: z.string().nullish(),
  mobilePhone: z.string().nullish(),
  email: z.string().nullish(),
  description: z.string().nullish(),
  birthDate: vietnamDate.nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
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
