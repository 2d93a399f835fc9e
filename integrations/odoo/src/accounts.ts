import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import {
  active,
  amount,
  choice,
  currency,
  flag,
  label,
  link,
  links,
  onlyOne,
  plainText,
  provenance,
  row,
  text,
} from "./wire.ts";

const Account = row({
  name: label,
  ...fields(text, "code", "note"),
  description: plainText,
  internal_group: choice({
    asset: "asset",
    liability: "liability",
    equity: "equity",
    income: "revenue",
    expense: "expense",
  }),
  account_type: choice({
    asset_cash: "bank",
    asset_receivable: "receivable",
    asset_current: "current-asset",
    asset_non_current: "non-current-asset",
    asset_prepayments: "prepayment",
    asset_fixed: "fixed-asset",
    liability_payable: "payable",
    liability_credit_card: "current-liability",
    liability_current: "current-liability",
    liability_non_current: "non-current-liability",
    equity: "equity",
    equity_unaffected: "equity",
    income: "revenue",
    income_other: "other-income",
    expense: "expense",
    expense_other: "expense",
    expense_depreciation: "depreciation",
    expense_direct_cost: "cost-of-sales",
  }),
  currency_id: currency,
  current_balance: amount,
  tax_ids: links,
  group_id: link,
  active: flag,
  // Until Odoo 18, in place of active.
  deprecated: flag,
});

/** The chart of accounts. Codes are those of the user's own company. */
export const accounts = resource({ entity: "account", raw: Account }).define({
  id: (account) => account.id,
  read: (account) => ({
    name: account.name,
    code: account.code,
    description: account.description || account.note,
    class: account.internal_group,
    kind: account.account_type,
    currency: account.currency_id,
    balance: account.current_balance,
    taxRate: onlyOne(account.tax_ids),
    reportingName: account.group_id?.name,
    status: active(
      account.active ?? (account.deprecated === true ? false : account.deprecated === false ? true : undefined),
    ),
    ...provenance(account),
  }),
  ...records({ model: "account.account", row: Account }),
});
