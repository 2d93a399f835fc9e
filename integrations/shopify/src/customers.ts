import { codec, fields, phone, type RecordChanges, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, AddressInput, addressFields, readAddress, writeAddress } from "./addresses.ts";
import { inBulk } from "./bulk.ts";
import { shopifyList } from "./lists.ts";
import { allOf, listOf, type Nested, nested, oneAsList, whole, wholeIn } from "./nested.ts";
import { currencyOf, fullName, Money, money, Named, ownId, toNamed } from "./wire.ts";
import { acting, given, mutation } from "./writing.ts";

const CustomerAddress = row({ ...Address.shape, id: z.string() });

const Customer = row({
  id: required(ownId("Customer")),
  ...fields(z.string(), "displayName", "firstName", "lastName", "note"),
  defaultEmailAddress: row({ emailAddress: z.string() }),
  defaultPhoneNumber: row({ phoneNumber: z.string() }),
  ...fields(z.string(), "email", "phone"),
  defaultAddress: row({ ...CustomerAddress.shape, company: z.string(), phone: z.string() }),
  addressesV2: listOf(CustomerAddress),
  furtherAddressesV2: z.array(CustomerAddress),
  // Deprecated, and all that some recorded answers tell.
  addresses: z.array(CustomerAddress),
  companyContactProfiles: z.array(z.object({ company: Named })),
  tags: z.array(z.string()),
  amountSpent: Money,
  ...fields(codec.instant, "createdAt", "updatedAt"),
}).refine(...wholeIn("addressesV2"));

type Customer = z.output<typeof Customer>;

const CustomerInput = row({
  ...fields(z.string(), "firstName", "lastName", "email", "phone", "note"),
  tags: z.array(z.string()),
  addresses: z.array(AddressInput),
});

const addresses: Nested = { field: "addressesV2", selection: `id ${addressFields}`, first: 5, further: 250 };
const parts = { root: "customer", parts: [addresses] };

const about = `id displayName firstName lastName defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber marketingState } defaultAddress { id ${addressFields} }`;
const bought = `companyContactProfiles { company { id name } } tags amountSpent ${money} numberOfOrders state taxExempt locale note createdAt updatedAt`;
const selection = `${about} ${nested(addresses)} ${bought}`;

const emailOf = (customer: Customer): string | null | undefined =>
  customer.defaultEmailAddress?.emailAddress || customer.email;
const phoneOf = (customer: Customer): string | null | undefined =>
  customer.defaultPhoneNumber?.phoneNumber || customer.phone;

/** Many leave a telephone number with their address alone. */
const phonesOf = (customer: Customer) =>
  [...new Set([phoneOf(customer), customer.defaultAddress?.phone])].map((number) => phone(number));

/** Every address once, that which is used unless another is chosen first. */
const addressesOf = ({ defaultAddress, addressesV2, furtherAddressesV2, addresses }: Customer) => {
  const others = allOf(addressesV2, furtherAddressesV2) ?? addresses;
  if (!defaultAddress) return others?.map(readAddress);
  return [defaultAddress, ...(others ?? []).filter(({ id }) => !id || id !== defaultAddress.id)].map(readAddress);
};

/** A name that is not split goes whole into the family name: Shopify shows both one after the other. */
const namesOf = (contact: RecordChanges<"contact">) => {
  if (contact.firstName !== undefined || contact.lastName !== undefined || contact.name === undefined)
    return { firstName: contact.firstName, lastName: contact.lastName };
  // Someone without a name is shown by the e-mail address or the telephone number.
  const shown = [...(contact.emails ?? []), ...(contact.phones ?? []).map(({ number }) => number)];
  return shown.includes(contact.name) ? {} : { firstName: "", lastName: contact.name };
};

/** Customers of a page. */
const first = 50;

/** People who buy. Names, addresses and the like come only to apps that Shopify has approved for them: https://shopify.dev/docs/apps/launch/protected-customer-data */
export const customers = resource({ entity: "contact", raw: Customer, body: CustomerInput }).define({
  id: (customer) => customer.id,
  read: (customer) => ({
    name:
      fullName(customer.displayName, customer) ||
      emailOf(customer) ||
      phonesOf(customer).find(Boolean)?.number ||
      customer.id,
    kind: "person",
    roles: ["customer"],
    firstName: customer.firstName,
    lastName: customer.lastName,
    companyName: customer.defaultAddress?.company,
    emails: [emailOf(customer)],
    phones: phonesOf(customer),
    addresses: addressesOf(customer),
    employer: toNamed(customer.companyContactProfiles?.[0]?.company),
    groups: customer.tags,
    currency: currencyOf(customer.amountSpent?.currencyCode),
    totalSales: customer.amountSpent?.amount,
    note: customer.note,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
  }),
  // Another number is that of an address, which is written with it.
  leavesOut: ["phones"],
  write: (contact, operation) => ({
    ...namesOf(contact),
    email: contact.emails && (contact.emails[0] ?? null),
    phone: contact.phones && (contact.phones[0]?.number ?? null),
    note: contact.note,
    tags: contact.groups,
    // On a change they would replace all that there are.
    addresses: operation === "create" ? contact.addresses?.map(writeAddress) : undefined,
  }),
  list: inBulk({
    paged: whole(
      shopifyList({
        path: ["customers"],
        single: "customer",
        selection,
        first,
        incremental: true,
        // "Matching a whole day", the description says of updated_at.
        overlap: 86_400,
        deletes: "absent",
      }),
      parts,
    ),
    name: "customers",
    page: first,
    selection: `${about} addressesV2 { edges { node { id ${addressFields} } } } ${bought}`,
    lists: [{ field: "addressesV2", of: "Customer", types: ["MailingAddress"] }],
  }),
  get: { listing: (id) => whole(oneAsList("customer", selection, id), parts) },
  create: {
    ...mutation(
      `mutation customerCreate($input: CustomerInput!) { customerCreate(input: $input) { customer { ${selection} } userErrors { field message } } }`,
      (input) => ({ input }),
    ),
    row: given(["customerCreate", "customer"]),
  },
  update: {
    ...mutation(
      `mutation customerUpdate($input: CustomerInput!) { customerUpdate(input: $input) { customer { ${selection} } userErrors { field message } } }`,
      (input, id) => ({ input: { id, ...input } }),
    ),
    semantics: "merge",
    row: given(["customerUpdate", "customer"]),
  },
  // One who has ordered stays: https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerDelete
  remove: acting(
    "mutation customerDelete($input: CustomerDeleteInput!) { customerDelete(input: $input) { deletedCustomerId userErrors { field message } } }",
    (id) => ({ input: { id } }),
  ),
  scopes: { read: ["read_customers"], write: ["write_customers"] },
});
