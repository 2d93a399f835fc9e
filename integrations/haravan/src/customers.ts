import { codec, fields, phone, type RecordChanges, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { addressBody } from "./address-body.ts";
import { Address, fullName, place } from "./addresses.ts";
import { haravanList, under, vietnamDay } from "./wire.ts";

/** The day in Vietnam of a date that is written as a moment, whether its midnight is UTC's or Vietnam's. */
const vietnamDate = codec.instant.pipe(
  z.codec(z.string(), z.string(), { decode: (instant) => vietnamDay(instant) ?? "", encode: (day) => day }),
);

const Customer = row({
  id: required(codec.ownId),
  ...fields(z.string(), "first_name", "last_name", "email", "tags", "group_name", "note"),
  phone: codec.identifier,
  gender: codec.choice({ 0: "female", 1: "male" }),
  birthday: vietnamDate,
  addresses: z.array(Address),
  default_address: Address,
  total_spent: codec.decimal,
  ...fields(codec.instant, "created_at", "updated_at"),
});

type Customer = z.output<typeof Customer>;

/** Tags are one text, apart by commas. */
const tagsOf = (tags: string | null | undefined): string[] | undefined => tags?.split(",").map((tag) => tag.trim());

/** All addresses, that which is marked as the default where the list is not told. */
const addressesOf = ({ addresses, default_address }: Customer): Address[] | undefined =>
  addresses ?? (default_address ? [default_address] : undefined);

/** Each number once: often it stands on an address and not on the customer. */
const numbersOf = (customer: Customer) => {
  const numbers = [customer.phone, ...(addressesOf(customer) ?? []).map((address) => address.phone)];
  return [...new Set(numbers.map((number) => number?.trim()))].map((number) => phone(number));
};

/** Two names where both are given; a name alone is whole in `first_name`, and what stands in for one is not written. */
const namesIn = ({ name, firstName, lastName, emails, phones }: RecordChanges<"contact">) => {
  if (firstName || lastName) return { first_name: firstName, last_name: lastName };
  const isStandIn = name === emails?.[0] || name === phones?.[0]?.number;
  return name && !isStandIn ? { first_name: name, last_name: "" } : {};
};

/** People and firms that buy. Sales without a customer belong to a guest, who is one record for all of them. */
export const customers = resource({ entity: "contact", raw: Customer }).define({
  id: (customer) => customer.id,
  scopes: { read: ["com.read_customers"], write: ["com.write_customers"] },
  read: (customer) => {
    const addresses = addressesOf(customer);
    const phones = numbersOf(customer);
    return {
      name:
        fullName(customer) ||
        addresses?.map(fullName).find(Boolean) ||
        customer.email ||
        phones.find(Boolean)?.number ||
        customer.id,
      roles: ["customer"],
      firstName: customer.last_name ? customer.first_name : undefined,
      lastName: customer.last_name,
      companyName: addresses?.map(({ company }) => company).find(Boolean),
      gender: customer.gender,
      birthDate: customer.birthday,
      emails: [customer.email],
      phones,
      addresses: addresses?.map(place),
      groups: tagsOf(customer.tags),
      totalSales: customer.total_spent,
      note: customer.note,
      createdAt: customer.created_at,
      updatedAt: customer.updated_at || customer.created_at,
      unmapped: { group_name: customer.group_name },
    };
  },
  write: (contact, operation) => ({
    ...namesIn(contact),
    email: contact.emails?.[0],
    phone: contact.phones?.[0]?.number,
    note: contact.note,
    tags: contact.groups?.join(","),
    // Of a customer who is there already, addresses are records of their own.
    addresses: operation === "create" ? contact.addresses?.map(addressBody) : undefined,
  }),
  list: haravanList({ path: "customers", row: "customer", deletes: "absent" }),
  get: { path: (id) => `/customers/${id}.json`, row: under("customer") },
  create: { path: "/customers.json", wrap: (customer) => ({ customer }), row: under("customer") },
  update: {
    path: (id) => `/customers/${id}.json`,
    method: "put",
    semantics: "merge",
    wrap: (body, id) => ({ customer: { id: Number(id), ...body } }),
    row: under("customer"),
  },
  // https://docs.haravan.com/docs/omni-apis/customer/
  remove: { path: (id) => `/customers/${id}.json` },
});
