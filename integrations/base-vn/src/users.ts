import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { listOf, moment, ownId, word } from "./codecs.ts";
import { baseList } from "./lists.ts";

const User = row({
  id: required(ownId),
  ...fields(z.string(), "metatype", "first_name", "last_name", "name", "email", "username", "title", "address"),
  // Usernames.
  manager: listOf(z.string()).optional(),
  phone: word,
  role: word,
  status: codec.choice({ 1: "active", 0: "inactive" }),
  since: moment,
});

/** Logins of Base Account. The username names a person in all apps. */
export const users = resource({ entity: "user", raw: User }).define({
  id: (user) => user.id,
  read: (user) => ({
    name: user.name || `${user.last_name ?? ""} ${user.first_name ?? ""}`.trim() || user.username || user.id,
    username: user.username,
    firstName: user.first_name,
    lastName: user.last_name,
    email: user.email,
    phone: user.phone,
    addresses: [{ line1: user.address }],
    role: user.role,
    status: user.status,
    createdAt: user.since,
    unmapped: { metatype: user.metatype, title: user.title, manager: user.manager?.join(", ") },
  }),
  list: baseList({ path: "/account/users", keys: ["users", "user"], deletes: "absent" }),
});
