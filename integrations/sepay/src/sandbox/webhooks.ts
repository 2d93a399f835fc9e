import { createHmac } from "node:crypto";
import type { RecordChange, WebhookDefinition } from "@opensme/testing";
import type { Bank } from "./bank.ts";
import { localTime } from "./wire.ts";

/** A new transaction, with numbers where the API has text: https://developer.sepay.vn/en/sepay-webhooks/tich-hop-webhooks */
const messages = ({ type, resource, id }: RecordChange, { accounts, transactions }: Bank) => {
  const found = transactions.find((each) => String(each.id) === id);
  if (resource !== "bankTransactions" || type !== "created" || !found) return [];
  const body = {
    id: found.id,
    gateway: "MBBank",
    transactionDate: localTime(found.at),
    accountNumber: accounts.find((account) => account.id === found.accountId)?.number ?? null,
    code: found.code,
    content: found.content,
    transferType: found.received > 0 ? "in" : "out",
    transferAmount: found.received + found.spent,
    accumulated: found.balance,
    subAccount: found.virtualAccount,
    referenceCode: found.reference,
    description: `BankAPINotify ${found.content}`,
  };
  return [{ topic: body.transferType, body }];
};

export const webhooks: WebhookDefinition<Bank> = {
  secret: "sandbox-webhook-secret-0001",
  window: 300,
  messages: (change, bank) => messages(change, bank),
  // https://developer.sepay.vn/en/sepay-webhooks/bao-mat
  headers: ({ body, secret, now }) => {
    const time = String(Math.floor(now.getTime() / 1000));
    return {
      "content-type": "application/json",
      "x-sepay-timestamp": time,
      "x-sepay-signature": `sha256=${createHmac("sha256", secret).update(`${time}.${body}`, "utf8").digest("hex")}`,
    };
  },
};
