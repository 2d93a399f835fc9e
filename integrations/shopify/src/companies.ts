import { codec, fields, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Place, readPlace } from "./addresses.ts";
import { shopifyList } from "./lists.ts";
import { allOf, listOf, type Nested, nested, oneAsList, whole, wholeIn } from "./nested.ts";
import { currencyOf, Money, money, ownId } from "./wire.ts";

const CompanyAddress = row({ ...Place.shape, recipient: z.string(), countryCode: z.string() });

type CompanyAddress = z.output<typeof CompanyAddress>;

const Contact = row({
  customer: row({
    ...fields(z.string(), "firstName", "lastName"),
    defaultEmailAddress: row({ emailAddress: z.string() }),
    defaultPhoneNumber: row({ phoneNumber: z.string() }),
  }),
});

const Branch = row({
  phone: z.string(),
  taxSettings: row({ taxRegistrationId: z.string() }),
  ...fields(CompanyAddress, "billingAddress", "shippingAddress"),
});

const Company = row({
  id: required(ownId("Company")),
  name: required(z.string()),
  ...fields(z.string(), "externalId", "note"),
  totalSpent: Money,
  contacts: listOf(Contact),
  furtherContacts: z.array(Contact),
  locations: listOf(Branch),
  furtherLocations: z.array(Branch),
  ...fields(codec.instant, "createdAt", "updatedAt"),
})
  .refine(...wholeIn("contacts"))
  .refine(...wholeIn("locations"));

const addressFields = "recipient companyName address1 address2 city province zoneCode zip country countryCode phone";

const contacts: Nested = {
  field: "contacts",
  selection:
    "id title customer { id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }",
  first: 8,
  further: 100,
};
const branches: Nested = {
  field: "locations",
  selection: `id name externalId phone taxSettings { taxRegistrationId } billingAddress { ${addressFields} } shippingAddress { ${addressFields} }`,
  first: 4,
  further: 100,
};

const selection = `id name externalId note totalSpent ${money} ${nested(contacts)} ${nested(branches)} createdAt updatedAt`;
const parts = { root: "company", parts: [contacts, branches] };

const readAddress = (address: CompanyAddress | null | undefined, kind: "billing" | "shipping") =>
  address && { kind, recipient: address.recipient, ...readPlace(address, address.countryCode) };

/** Firms that buy, with their branches and the people who order for them; on plans with B2B alone: https://shopify.dev/docs/api/admin-graphql/latest/objects/Company */
export const companies = resource({ entity: "contact", raw: Company }).define({
  id: (company) => company.id,
  read: ({ contacts, furtherContacts, locations, furtherLocations, ...company }) => {
    const found = allOf(locations, furtherLocations);
    return {
      name: company.name,
      code: company.externalId,
      kind: "company",
      roles: ["customer"],
      taxId: found?.find(({ taxSettings }) => taxSettings?.taxRegistrationId)?.taxSettings?.taxRegistrationId,
      phones: found?.map((branch) => phone(branch.phone)),
      addresses: found?.flatMap(({ billingAddress, shippingAddress }) => [
        readAddress(billingAddress, "billing"),
        readAddress(shippingAddress, "shipping"),
      ]),
      people: allOf(contacts, furtherContacts)?.map(({ customer }) => ({
        firstName: customer?.firstName,
        lastName: customer?.lastName,
        email: customer?.defaultEmailAddress?.emailAddress,
        phone: customer?.defaultPhoneNumber?.phoneNumber,
      })),
      currency: currencyOf(company.totalSpent?.currencyCode),
      totalSales: company.totalSpent?.amount,
      note: company.note,
      createdAt: company.createdAt,
      updatedAt: company.updatedAt,
    };
  },
  list: whole(
    shopifyList({ path: ["companies"], single: "company", selection, first: 10, incremental: true, deletes: "absent" }),
    parts,
  ),
  get: { listing: (id) => whole(oneAsList("company", selection, id), parts) },
  scopes: { read: ["read_companies", "read_customers"] },
});
