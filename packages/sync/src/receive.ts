import { createHash } from "node:crypto";
import {
  type Connection,
  type ErrorCode,
  isAuthentic,
  type Json,
  OpenSMEError,
  type WebhookEvent,
} from "@opensme/core";
import type { Contract } from "./contract.ts";
import { applyDeliveries, type EventReport } from "./deliveries.ts";
import type { Delivery, Store } from "./store.ts";

/** A connection whose vendor sends webhooks. */
export interface WebhookConnection {
  readonly connection: Connection;
  /** What the vendor signs with. */
  readonly secret: string;
  /** The address as the vendor calls it, where a proxy stands in front: some signatures cover it. */
  readonly url?: string | undefined;
  /** Only records of these resources; all that the connection lists unless given. */
  readonly streams?: readonly string[] | undefined;
  /** What becomes of records in which the vendor sends what it did not send before; `evolve` unless given. */
  readonly contract?: Contract | undefined;
  /** The last part of the address, where an app has one for all the accounts that installed it; the connection's name unless given. */
  readonly address?: string | undefined;
  /** Takes only events of this account at the vendor, as `check` gives its id. Needed where connections share an address. */
  readonly account?: string | undefined;
}

export interface ReceiverOptions {
  /** Connections by the names under which their records are stored: the last part of the address that each vendor calls, unless `address` is. */
  readonly connections: Readonly<Record<string, WebhookConnection>>;
  readonly store: Store;
  /** Bytes that a body may have; 5 MiB unless given. */
  readonly maxBytes?: number | undefined;
  /** Keeps the process alive until the work behind an answer is done, on platforms that would end it. */
  readonly waitUntil?: ((work: Promise<void>) => void) | undefined;
  /** Tells others that something was kept of a connection, for them to apply; this process applies it unless given. */
  readonly later?: ((connection: string) => Promise<void>) | undefined;
  readonly onEvent?: ((event: WebhookReport) => void) | undefined;
  /**
   * Told what a vendor offers to sign with when it first calls an address, as Gusto does, of connections that wait for it: their secret is empty. Such calls are
   * refused unless given. Nothing proves who calls: take an offer only for a subscription that was just made.
   */
  readonly onOffer?: ((connection: string, secret: string) => void) | undefined;
  /** The clock by which deliveries are found too old. */
  readonly now?: (() => Date) | undefined;
}

/** What became of a webhook. It tells neither bodies nor secrets. Where connections share an address, what is refused is told of the first. */
export type WebhookReport =
  | { readonly type: "webhook-received"; readonly connection: string; readonly id: string; readonly events: number }
  | {
      readonly type: "webhook-refused";
      readonly connection: string;
      /** `account`: what it tells is of none that there is a connection of. */
      readonly reason: "account" | "duplicate" | "signature" | "size" | "unreadable" | "unavailable";
    }
  | EventReport;

export interface Receiver {
  /** Answers a vendor's call. What it tells is kept before the answer, and applied after it. */
  handle(request: Request): Promise<Response>;
  /** Applies what is kept. Call it at the start, and after each sync: meanwhile another held the lease, or the process had ended. */
  apply(): Promise<void>;
}

const empty = (status: number): Response => new Response(null, { status });

/**
 * Takes the webhooks of connections in any server that knows `Request` and `Response`. A delivery is verified on its bytes, kept in the store once, and
 * acknowledged; then the records that it tells of are read at the vendor and stored.
 */
