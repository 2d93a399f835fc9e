import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { listOf, moment, ownId, word } from "./codecs.ts";
import { baseList } from "./lists.ts";

const User = z.object({
  id: ownId,
  metatype: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  username: z.string().nullish(),
  // Usernames.
  manager: listOf(z.string()).optional(),
  title: z.string().nullish(),
  phone: word.nullish(),
  address: z.string().nullish(),
  role: word.nullish(),
  status: codec.choice({ 1: "active", 0: "inactive" }).nullish(),
  since: moment.nullish(),
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
