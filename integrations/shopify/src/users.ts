import { fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { shopifyList, shopifyOne } from "./lists.ts";
import { activity, ownId } from "./wire.ts";

const StaffMember = row({
  id: required(ownId("StaffMember")),
  name: required(z.string()),
  ...fields(z.string(), "firstName", "lastName", "email", "phone", "accountType"),
  isShopOwner: z.boolean(),
  active: activity,
});

const selection = "id name firstName lastName email phone accountType isShopOwner active";

/** People with a login. Only shops on the plans Advanced and Plus tell of them: https://shopify.dev/docs/api/admin-graphql/latest/objects/StaffMember */
export const users = resource({ entity: "user", raw: StaffMember }).define({
  id: (member) => member.id,
  read: (member) => ({
    name: member.name,
    firstName: member.firstName,
    lastName: member.lastName,
    email: member.email,
    phone: member.phone,
    role: member.accountType,
    isOwner: member.isShopOwner,
    status: member.active,
  }),
  list: shopifyList({ path: ["staffMembers"], single: "staffMember", selection, first: 200, deletes: "absent" }),
  get: shopifyOne("staffMember", selection),
  scopes: { read: ["read_users"] },
});