export const webhookReceiver = (options: ReceiverOptions): Receiver => {
  const {
    connections,
    store,
    maxBytes = 5 * 1024 * 1024,
    waitUntil,
    later,
    onEvent,
    onOffer,
    now = () => new Date(),
  } = options;
  const byAddress = Map.groupBy(Object.entries(connections), ([name, { address = name }]) => address);
  for (const targets of byAddress.values()) requireUsable(targets, onOffer !== undefined);
  const running = new Map<string, Promise<void>>();

  /** One turn per connection at a time; what comes during one is found by the turn after it. */
  const applyTo = (name: string, { connection, streams, contract }: WebhookConnection): Promise<void> => {
    const turn = (running.get(name) ?? Promise.resolve())
      .then(() => applyDeliveries({ name, connection, streams, contract, store, onEvent }))
      // It tells what goes wrong by itself; what a listener throws must not stop the turns behind.
      .catch(() => undefined);
    running.set(name, turn);
    return turn;
  };

  /** Keeps what is told of one connection; false where the store cannot. */
  const keep = async (name: string, target: WebhookConnection, delivery: Delivery): Promise<boolean> => {
    const { id, events } = delivery;
    let isNew: boolean;
    try {
      isNew = await store.enqueue(name, delivery);
    } catch {
      return false;
    }
    onEvent?.(
      isNew
        ? { type: "webhook-received", connection: name, id, events: events.length }
        : { type: "webhook-refused", connection: name, reason: "duplicate" },
    );
    if (isNew) {
      // It is kept, whatever becomes of the word of it: the next sync of the connection finds it.
      const work = later ? later(name).catch(() => undefined) : applyTo(name, target);
      waitUntil?.(work);
      if (later) await work;
    }
    return true;
  };

  const take = async (targets: readonly Target[], request: Request): Promise<Response> => {
    const [[name, { connection, secret, url }]] = targets as [Target];
    const { webhooks } = connection.connector;
    const refuse = (reason: "signature" | "size" | "unavailable", status: number): Response => {
      onEvent?.({ type: "webhook-refused", connection: name, reason });
      return empty(status);
    };
    const bytes = await bodyOf(request, maxBytes);
    if (!bytes) return refuse("size", 413);
    const received = {
      headers: request.headers,
      body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
      url: url === undefined ? request.url : url + new URL(request.url).search,
    };
    if (!webhooks || !isAuthentic(webhooks, received, secret, now())) {
      const offered = onOffer && secret === "" ? webhooks?.offer?.(received) : undefined;
      if (offered === undefined) return refuse("signature", webhooks?.answers?.refusedStatus ?? 401);
      onOffer?.(name, offered);
      return accepted(webhooks?.answers?.accepted);
    }

    let events: ReturnType<typeof webhooks.events>;
    try {
      events = webhooks.events(received);
    } catch {
      // The vendor's own, in a form that is not known: sending it again would not help, and the next poll finds what it was about.
      onEvent?.({ type: "webhook-refused", connection: name, reason: "unreadable" });
      return accepted(webhooks.answers?.accepted);
    }
    // Signatures cover bodies, while anybody could change the headers that name a delivery.
    const id = createHash("sha256").update(bytes).digest("base64url");
    const receivedAt = new Date().toISOString();
    const shares = targets
      .map(([to, target]) => ({ to, target, events: events.filter((event) => isOf(event, target)) }))
      .filter((share) => share.events.length > 0);
    for (const { to, target, events: own } of shares)
      if (!(await keep(to, target, { id, events: own, receivedAt }))) return refuse("unavailable", 503);
    // An account that has left the app is no failure of the delivery: vendors would send it again, or stop sending.
    if (events.length > 0 && shares.length === 0)
      onEvent?.({ type: "webhook-refused", connection: name, reason: "account" });
    return accepted(webhooks.answers?.accepted);
  };

  return {
    async handle(request) {
      const url = new URL(request.url);
      const address = nameIn(url);
      const targets = address === undefined ? undefined : byAddress.get(address);
      if (!targets) return empty(404);
      if (request.method === "POST") return take(targets, request);
      const answer =
        request.method === "GET" ? targets[0]?.[1].connection.connector.webhooks?.challenge?.(url) : undefined;
      if (answer === undefined) return empty(405);
      return new Response(answer, { headers: { "content-type": "text/plain", "x-content-type-options": "nosniff" } });
    },
    async apply() {
      await Promise.all(Object.entries(connections).map(([name, target]) => applyTo(name, target)));
    },
  };
};

type Target = readonly [name: string, target: WebhookConnection];

/** Whether an event is of a connection's account, as far as both say. */
const isOf = (event: WebhookEvent, { account }: WebhookConnection): boolean =>
  account === undefined || event.account === undefined || event.account === account;

const requireUsable = (targets: readonly Target[], takesOffers: boolean): void => {
  const [first] = targets;
  for (const [name, { connection, secret, account, url }] of targets) {
    const { connector } = connection;
    const wrong = (problem: string, code: ErrorCode = "config"): OpenSMEError =>
      new OpenSMEError(`Connection "${name}" ${problem}`, { code, connector: connector.id });
    if (!connector.webhooks)
      throw wrong(`cannot take webhooks: this connector knows none of ${connector.name}.`, "unsupported");
    // With an empty key nothing is authentic.
    if (secret === "" && !(takesOffers && connector.webhooks.offer))
      throw wrong(`has no secret for its webhooks. Give what ${connector.name} signs with.`);
    if (targets.length === 1 || !first) continue;
    if (account === undefined)
      throw wrong("shares its address. Give its account at the vendor, as check tells its id.");
    const [, { connection: other, secret: shared, url: sharedUrl }] = first;
    if (other.connector.id !== connector.id || shared !== secret || sharedUrl !== url)
      throw wrong(`shares its address with "${first[0]}", which is of another app. Give it an address of its own.`);
  }
};

const nameIn = ({ pathname }: URL): string | undefined => {
  try {
    return decodeURIComponent(pathname.split("/").at(-1) ?? "");
  } catch {
    return undefined;
  }
};

const accepted = (body: Json | undefined): Response =>
  body === undefined ? empty(200) : Response.json(body, { status: 200 });

/** The bytes of a body; undefined where there are more than allowed, of which the rest is not read. */
const bodyOf = async (request: Request, maxBytes: number): Promise<Uint8Array | undefined> => {
  if (Number(request.headers.get("content-length")) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
