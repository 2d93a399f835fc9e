import { createHash } from "node:crypto";
import { type Connection, isAuthentic, type Json, OpenSMEError } from "@opensme/core";
import { applyDeliveries, type EventReport } from "./deliveries.ts";
import type { Store } from "./store.ts";

/** A connection whose vendor sends webhooks. */
export interface WebhookConnection {
  readonly connection: Connection;
  /** What the vendor signs with. */
  readonly secret: string;
  /** The address as the vendor calls it, where a proxy stands in front: some signatures cover it. */
  readonly url?: string | undefined;
  /** Only records of these resources; all that the connection lists unless given. */
  readonly streams?: readonly string[] | undefined;
}

export interface ReceiverOptions {
  /** Connections by the names under which their records are stored: the last part of the address that each vendor calls. */
  readonly connections: Readonly<Record<string, WebhookConnection>>;
  readonly store: Store;
  /** Bytes that a body may have; 5 MiB unless given. */
  readonly maxBytes?: number | undefined;
  /** Keeps the process alive until the work behind an answer is done, on platforms that would end it. */
  readonly waitUntil?: ((work: Promise<void>) => void) | undefined;
  readonly onEvent?: ((event: WebhookReport) => void) | undefined;
  /** The clock by which deliveries are found too old. */
  readonly now?: (() => Date) | undefined;
}

/** What became of a webhook. It tells neither bodies nor secrets. */
export type WebhookReport =
  | { readonly type: "webhook-received"; readonly connection: string; readonly id: string; readonly events: number }
  | {
      readonly type: "webhook-refused";
      readonly connection: string;
      readonly reason: "duplicate" | "signature" | "size" | "unreadable" | "unavailable";
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
  const { connections, store, maxBytes = 5 * 1024 * 1024, waitUntil, onEvent, now = () => new Date() } = options;
  for (const [name, { connection, secret }] of Object.entries(connections)) requireUsable(name, connection, secret);
  const running = new Map<string, Promise<void>>();

  /** One turn per connection at a time; what comes during one is found by the turn after it. */
  const applyTo = (name: string, { connection, streams }: WebhookConnection): Promise<void> => {
    const turn = (running.get(name) ?? Promise.resolve())
      .then(() => applyDeliveries({ name, connection, streams, store, onEvent }))
      // It tells what goes wrong by itself; what a listener throws must not stop the turns behind.
      .catch(() => undefined);
    running.set(name, turn);
    return turn;
  };

  const take = async (name: string, target: WebhookConnection, request: Request): Promise<Response> => {
    const { webhooks } = target.connection.connector;
    const refuse = (reason: "signature" | "size" | "unreadable" | "unavailable", status: number): Response => {
      onEvent?.({ type: "webhook-refused", connection: name, reason });
      return empty(status);
    };
    const bytes = await bodyOf(request, maxBytes);
    if (!bytes) return refuse("size", 413);
    const received = {
      headers: request.headers,
      body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
      url: target.url === undefined ? request.url : target.url + new URL(request.url).search,
    };
    if (!webhooks || !isAuthentic(webhooks, received, target.secret, now()))
      return refuse("signature", webhooks?.answers?.refusedStatus ?? 401);

    let events: ReturnType<typeof webhooks.events>;
    try {
      events = webhooks.events(received);
    } catch {
      // The vendor's own, in a form that is not known: sending it again would not help, and the next poll finds what it was about.
      onEvent?.({ type: "webhook-refused", connection: name, reason: "unreadable" });
      return accepted(webhooks.answers?.accepted);
    }
    if (events.length > 0) {
      // Signatures cover bodies, while anybody could change the headers that name a delivery.
      const id = createHash("sha256").update(bytes).digest("base64url");
      let isNew: boolean;
      try {
        isNew = await store.enqueue(name, { id, events, receivedAt: new Date().toISOString() });
      } catch {
        return refuse("unavailable", 503);
      }
      onEvent?.(
        isNew
          ? { type: "webhook-received", connection: name, id, events: events.length }
          : { type: "webhook-refused", connection: name, reason: "duplicate" },
      );
      if (isNew) {
        const work = applyTo(name, target);
        waitUntil?.(work);
      }
    }
    return accepted(webhooks.answers?.accepted);
  };

  return {
    async handle(request) {
      const url = new URL(request.url);
      const name = nameIn(url);
      const target = name !== undefined && Object.hasOwn(connections, name) ? connections[name] : undefined;
      if (name === undefined || !target) return empty(404);
      if (request.method === "POST") return take(name, target, request);
      const answer = request.method === "GET" ? target.connection.connector.webhooks?.challenge?.(url) : undefined;
      if (answer === undefined) return empty(405);
      return new Response(answer, { headers: { "content-type": "text/plain", "x-content-type-options": "nosniff" } });
    },
    async apply() {
      await Promise.all(Object.entries(connections).map(([name, target]) => applyTo(name, target)));
    },
  };
};

const requireUsable = (name: string, { connector }: Connection, secret: string): void => {
  if (!connector.webhooks)
    throw new OpenSMEError(`Connection "${name}": this connector knows no webhooks of ${connector.name}.`, {
      code: "unsupported",
      connector: connector.id,
    });
  // With an empty key anybody could sign.
  if (secret === "")
    throw new OpenSMEError(
      `Connection "${name}" has no secret for its webhooks. Give what ${connector.name} signs with.`,
      {
        code: "config",
        connector: connector.id,
      },
    );
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
