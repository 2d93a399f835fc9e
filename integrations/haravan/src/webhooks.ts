import { codec, pick, row, type Subscriptions, signature, type WebhookEvent, type Webhooks } from "@opensme/core";
import * as z from "zod";

const Id = z.union([z.int(), z.string().min(1)]);

/** A row of what the topic tells of, bare; of what was deleted little more than its id. */
const Body = row({
  id: Id,
  order_id: Id,
  updated_at: codec.instant,
  variants: z.array(z.looseObject({ id: Id })),
  fulfillments: z.array(z.looseObject({ id: Id })),
  refunds: z.array(z.looseObject({ id: Id })),
});

type Body = z.output<typeof Body>;

const events = (
  type: WebhookEvent["type"],
  resource: string,
  rows: Body["variants"] | Body[],
  at?: string,
): WebhookEvent[] => (rows ?? []).flatMap(({ id }) => (id ? [{ type, resource, id: String(id), at }] : []));

/** What a topic is about, and what else stands on its rows. Payments are read with their orders. */
const subjects: Readonly<Record<string, (body: Body, type: WebhookEvent["type"], at?: string) => WebhookEvent[]>> = {
  orders: (body, type, at) => [
    ...events(type, "orders", [body], at),
    ...events("changed", "fulfillments", body.fulfillments, at),
    ...events("changed", "refunds", body.refunds, at),
  ],
  refunds: (body, type, at) => [
    ...events(type, "refunds", [body], at),
    ...events("changed", "orders", [{ id: body.order_id }], at),
  ],
  // What is left of a deleted product may be its id alone, which is that of no item.
  products: (body, type, at) => events(type, "items", body.variants, at),
  customers: (body, type, at) => events(type, "customers", [body], at),
  locations: (body, type, at) => events(type, "locations", [body], at),
  inventorylocationbalances: (body, type, at) => events(type, "stockLevels", [body], at),
  user: (body, type, at) => events(type, "users", [body], at),
  users: (body, type, at) => events(type, "users", [body], at),
  shop: (body, type, at) => events(type, "organizations", [body], at),
};

const Subscribed = row({ data: z.array(row({ url: z.string() })) });

const subscribe = "https://webhook.haravan.com/api/subscribe";

/** The address and its topics are the app's; what is told here is that this shop's news go there. Needs the scope `wh_api`. */
const subscriptions: Subscriptions = {
  topics: ["everything"],
  addressOfApp: true,
  list: {
    path: subscribe,
    // One row for each topic.
    read: pick(Subscribed, ({ data }) =>
      [...new Set((data ?? []).flatMap(({ url }) => url ?? []))].map((url) => ({ id: url, url, topic: "everything" })),
    ),
  },
  create: () => ({ path: subscribe }),
  remove: () => ({ method: "delete", path: subscribe }),
};

/**
 * Webhooks. The address is verified once by a GET: answer the value of its `hub.challenge`. Who asks does not matter, since every delivery is signed.
 * https://docs.haravan.com/docs/omni-apis/access-scopes/#3-scope-webhook
 */
export const webhooks: Webhooks = {
  subscriptions,
  challenge: (url) => url.searchParams.get("hub.challenge") ?? undefined,
  // HMAC-SHA256 of the body in base64, with the secret of the app.
  verify: signature({ header: "x-haravan-hmacsha256", encoding: "base64" }),
  events: ({ headers, body }) => {
    const [subject = "", happened = ""] = (headers.get("x-haravan-topic") ?? "").split("/");
    const row = Body.parse(JSON.parse(body));
    const account = headers.get("x-haravan-org-id") || undefined;
    const told = subjects[subject]?.(
      row,
      /^delete/.test(happened) ? "deleted" : "changed",
      row.updated_at || undefined,
    );
    return (told ?? []).map((event) => ({ ...event, account }));
  },
};
