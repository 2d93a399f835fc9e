import { resource } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, ownId, vietnamTime } from "./wire.ts";

const BankAccount = z.looseObject({
  id: ownId,
  bankName: z.string().nullish(),
  accountNumber: z.string().nullish(),
  description: z.string().nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
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
