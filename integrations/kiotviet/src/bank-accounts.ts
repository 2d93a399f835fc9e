import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, vietnamTime } from "./wire.ts";

const BankAccount = row({
  id: required(codec.ownId),
  bankName: z.string(),
  accountNumber: z.string(),
  description: z.string(),
  createdDate: vietnamTime,
  modifiedDate: vietnamTime,
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
