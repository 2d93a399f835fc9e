import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { common, inUse, Pointer, point, Reference, readCommon, reading, withInactive } from "./wire.ts";

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

const Account = row({
  ...common,
  ...fields(z.string(), "Name", "FullyQualifiedName", "Description", "AccountSubType"),
  AcctNum: codec.identifier,
  Classification: codec.choice({
    Asset: "asset",
    Liability: "liability",
    Equity: "equity",
    Revenue: "revenue",
    Expense: "expense",
  }),
  AccountType: kind,
  ParentRef: Reference,
  CurrencyRef: Pointer,
  CurrentBalance: codec.decimal,
  CurrentBalanceWithSubAccounts: codec.decimal,
  TaxCodeRef: Reference,
  BankNum: codec.identifier,
  Active: inUse,
});

export const accounts = resource({ entity: "account", raw: Account }).define({
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
