import { fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { Kept, kiotvietList, times } from "./wire.ts";

const BankAccount = row({
  ...Kept.shape,
  ...fields(z.string(), "bankName", "accountNumber", "description"),
});

/** Accounts that customers pay into by card and transfer. */
export const bankAccounts = resource({ entity: "bankAccount", raw: BankAccount }).define({
  id: (account) => account.id,
  read: (account) => ({
    name: account.bankName || account.description || account.accountNumber || account.id,
    bankName: account.bankName,
    number: account.accountNumber,
    note: account.description,
    ...times(account),
  }),
  list: kiotvietList({ path: "/BankAccounts", deletes: "reported-and-absent" }),
});
