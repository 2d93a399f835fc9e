import {
  codec,
  fields,
  pick,
  required,
  row,
  type Subscriptions,
  signature,
  type WebhookEvent,
  type Webhooks,
} from "@opensme/core";
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

const id = z.union([z.int(), z.string()]);

const Row = row({
  ...fields(id, "Id", "ProductId", "BranchId"),
  ProductIds: z.array(id),
  ModifiedDate: vietnamTime,
});
const Notification = row({
  Action: required(z.string()),
  // Ids alone where records were deleted.
  Data: z.array(z.union([id, Row])),
});
const Body = row({
  Notifications: z.array(Notification),
  // The documented form of a deletion, which does not say of what.
  RemoveId: z.array(z.int()),
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

const Registered = z.looseObject({
  data: z.array(row({ id: required(codec.identifier), url: z.string(), type: z.string() })),
});

/** One registration for each kind of news, with the secret in base64 */
const subscriptions: Subscriptions = {
  topics: [
    "customer.update",
    "customer.delete",
    "product.update",
    "product.delete",
    "stock.update",
    "order.update",
    "invoice.update",
    "pricebookdetail.update",
    "pricebookdetail.delete",
    "branch.update",
    "branch.delete",
  ],
  takesSecret: true,
  list: {
    path: "/webhooks",
    query: { pageSize: 100 },
    read: pick(Registered, ({ data }) => data.map(({ id, url, type }) => ({ id, url: url ?? "", topic: type ?? "" }))),
  },
  create: ({ url, topic, secret }) => ({
    path: "/webhooks",
    body: { Webhook: { Type: topic, Url: url, IsActive: true, Description: "OpenSME", Secret: secret } },
  }),
  remove: ({ id }) => ({ method: "delete", path: `/webhooks/${encodeURIComponent(id)}` }),
};

/** HMAC-SHA256 in hex, with the prefix `sha1=` in spite of it. */
const signed = signature({ header: "x-hub-signature", encoding: "hex", prefix: /^sha\d+=/i });

/**
 * Webhooks. KiotViet stops sending to an address that answers 400, 401, 403, 404 or 405: answer 200 within 5 seconds, whatever came, and drop what does not
 * verify.
 */
export const webhooks: Webhooks = {
  answers: { refusedStatus: 200 },
  subscriptions,
  // The key is the registered secret, as written or decoded from base64: vendors' own code differs. Text that is no base64 decodes to an empty key.
  verify: (request, secret) =>
    [secret, Buffer.from(secret, "base64")].map((key) => signed(request, key)).includes(true),
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
