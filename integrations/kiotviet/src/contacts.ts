import { codec, phone, pick, resource } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, vietnamTime } from "./wire.ts";

const Customer = z.looseObject({
  id: z.int(),
  code: z.string().nullish(),
  name: z.string(),
  gender: z.boolean().nullish(),
  birthDate: codec.localDate.nullish(),
  contactNumber: z.string().nullish(),
  address: z.string().nullish(),
  locationName: z.string().nullish(),
  wardName: z.string().nullish(),
  email: z.string().nullish(),
  organization: z.string().nullish(),
  taxCode: z.string().nullish(),
  comments: z.string().nullish(),
  groups: z.string().nullish(),
  debt: codec.decimal.nullish(),
  totalInvoiced: codec.decimal.nullish(),
  rewardPoint: codec.decimal.nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
});
const CustomerBody = Customer.pick({ name: true, contactNumber: true, taxCode: true, email: true, comments: true });

export const contacts = resource({ entity: "contact", raw: Customer, body: CustomerBody }).define({
  id: (customer) => customer.id,
  read: (customer) => ({
    name: customer.name,
    code: customer.code,
    kind: customer.organization ? "company" : undefined,
    roles: ["customer"],
    companyName: customer.organization,
    taxId: customer.taxCode,
    gender: customer.gender === true ? "male" : customer.gender === false ? "female" : undefined,
    birthDate: customer.birthDate,
    emails: [customer.email],
    phones: [phone(customer.contactNumber)],
    receivable: customer.debt,
    note: customer.comments,
    createdAt: customer.createdDate,
    updatedAt: customer.modifiedDate ?? customer.createdDate,
  }),
  write: (contact) => ({
    name: contact.name ?? "",
    contactNumber: contact.phones?.[0]?.number,
    taxCode: contact.taxId,
    email: contact.emails?.[0],
    comments: contact.note,
  }),
  list: kiotvietList({ path: "/customers", deletes: "reported-and-absent", incremental: true }),
  get: { path: (id) => `/customers/${id}` },
  create: { path: "/customers", row: pick(z.looseObject({ data: z.unknown() }), (answer) => answer.data) },
});
