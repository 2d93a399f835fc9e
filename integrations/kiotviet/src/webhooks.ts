import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookEvent, Webhooks } from "@opensme/core";
import * as z from "zod";
import { vietnamTime } from "./wire.ts";

/** What a notification is about: the first part of its action, and the resource it touches with what stands before its ids. */
const resources: Readonly<Record<string, { resource: string; prefix: string }>> = {
  customer: { resource: "customers", prefix: "customer:" },
  product: { resource: "items", prefix: "" },
  order: { resource: "orders", prefix: "order:" },
  invoice: { resource: "invoices", prefix: "invoice:" },
  branch: { resource: "locations", prefix: "" },
};

const Row = z.looseObject({
  Id: z.union([z.int(), z.string()]).nullish(),
  ProductId: z.union([z.int(), z.string()]).nullish(),
  BranchId: z.union([z.int(), z.string()]).nullish(),
  ProductIds: z.array(z.union([z.int(), z.string()])).nullish(),
  ModifiedDate: vietnamTime.nullish(),
});
const Notification = z.looseObject({
  Action: z.string(),
  // Ids alone where records were deleted.
  Data: z.array(z.union([z.int(), z.string(), Row])).nullish(),
});
const Body = z.looseObject({
  Notifications: z.array(Notification).nullish(),
  // The documented form of a deletion, which does not say of what.
  RemoveId: z.array(z.int()).nullish(),
});

const eventOf = (action: string, datum: z.output<typeof Row> | string | number): WebhookEvent[] => {
  // "product.update.500000001": the third part is the shop's number.
  const [subject = "", happened] = action.split(".");
  const row: z.output<typeof Row> = typeof datum === "object" ? datum : { Id: datum };
  const type = happened === "delete" ? "deleted" : "changed";
  const at = row.ModifiedDate || undefined;
  if (subject === "stock" && row.ProductId && row.BranchId)
    return [{ type, resource: "stockLevels", id: `${row.ProductId}:${row.BranchId}`, at }];
  // A price of a price list is part of the item, which stays when it is taken off the list.
  if (subject === "pricebookdetail")
    return [row.ProductId ?? [], row.ProductIds ?? []]
      .flat()
      .map((id) => ({ type: "changed", resource: "items", id: String(id), at }));
  const found = resources[subject];
  return found && row.Id ? [{ type, resource: found.resource, id: `${found.prefix}${row.Id}`, at }] : [];
};

const isEqual = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));

/**
 * Webhooks. KiotViet stops sending to an address that answers 400, 401, 403, 404 or 405: answer 200 within 5 seconds, whatever came, and drop what does not
 * verify.
 */
export const webhooks: Webhooks = {
  answers: { refusedStatus: 200 },
  // HMAC-SHA256 in hex, with the prefix `sha1=` in spite of it. The key is the registered secret, as written or decoded from base64: vendors' own code differs.
  verify: ({ headers, body }, secret) => {
    const given = (headers.get("x-hub-signature") ?? "")
      .trim()
      .replace(/^sha\d+=/i, "")
      .toLowerCase();
    // Text that is no base64 decodes to an empty key, with which anyone could sign.
    return [Buffer.from(secret), Buffer.from(secret, "base64")]
      .filter(({ length }) => length > 0)
      .map((key) => isEqual(given, createHmac("sha256", key).update(body).digest("hex")))
      .includes(true);
  },
  events: ({ body }) => {
    const { Notifications, RemoveId } = Body.parse(JSON.parse(body));
    const removed = (RemoveId ?? []).map(
      (id): WebhookEvent => ({ type: "deleted", resource: "items", id: String(id) }),
    );
    return [
      ...removed,
      ...(Notifications ?? []).flatMap(({ Action, Data }) => (Data ?? []).flatMap((datum) => eventOf(Action, datum))),
    ];
  },
};
