import { fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { activity, Kept, kiotvietList, vietnamDate } from "./wire.ts";

const User = row({
  ...Kept.shape,
  ...fields(z.string(), "userName", "givenName", "address", "mobilePhone", "email", "description"),
  birthDate: vietnamDate,
  isActive: activity,
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
    status: user.isActive,
    note: user.description,
    createdAt: user.createdDate,
    updatedAt: user.modifiedDate,
  }),
  list: kiotvietList({ path: "/users", deletes: "absent", incremental: false }),
});
