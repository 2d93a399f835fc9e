import { codec, type NewRecord, phone, ref, resource } from "@opensme/core";
import * as z from "zod";
import { Address, AddressInput, addressFields, readAddress, writeAddress } from "./addresses.ts";
import { inBulk } from "./bulk.ts";
import {
  acting,
  cutShort,
  given,
  isWhole,
  mutation,
  type Nested,
  nested,
  oneAsList,
  shopifyList,
  whole,
} from "./lists.ts";
import { currencyOf, Link, money, ownId } from "./wire.ts";

const CustomerAddress = Address.extend({ id: z.string().nullish() });

const Customer = z
  .object({
    id: ownId("Customer"),
    displayName: z.string().nullish(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    defaultEmailAddress: z.object({ emailAddress: z.string().nullish() }).nullish(),
    defaultPhoneNumber: z.object({ phoneNumber: z.string().nullish() }).nullish(),
    // Gone from later versions.
    email: z.string().nullish(),
    phone: z.string().nullish(),
    defaultAddress: CustomerAddress.extend({ company: z.string().nullish(), phone: z.string().nullish() }).nullish(),
    addressesV2: z.looseObject({ nodes: z.array(CustomerAddress).nullish() }).nullish(),
    furtherAddressesV2: z.array(CustomerAddress).nullish(),
    companyContactProfiles: z.array(z.object({ company: Link.extend({ name: z.string().nullish() }) })).nullish(),
    tags: z.array(z.string()).nullish(),
    amountSpent: z.object({ amount: codec.decimal.nullish(), currencyCode: z.string().nullish() }).nullish(),
    note: z.string().nullish(),
    createdAt: codec.instant.nullish(),
    updatedAt: codec.instant.nullish(),
  })
  .refine(({ addressesV2, furtherAddressesV2 }) => isWhole(addressesV2, furtherAddressesV2), cutShort("addressesV2"));

type Customer = z.output<typeof Customer>;

const CustomerInput = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  note: z.string().optional(),
  tags: z.array(z.string()).optional(),
  addresses: z.array(AddressInput).optional(),
});

const addresses: Nested = { field: "addressesV2", fields: `id ${addressFields}`, first: 5, further: 250 };

const about = `id displayName firstName lastName defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber marketingState } defaultAddress { id ${addressFields} }`;
const bought = `companyContactProfiles { company { id name } } tags amountSpent ${money} numberOfOrders state taxExempt locale note createdAt updatedAt`;
const fields = `${about} ${nested(addresses)} ${bought}`;

const emailOf = (customer: Customer): string | null | undefined =>
  customer.defaultEmailAddress?.emailAddress || customer.email;
const phoneOf = (customer: Customer): string | null | undefined =>
  customer.defaultPhoneNumber?.phoneNumber || customer.phone;

/** Many leave a telephone number with their address alone. */
const phonesOf = (customer: Customer) =>
  [...new Set([phoneOf(customer), customer.defaultAddress?.phone])].map((number) => phone(number));

/** Every address once, that which is used unless another is chosen first. */
const addressesOf = ({ defaultAddress, addressesV2, furtherAddressesV2 }: Customer) => {
  const others = [addressesV2?.nodes ?? [], furtherAddressesV2 ?? []].flat();
  if (!defaultAddress) return addressesV2 && others.map(readAddress);
  return [defaultAddress, ...others.filter(({ id }) => !id || id !== defaultAddress.id)].map(readAddress);
};

/** A name that is not split goes whole into the family name: Shopify shows both one after the other. */
const namesOf = (contact: Partial<NewRecord<"contact">>) => {
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
      customer.displayName ||
      [customer.firstName, customer.lastName].filter(Boolean).join(" ") ||
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
    employer: ref(customer.companyContactProfiles?.[0]?.company.id, customer.companyContactProfiles?.[0]?.company.name),
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
        fields,
        first,
        incremental: true,
        // "Matching a whole day", the description says of updated_at.
        overlap: 86_400,
        deletes: "absent",
      }),
      { root: "customer", parts: [addresses] },
    ),
    name: "customers",
    page: first,
    fields: `${about} addressesV2 { edges { node { id ${addressFields} } } } ${bought}`,
    lists: [{ field: "addressesV2", of: "Customer", types: ["MailingAddress"] }],
  }),
  get: { listing: (id) => whole(oneAsList("customer", fields, id), { root: "customer", parts: [addresses] }) },
  create: {
    ...mutation(
      `mutation customerCreate($input: CustomerInput!) { customerCreate(input: $input) { customer { ${fields} } userErrors { field message } } }`,
      (input) => ({ input }),
    ),
    row: given(["customerCreate", "customer"]),
  },
  update: {
    ...mutation(
      `mutation customerUpdate($input: CustomerInput!) { customerUpdate(input: $input) { customer { ${fields} } userErrors { field message } } }`,
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
