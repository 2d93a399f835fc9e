import type { SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { type Handler, listHandlers } from "./lists.ts";
import type { Account, Books, Transfer } from "./records.ts";
import { transferRow } from "./render.ts";
import { dayOf, guid, lockedOut } from "./wire.ts";
import { type Written, writeHandlers } from "./writing.ts";

const SentAccount = z.looseObject({ AccountID: z.string().optional(), Code: z.string().optional() });

const Sent = z.looseObject({
  Status: z.string().optional(),
  FromBankAccount: SentAccount.optional(),
  ToBankAccount: SentAccount.optional(),
  Amount: z.number().optional(),
  Date: z.string().optional(),
  Reference: z.string().optional(),
});

const bankIn = (books: Books, sent: z.output<typeof SentAccount> | undefined): Account | undefined =>
  [...books.accounts.all().values()].find(
    ({ id, code, type }) => type === "BANK" && (id === sent?.AccountID || code === sent?.Code),
  );

const remove = (transfer: Transfer, { Status }: z.output<typeof Sent>, now: number): Written<Transfer> => {
  if (Status !== "DELETED") return { messages: ["Only the status DELETED can be set on a bank transfer"] };
  if (transfer.status === "DELETED") return { messages: ["This bank transfer has already been deleted"] };
  const locked = lockedOut(transfer.date);
  if (locked.length > 0) return { messages: locked };
  Object.assign(transfer, { status: "DELETED", updated: now });
  return { row: transfer };
};

const create = (books: Books, sent: z.output<typeof Sent>, now: number): Written<Transfer> => {
  const from = bankIn(books, sent.FromBankAccount);
  const to = bankIn(books, sent.ToBankAccount);
  const date = dayOf(sent.Date ?? new Date(now).toISOString());
  const messages = lockedOut(date);
  if (!from || !to) messages.push("Bank account could not be found");
  else if (from === to) messages.push("The accounts of a transfer must differ");
  if (sent.Amount === undefined || sent.Amount <= 0) messages.push("Amount must be greater than zero");
  if (date === undefined) messages.push("The date is not valid");
  if (messages.length > 0 || !from || !to || date === undefined) return { messages };
  const row: Transfer = {
    id: guid("transfer", 900_000 + books.transfers.all().size + 1),
    updated: now,
    fromCode: from.code,
    toCode: to.code,
    date,
    amount: sent.Amount ?? 0,
    reference: sent.Reference ?? "",
    isReconciled: false,
    status: "AUTHORISED",
  };
  books.transfers.add(row);
  return { row };
};

const write =
  (kit: SandboxKit) =>
  (books: Books, body: Record<string, unknown>, id: string | undefined): Written<Transfer> => {
    const parsed = Sent.safeParse(body);
    if (!parsed.success) return { messages: parsed.error.issues.map(({ path }) => `${path.join(".")} is not valid`) };
    const present = id === undefined ? undefined : books.transfers.all().get(id);
    const now = kit.now().getTime();
    return present ? remove(present, parsed.data, now) : create(books, parsed.data, now);
  };

/** https://developer.xero.com/documentation/api/accounting/banktransfers */
export const transferHandlers = (gate: Gate, kit: SandboxKit): Handler[] => {
  const common = { path: "/BankTransfers", name: "BankTransfers", idName: "BankTransferID", render: transferRow };
  const shelf = (books: Books) => books.transfers;
  return [
    ...listHandlers({ ...common, shelf, hasOne: true, isHidden: ({ status }) => status === "DELETED" }, gate),
    ...writeHandlers({ ...common, write: write(kit), has: (books, id) => shelf(books).all().has(id) }, gate),
  ];
};
