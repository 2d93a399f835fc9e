import { codec, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { moment, ownId, xeroList } from "./wire.ts";

/** https://developer.xero.com/documentation/api/accounting/types#account-types; `LIABILITY` may be due at any time, `PAYG` is Australian. */
const kind = codec.choice({
  BANK: "bank",
  CURRENT: "current-asset",
  FIXED: "fixed-asset",
  NONCURRENT: "non-current-asset",
  INVENTORY: "inventory",
  PREPAYMENT: "prepayment",
  CURRLIAB: "current-liability",
  // What is owed for payroll: wages, superannuation and the tax withheld.
  WAGESPAYABLELIABILITY: "current-liability",
  SUPERANNUATIONLIABILITY: "current-liability",
  PAYGLIABILITY: "current-liability",
  TERMLIAB: "non-current-liability",
  EQUITY: "equity",
  REVENUE: "revenue",
  SALES: "revenue",
  OTHERINCOME: "other-income",
  DIRECTCOSTS: "cost-of-sales",
  EXPENSE: "expense",
  OVERHEADS: "overhead",
  DEPRECIATN: "depreciation",
  SUPERANNUATIONEXPENSE: "expense",
  WAGESEXPENSE: "expense",
});

const Account = row({
  AccountID: required(ownId),
  Code: codec.identifier,
  Name: z.string(),
  Description: z.string(),
  Class: codec.choice({
    ASSET: "asset",
    LIABILITY: "liability",
    EQUITY: "equity",
    REVENUE: "revenue",
    EXPENSE: "expense",
  }),
  Type: kind,
  CurrencyCode: z.string(),
  TaxType: codec.identifier,
  SystemAccount: z.string(),
  BankAccountNumber: codec.identifier,
  BankAccountType: z.string(),
  EnablePaymentsToAccount: codec.flag,
  ReportingCode: codec.identifier,
  ReportingCodeName: z.string(),
  HasAttachments: codec.flag,
  Status: codec.choice({ ACTIVE: "active", ARCHIVED: "archived" }),
  UpdatedDateUTC: moment,
});

export const accounts = resource({ entity: "account", raw: Account }).define({
  id: (account) => account.AccountID,
  read: (account) => ({
    name: account.Name || account.Code || account.AccountID,
    code: account.Code,
    description: account.Description,
    class: account.Class,
    kind: account.Type,
    currency: account.CurrencyCode,
    taxRate: ref(account.TaxType),
    systemRole: account.SystemAccount,
    bankAccountNumber: account.BankAccountNumber,
    bankAccountKind: account.BankAccountType,
    acceptsPayments: account.EnablePaymentsToAccount,
    reportingCode: account.ReportingCode,
    reportingName: account.ReportingCodeName,
    hasAttachments: account.HasAttachments,
    status: account.Status,
    updatedAt: account.UpdatedDateUTC,
  }),
  // An account that nothing is booked on can be deleted without a trace.
  list: xeroList({ path: "/Accounts", name: "Accounts", deletes: "absent" }),
  scopes: { read: ["accounting.settings.read"] },
});
