import { absolute, codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { currency, kiotvietList, vietnamDay, vietnamTime } from "./wire.ts";

const CashFlow = row({
  id: required(codec.ownId),
  ...fields(z.string(), "code", "partnerName", "method", "description", "Description", "user"),
  amount: required(codec.decimal),
  transDate: vietnamTime,
  status: codec.choice({ 0: "booked", 1: "void" }),
  // C customer, S supplier, U employee, D carrier, O other.
  partnerType: z.string(),
  ...fields(codec.otherId, "partnerId", "branchId", "accountId", "AccountId"),
  cashFlowGroupId: codec.identifier,
  // Whether it counts in the shop's profit and loss.
  usedForFinancialReporting: codec.identifier,
});

const partner = ({ partnerType, partnerId, partnerName }: z.output<typeof CashFlow>) => {
  if (partnerType === "C") return ref(partnerId && `customer:${partnerId}`, partnerName);
  return partnerType === "S" ? ref(partnerId && `supplier:${partnerId}`, partnerName) : undefined;
};

/**
 * The cash book: every receipt and expense, in cash and at the bank, those of documents included. Money out is negative. The list knows no time
 * of change, so all of it is read each time.
 */
export const bankTransactions = resource({ entity: "bankTransaction", raw: CashFlow }).define({
  id: (entry) => entry.id,
  read: (entry) => ({
    direction: entry.amount.startsWith("-") ? "out" : "in",
    contact: partner(entry),
    bankAccount: ref(entry.accountId || entry.AccountId),
    location: ref(entry.branchId),
    reference: entry.code,
    status: entry.status,
    date: vietnamDay(entry.transDate),
    currency,
    total: absolute(entry.amount),
    note: entry.description || entry.Description,
    unmapped: {
      method: entry.method,
      partnerType: entry.partnerType,
      // The model has the day alone.
      transDate: entry.transDate,
      partnerId: partner(entry) ? undefined : entry.partnerId,
      "contact.name": partner(entry) ? undefined : entry.partnerName,
      user: entry.user,
      cashFlowGroupId: entry.cashFlowGroupId,
      usedForFinancialReporting: entry.usedForFinancialReporting,
    },
  }),
  list: kiotvietList({
    path: "/cashflow",
    query: { includeUser: true, includeAccount: true },
    deletes: "absent",
    incremental: false,
  }),
});
