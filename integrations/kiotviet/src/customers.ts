import { codec, fields, phone, resource, row } from "@opensme/core";
import * as z from "zod";
import { placeBody } from "./addresses.ts";
import { Party, readParty } from "./parties.ts";
import { kiotvietList, vietnamDate, writtenId } from "./wire.ts";

const Customer = row({
  ...Party.shape,
  gender: z.boolean(),
  birthDate: vietnamDate,
  ...fields(z.string(), "subNumber", "IdentificationNumber"),
  type: codec.choice({ 0: "person", 1: "company" }),
  ...fields(codec.decimal, "rewardPoint", "totalRevenue", "totalPoint"),
});

const Summary = z.looseObject({ id: z.literal(-1) });

/** People and firms that buy. Where KiotViet does not say which, a firm is who has an organization. Marketplaces mask names and phones: "T******g" is all that KiotViet has. */
export const customers = resource({ entity: "contact", raw: Customer }).define({
  id: (customer) => customer.id,
  prefix: "customer",
  read: (customer) => ({
    ...readParty(customer, /\|/),
    kind: customer.type || (customer.organization ? "company" : undefined),
    roles: ["customer"],
    nationalId: customer.IdentificationNumber,
    gender: customer.gender === true ? "male" : customer.gender === false ? "female" : undefined,
    birthDate: customer.birthDate,
    phones: [phone(customer.contactNumber), phone(customer.subNumber)],
    receivable: customer.debt,
    totalSales: customer.totalInvoiced,
    loyaltyPoints: customer.rewardPoint,
    // Sales less returns, and all points ever earned.
    unmapped: { totalRevenue: customer.totalRevenue, totalPoint: customer.totalPoint },
  }),
  write: (contact, operation) => ({
    code: contact.code,
    name: contact.name,
    gender: contact.gender === "male" ? true : contact.gender === "female" ? false : undefined,
    birthDate: contact.birthDate,
    contactNumber: contact.phones?.[0]?.number,
    subNumber: contact.phones?.[1]?.number,
    IdentificationNumber: contact.nationalId,
    ...placeBody(contact.addresses?.[0]),
    email: contact.emails && (contact.emails[0] ?? ""),
    // Taken on a change alone: for a new customer it is told as left out.
    taxCode: operation === "update" ? contact.taxId : undefined,
    comments: contact.note,
  }),
  // KiotViet does not keep of which kind they are.
  leavesOut: ["phones.kind", "addresses.kind"],
  list: kiotvietList({
    path: "/customers",
    query: { includeTotal: true, includeCustomerGroup: true },
    deletes: "reported-and-absent",
    // A first row with the id -1 holds sums over all customers (2.6.3).
    split: (element) => (Summary.safeParse(element).success ? [] : [element]),
  }),
  get: { path: (id) => `/customers/${id}` },
  create: { path: "/customers", id: writtenId, find: { field: "code", path: (code) => `/customers/code/${code}` } },
  // A field that is not sent is emptied, so the present ones are sent along.
  update: { path: (id) => `/customers/${id}`, method: "put", semantics: "replace" },
  remove: { path: (id) => `/customers/${id}` },
});
