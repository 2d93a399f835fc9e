import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, vietnamTime } from "./wire.ts";

const BankAccount = row({
  id: required(codec.ownId),
  ...fields(z.string(), "bankName", "accountNumber", "description"),
  ...fields(vietnamTime, "createdDate", "modifiedDate"),
});

/** Accounts that customers pay into by card and transfer. */
export const bankAccounts = resource({ entity: "bankAccount", raw: BankAccount }).define({
  id: (account) => account.id,
  read: (account) => ({
    name: account.bankName || account.description || account.accountNumber || account.id,
    bankName: account.bankName,
    number: account.accountNumber,
    note: account.description,
    createdAt: account.createdDate,
    updatedAt: account.modifiedDate || account.createdDate,
  }),
  list: kiotvietList({ path: "/BankAccounts", deletes: "reported-and-absent", incremental: true }),
});
