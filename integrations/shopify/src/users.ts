import { resource } from "@opensme/core";
import * as z from "zod";
import { shopifyList, shopifyOne } from "./lists.ts";
import { ownId } from "./wire.ts";

const StaffMember = z.object({
  id: ownId("StaffMember"),
  name: z.string(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  accountType: z.string().nullish(),
  isShopOwner: z.boolean().nullish(),
  active: z.boolean().nullish(),
});

const fields = "id name firstName lastName email phone accountType isShopOwner active";

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
    status: member.active === true ? "active" : member.active === false ? "inactive" : undefined,
  }),
  list: shopifyList({ path: ["staffMembers"], single: "staffMember", fields, first: 200, deletes: "absent" }),
  get: shopifyOne("staffMember", fields),
  scopes: { read: ["read_users"] },
});
