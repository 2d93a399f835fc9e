import type { Row } from "./row.ts";
import { stamp } from "./wire.ts";

/** Ids of each kind lie apart, since those of names and those of transactions are each unique among themselves. */
const firsts = {
  account: 0,
  tax: 0,
  employee: 3_000_000_000,
  timeEntry: 4_000_000_000,
  class: 5_000_000_000,
  department: 0,
  contact: 0,
  item: 0,
  invoice: 1_000_000,
  bill: 2_000_000,
  creditNote: 3_000_000,
  vendorCredit: 4_000_000,
  payment: 5_000_000,
  creditUse: 6_000_000,
  bankTransaction: 7_000_000,
  journal: 8_000_000,
  purchaseOrder: 9_000_000,
  attachment: 1_000_000_000,
  transfer: 10_000_000,
  cardPayment: 11_000_000,
} as const;

export const idOf = (kind: keyof typeof firsts, n: number): string => String(firsts[kind] + n);

/** What every row begins with. */
export const headOf = (id: string, stamps: { createdAt: string; updatedAt: string }): Row => ({
  domain: "QBO",
  sparse: false,
  Id: id,
  SyncToken: stamps.createdAt === stamps.updatedAt ? "0" : "1",
  MetaData: { CreateTime: stamp(stamps.createdAt), LastUpdatedTime: stamp(stamps.updatedAt) },
});
