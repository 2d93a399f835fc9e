import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { moment, ownId, xeroList } from "./wire.ts";

/** https://developer.xero.com/documentation/api/accounting/types#account-types; `LIABILITY` may be due at any time, `PAYG` is Australian. */
const kind = codec.meanings({
  bank: ["BANK"],
  "current-asset": ["CURRENT"],
  "fixed-asset": ["FIXED"],
  "non-current-asset": ["NONCURRENT"],
  inventory: ["INVENTORY"],
  prepayment: ["PREPAYMENT"],
  // The last three are what is owed for payroll: wages, superannuation and the tax withheld.
  "current-liability": ["CURRLIAB", "WAGESPAYABLELIABILITY", "SUPERANNUATIONLIABILITY", "PAYGLIABILITY"],
  "non-current-liability": ["TERMLIAB"],
  equity: ["EQUITY"],
  revenue: ["REVENUE", "SALES"],
  "other-income": ["OTHERINCOME"],
  "cost-of-sales": ["DIRECTCOSTS"],
  expense: ["EXPENSE", "SUPERANNUATIONEXPENSE", "WAGESEXPENSE"],
  overhead: ["OVERHEADS"],
  depreciation: ["DEPRECIATN"],
});

const Account = row({
  AccountID: required(ownId),
  ...fields(codec.identifier, "Code", "TaxType", "BankAccountNumber", "ReportingCode"),
  ...fields(z.string(), "Name", "Description", "CurrencyCode", "SystemAccount", "BankAccountType", "ReportingCodeName"),
  Class: codec.choice({
    ASSET: "asset",
    LIABILITY: "liability",
    EQUITY: "equity",
    REVENUE: "revenue",
    EXPENSE: "expense",
  }),
  Type: kind,
  ...fields(codec.flag, "EnablePaymentsToAccount", "HasAttachments"),
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
  list: xeroList({ name: "Accounts", deletes: "absent" }),
  scopes: { read: ["accounting.settings.read"] },
});
