import { codec, fields, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { fullName } from "./addresses.ts";
import { under, wholeList } from "./wire.ts";

const User = row({
  id: required(codec.ownId),
  ...fields(z.string(), "first_name", "last_name", "email", "bio", "user_type"),
  phone: codec.identifier,
  account_owner: z.boolean(),
  permissions: z.array(z.string()),
});

/** Logins of the shop's people. Shops of the plan Plus alone can ask for them, says the manual. */
export const users = resource({ entity: "user", raw: User }).define({
  id: (user) => user.id,
  scopes: { read: ["com.read_shop"] },
  read: (user) => ({
    name: fullName(user) || user.email || user.id,
    firstName: user.last_name ? user.first_name : undefined,
    lastName: user.last_name,
    email: user.email,
    phone: user.phone,
    role: user.permissions?.join(", "),
    isOwner: user.account_owner,
    note: user.bio,
    unmapped: { user_type: user.user_type },
  }),
  list: wholeList({ path: "users", row: "user", deletes: "absent", paging: single() }),
  get: { path: (id) => `/users/${id}.json`, row: under("user") },
});
