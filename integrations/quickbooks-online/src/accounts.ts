import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { common, inUse, Pointer, point, Reference, readCommon, reading, withInactive, word } from "./wire.ts";

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account */
const kind = codec.choice({
  Bank: "bank",
  "Accounts Receivable": "receivable",
  "Other Current Asset": "current-asset",
  "Fixed Asset": "fixed-asset",
  "Other Asset": "non-current-asset",
  "Accounts Payable": "payable",
  "Credit Card": "current-liability",
  "Other Current Liability": "current-liability",
  "Long Term Liability": "non-current-liability",
  Equity: "equity",
  Income: "revenue",
  "Other Income": "other-income",
  "Cost of Goods Sold": "cost-of-sales",
  Expense: "expense",
  "Other Expense": "expense",
});

const Account = z.object({
  ...common,
  Name: z.string().nullish(),
  FullyQualifiedName: z.string().nullish(),
  AcctNum: word.nullish(),
  Description: z.string().nullish(),
  Classification: codec
    .choice({ Asset: "asset", Liability: "liability", Equity: "equity", Revenue: "revenue", Expense: "expense" })
    .nullish(),
  AccountType: kind.nullish(),
  AccountSubType: z.string().nullish(),
  ParentRef: Reference.nullish(),
  CurrencyRef: Pointer.nullish(),
  CurrentBalance: codec.decimal.nullish(),
  CurrentBalanceWithSubAccounts: codec.decimal.nullish(),
  TaxCodeRef: Reference.nullish(),
  BankNum: word.nullish(),
  Active: inUse.nullish(),
});

export const accounts = resource({ entity: "account", raw: Account }).define({
  id: (account) => account.Id,
  read: (account) => ({
    name: account.Name || account.FullyQualifiedName || account.AcctNum || account.Id,
    code: account.AcctNum,
    description: account.Description,
    class: account.Classification,
    kind: account.AccountType,
    parent: point(account.ParentRef),
    currency: account.CurrencyRef?.value,
    balance: account.CurrentBalance,
    taxRate: point(account.TaxCodeRef),
    bankAccountNumber: account.BankNum,
    bankAccountKind: account.AccountType === "bank" ? account.AccountSubType : undefined,
    reportingName: account.FullyQualifiedName,
    status: account.Active,
    ...readCommon(account),
    unmapped: {
      status: account.status,
      subType: account.AccountSubType,
      balanceWithParts:
        account.CurrentBalanceWithSubAccounts === account.CurrentBalance
          ? undefined
          : account.CurrentBalanceWithSubAccounts,
    },
  }),
  ...reading({ entity: "Account", path: "account", where: withInactive }),
});
