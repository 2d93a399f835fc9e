import { compare, fields, phone, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, type Records, records, recordsBy } from "./records.ts";
import {
  active,
  addressOf,
  amount,
  amountIfAny,
  asHtml,
  choice,
  currency,
  flag,
  link,
  maybe,
  numericId,
  placeFields,
  plainText,
  provenance,
  row,
  text,
} from "./wire.ts";
import { acting, writing } from "./writing.ts";

const Tag = z.object({ name: text });
const BankAccount = z.object({ acc_number: text });

const Partner = row({
  ...fields(text, "name", "display_name", "ref", "company_name", "vat", "company_registry", "email", "phone"),
  ...fields(text, "website", "function"),
  ...placeFields,
  ...fields(flag, "is_company", "employee", "active"),
  type: choice({ contact: "contact", invoice: "billing", delivery: "shipping", private: "home" }),
  ...fields(amount, "customer_rank", "supplier_rank", "credit", "debit", "total_invoiced"),
  // Gone in Odoo 19.
  mobile: text,
  parent_id: link,
  currency_id: currency,
  credit_limit: amountIfAny,
  comment: plainText,
  tags: maybe(z.array(Tag)),
  bankAccounts: maybe(z.array(BankAccount)),
});

/** What is false is taken away. */
const removable = z.union([z.string(), z.literal(false)]);

const PartnerBody = z
  .object({
    ...fields(z.string(), "name", "ref", "company_name", "vat", "company_registry", "website", "comment"),
    ...fields(z.string(), "street", "street2", "city", "zip"),
    ...fields(z.boolean(), "is_company", "active"),
    ...fields(removable, "email", "phone"),
    parent_id: numericId,
  })
  .partial();

const isSome = (count: string | null | undefined): boolean => Boolean(count) && compare(count ?? "0", "0") > 0;

const partners: Records = {
  model: "res.partner",
  row: Partner,
  parts: {
    tags: {
      model: "res.partner.category",
      row: Tag,
      through: ["id"],
      ids: ({ category_id }) => idsIn(category_id),
    },
    bankAccounts: {
      model: "res.partner.bank",
      row: BankAccount,
      through: ["partner_id"],
      ids: ({ id }) => idsIn(id),
      sensitive: true,
    },
  },
  also: ["category_id"],
};

/**
 * Firms, the people at them and their addresses: all of them are partners. One of whom nothing is known but an address is a contact too, part of its firm.
 * Roles come from documents: a customer to whom nothing was sold yet has none.
 */
export const contacts = resource({ entity: "contact", raw: Partner, body: PartnerBody }).define({
  id: (partner) => partner.id,
  read: (partner) => {
    const isAddress = partner.type !== "contact" && Boolean(partner.type);
    // A firm within another is a part of it, and works for nobody.
    const isPart = isAddress || partner.is_company === true;
    return {
      name: partner.name || partner.display_name || partner.email || "",
      code: partner.ref,
      kind: isAddress
        ? undefined
        : partner.is_company === true
          ? "company"
          : partner.is_company === false
            ? "person"
            : undefined,
      roles: [
        isSome(partner.customer_rank) ? "customer" : undefined,
        isSome(partner.supplier_rank) ? "supplier" : undefined,
        partner.employee ? "employee" : undefined,
      ],
      companyName: partner.company_name,
      taxId: partner.vat,
      registrationNumber: partner.company_registry,
      emails: [partner.email],
      phones: [phone(partner.phone), phone(partner.mobile, "mobile")],
      addresses: [{ kind: partner.type === "contact" ? undefined : partner.type, ...addressOf(partner) }],
      website: partner.website,
      bankAccount: partner.bankAccounts?.[0]?.acc_number,
      employer: isPart ? undefined : partner.parent_id,
      parent: isPart ? partner.parent_id : undefined,
      groups: partner.tags?.map(({ name }) => name),
      currency: partner.currency_id,
      receivable: partner.credit,
      payable: partner.debit,
      creditLimit: partner.credit_limit,
      totalSales: partner.total_invoiced,
      status: active(partner.active),
      note: partner.comment,
      ...provenance(partner),
      unmapped: { function: partner.function },
    };
  },
  // Both are chosen by ids that an address does not have.
  leavesOut: ["addresses.province", "addresses.country"],
  write: (contact, operation) => {
    const { addresses, emails, phones } = contact;
    const [address] = addresses ?? [];
    return {
      name: contact.name,
      ref: contact.code,
      is_company: contact.kind === undefined ? undefined : contact.kind === "company",
      company_name: contact.companyName,
      vat: contact.taxId,
      company_registry: contact.registrationNumber,
      email: emails && (emails[0] ?? false),
      phone: phones && (phones[0]?.number ?? false),
      street: address?.line1,
      street2: address?.line2,
      city: address?.city,
      zip: address?.postalCode,
      website: contact.website,
      parent_id: (contact.employer ?? contact.parent)?.id,
      comment: contact.note === undefined ? undefined : asHtml(contact.note),
      active: operation === "create" || contact.status === undefined ? undefined : contact.status === "active",
    };
  },
  ...records(partners),
  ...writing("res.partner", { field: "code", listing: recordsBy(partners, "ref") }),
  remove: { ...acting("res.partner", "action_archive"), archives: true },
});
