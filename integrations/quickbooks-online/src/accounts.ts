import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { common, inUse, Pointer, point, Reference, readCommon, reading, unlessSame, withInactive } from "./wire.ts";

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account */
const kind = codec.meanings({
  bank: ["Bank"],
  receivable: ["Accounts Receivable"],
  "current-asset": ["Other Current Asset"],
  "fixed-asset": ["Fixed Asset"],
  "non-current-asset": ["Other Asset"],
  payable: ["Accounts Payable"],
  "current-liability": ["Credit Card", "Other Current Liability"],
  "non-current-liability": ["Long Term Liability"],
  equity: ["Equity"],
  revenue: ["Income"],
  "other-income": ["Other Income"],
  "cost-of-sales": ["Cost of Goods Sold"],
  expense: ["Expense", "Other Expense"],
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
      balanceWithParts: unlessSame(account.CurrentBalanceWithSubAccounts, account.CurrentBalance),
    },
  }),
  ...reading({ entity: "Account", where: withInactive }),
});
