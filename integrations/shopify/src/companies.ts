import { codec, phone, resource } from "@opensme/core";
import * as z from "zod";
import { countryOf } from "./addresses.ts";
import { cutShort, isWhole, type Nested, nested, oneAsList, shopifyList, whole } from "./lists.ts";
import { currencyOf, money, ownId } from "./wire.ts";

const CompanyAddress = z.object({
  recipient: z.string().nullish(),
  address1: z.string().nullish(),
  address2: z.string().nullish(),
  city: z.string().nullish(),
  province: z.string().nullish(),
  zip: z.string().nullish(),
  country: z.string().nullish(),
  countryCode: z.string().nullish(),
});

type CompanyAddress = z.output<typeof CompanyAddress>;

const Contact = z.object({
  customer: z
    .object({
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      defaultEmailAddress: z.object({ emailAddress: z.string().nullish() }).nullish(),
      defaultPhoneNumber: z.object({ phoneNumber: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

const Branch = z.object({
  phone: z.string().nullish(),
  taxSettings: z.object({ taxRegistrationId: z.string().nullish() }).nullish(),
  billingAddress: CompanyAddress.nullish(),
  shippingAddress: CompanyAddress.nullish(),
});

const Company = z
  .object({
    id: ownId("Company"),
    name: z.string(),
    externalId: z.string().nullish(),
    note: z.string().nullish(),
    totalSpent: z.object({ amount: codec.decimal.nullish(), currencyCode: z.string().nullish() }).nullish(),
    contacts: z.looseObject({ nodes: z.array(Contact).nullish() }).nullish(),
    furtherContacts: z.array(Contact).nullish(),
    locations: z.looseObject({ nodes: z.array(Branch).nullish() }).nullish(),
    furtherLocations: z.array(Branch).nullish(),
    createdAt: codec.instant.nullish(),
    updatedAt: codec.instant.nullish(),
  })
  .refine(({ contacts, furtherContacts }) => isWhole(contacts, furtherContacts), cutShort("contacts"))
  .refine(({ locations, furtherLocations }) => isWhole(locations, furtherLocations), cutShort("locations"));

type Company = z.output<typeof Company>;

const addressFields = "recipient companyName address1 address2 city province zoneCode zip country countryCode phone";

const contacts: Nested = {
  field: "contacts",
  fields:
    "id title customer { id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }",
  first: 8,
  further: 100,
};
const branches: Nested = {
  field: "locations",
  fields: `id name externalId phone taxSettings { taxRegistrationId } billingAddress { ${addressFields} } shippingAddress { ${addressFields} }`,
  first: 4,
  further: 100,
};

const fields = `id name externalId note totalSpent ${money} ${nested(contacts)} ${nested(branches)} createdAt updatedAt`;
const parts = { root: "company", parts: [contacts, branches] };

const readAddress = (address: CompanyAddress | null | undefined, kind: "billing" | "shipping") =>
  address && {
    kind,
    recipient: address.recipient,
    line1: address.address1,
    line2: address.address2,
    city: address.city,
    province: address.province,
    postalCode: address.zip,
    ...countryOf(address.countryCode, address.country),
  };

const branchesOf = ({ locations, furtherLocations }: Company) =>
  locations && [...(locations.nodes ?? []), ...(furtherLocations ?? [])];
const peopleOf = ({ contacts: people, furtherContacts }: Company) =>
  people && [...(people.nodes ?? []), ...(furtherContacts ?? [])];

const taxIdOf = (company: Company) =>
  branchesOf(company)?.find(({ taxSettings }) => taxSettings?.taxRegistrationId)?.taxSettings?.taxRegistrationId;

/** Firms that buy, with their branches and the people who order for them; on plans with B2B alone: https://shopify.dev/docs/api/admin-graphql/latest/objects/Company */
export const companies = resource({ entity: "contact", raw: Company }).define({
  id: (company) => company.id,
  read: (company) => ({
    name: company.name,
    code: company.externalId,
    kind: "company",
    roles: ["customer"],
    taxId: taxIdOf(company),
    phones: branchesOf(company)?.map((branch) => phone(branch.phone)),
    addresses: branchesOf(company)?.flatMap(({ billingAddress, shippingAddress }) => [
      readAddress(billingAddress, "billing"),
      readAddress(shippingAddress, "shipping"),
    ]),
    people: peopleOf(company)?.map(({ customer }) => ({
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
  }),
  list: whole(
    shopifyList({ path: ["companies"], single: "company", fields, first: 10, incremental: true, deletes: "absent" }),
    parts,
  ),
  get: { listing: (id) => whole(oneAsList("company", fields, id), parts) },
  scopes: { read: ["read_companies", "read_customers"] },
});
