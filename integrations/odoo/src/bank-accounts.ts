import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { active, currency, flag, label, link, nameOfLink, provenanceOfCompany, row, text } from "./wire.ts";

const Journal = row({
  name: label,
  bank_id: nameOfLink,
  ...fields(text, "bank_acc_number", "code"),
  currency_id: currency,
  ...fields(link, "default_account_id", "company_id"),
  active: flag,
});

const kinds = ["bank", "cash", "credit"];

/** Journals of banks, cash boxes and credit cards. One without a currency is in that of the company. */
export const bankAccounts = resource({ entity: "bankAccount", raw: Journal }).define({
  id: (journal) => journal.id,
  read: (journal) => ({
    name: journal.name,
    bankName: journal.bank_id,
    number: journal.bank_acc_number,
    currency: journal.currency_id,
    account: journal.default_account_id,
    status: active(journal.active),
    ...provenanceOfCompany(journal),
    unmapped: { code: journal.code },
  }),
  ...records({
    model: "account.journal",
    row: Journal,
    domain: [["type", "in", kinds]],
    sensitive: ["bank_acc_number"],
    holds: ({ type }) => typeof type !== "string" || kinds.includes(type),
  }),
});
