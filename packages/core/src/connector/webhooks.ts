import { OpenSMEError } from "../errors.ts";
import type { Api } from "./api.ts";
import type { Json, Wire } from "./wire.ts";

/** A webhook as received: the body before any parsing, since signatures cover its bytes. */
export interface WebhookRequest {
  headers: Headers;
  body: string;
  /** The address that the vendor called, with its query: some vendors' signatures cover it. */
  url?: string | undefined;
}

/** A record that a webhook tells of. Vendors send ids, or a row in a form of their own, so the record itself is then read. */
export interface WebhookEvent {
  type: "changed" | "deleted";
  /** Key of the resource. */
  resource: string;
  id: string;
  at?: string | undefined;
  /** The account at the vendor that it is of, as `check` gives its id, where one address serves several. */
  account?: string | undefined;
}

/** How a vendor tells what changed. */
export interface Webhooks {
  /** Whether the vendor signed it. Compares in constant time; see `signature`. */
  verify: (request: WebhookRequest, secret: string) => boolean;
  /**
   * When a delivery was sent, where its signature covers that, in milliseconds since 1970, and by how many seconds the clocks may differ; what is older was
   * sent by somebody who kept it. Undefined for a delivery that does not say, NaN where what it says is no time.
   */
  sent?: { at: (request: WebhookRequest) => number | undefined; tolerance: number };
  events: (request: WebhookRequest) => WebhookEvent[];
  /** How its addresses are told to the vendor; absent where that is done by hand in the vendor's settings. */
  subscriptions?: Subscriptions;
  /** What to answer when the vendor first tries an address by a GET; undefined where this is no such try. */
  challenge?: (url: URL) => string | undefined;
  /** What the vendor will sign with, where it sends that to a new address, unsigned; undefined where this is no such call. */
  offer?: (request: WebhookRequest) => string | undefined;
  /** What the vendor must be answered, where status 200 without a body, and 401 for what does not verify, would not do. */
  answers?: { accepted?: Json; refusedStatus?: number };
}

/** An address to which a vendor sends one kind of news. */
export interface Subscription {
  id: string;
  url: string;
  topic: string;
}

/** The requests that tell a vendor where to send webhooks. */
export interface Subscriptions {
  /** Every kind of news that `events` understands. */
  topics: readonly string[];
  list: Wire & { path: string; read: (answer: unknown) => Subscription[] };
  create: (wanted: { url: string; topic: string; secret: string }) => Wire & { path: string };
  remove: (subscription: Subscription) => Wire & { path: string };
  /** Whether the vendor knows one address of the app alone, entered in its settings: what is created has this account's news sent there. */
  addressOfApp?: true;
  /** Whether the vendor signs with a secret that it is given here. It cannot be read back, so such subscriptions are made anew. */
  takesSecret?: true;
}

/** Tells the vendor where to send its webhooks. */
export interface WebhookRegistrar {
  /**
   * Subscribes an address to everything that the connector understands. Doing it again leaves one subscription of each kind. Where the vendor refuses some
   * kinds, the others are subscribed, and the error names those refused.
   */
  register(address: { url: string; secret?: string | undefined }): Promise<void>;
  /** Ends all subscriptions of an address. Those of others are left alone. */
  unregister(address: { url: string }): Promise<void>;
}

/** Makes the registrar of a connection. It throws `unsupported` where addresses are entered by hand. */
export const registrar = (
  connector: { readonly id: string; readonly name: string; readonly webhooks?: Webhooks | undefined },
  api: Api,
): WebhookRegistrar => {
  const declared = (url: string): Subscriptions => {
    const { webhooks } = connector;
    if (!webhooks?.subscriptions) {
      const message = webhooks
        ? `Addresses for webhooks are entered at ${connector.name} by hand. Enter ${url} in its settings.`
        : `This connector knows no webhooks of ${connector.name}. Leave it to what is read on a schedule.`;
      throw new OpenSMEError(message, { code: "unsupported", connector: connector.id });
    }
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new OpenSMEError(`"${url}" is no address that ${connector.name} could call. Give a whole one, https://…`, {
        code: "config",
        connector: connector.id,
        issues: [{ path: "url", message: "must be a whole address" }],
      });
    }
    return webhooks.subscriptions;
  };
  const present = async ({ list: { read, ...wire } }: Subscriptions, url: string): Promise<Subscription[]> =>
    read((await api.request(wire)).body).filter((subscription) => subscription.url === url);
  const removeAll = async ({ remove }: Subscriptions, subscriptions: readonly Subscription[]): Promise<void> => {
    for (const subscription of subscriptions) {
      await api.request({ idempotent: true, ...remove(subscription) }).catch((error: unknown) => {
        if (!OpenSMEError.is(error) || error.code !== "not_found") throw error;
      });
    }
  };

  return {
    async register({ url, secret = "" }) {
      const subscriptions = declared(url);
      if (subscriptions.takesSecret && secret === "") {
        throw new OpenSMEError(`${connector.name} signs with a secret that it is given. Choose one and give it.`, {
          code: "config",
          connector: connector.id,
          issues: [{ path: "secret", message: "is required" }],
        });
      }
      const { topics, create, takesSecret = false } = subscriptions;
      const held = await present(subscriptions, url);
      const kept = takesSecret ? [] : topics.flatMap((topic) => held.find((each) => each.topic === topic) ?? []);
      const others = held.filter((each) => topics.includes(each.topic) && !kept.includes(each));
      await removeAll(subscriptions, others);
      const refused = new Map<string, OpenSMEError>();
      for (const topic of topics) {
        if (kept.some((each) => each.topic === topic)) continue;
        await api.request({ method: "post", ...create({ url, topic, secret }) }).catch((error: unknown) => {
          if (!OpenSMEError.is(error) || !["invalid", "permission"].includes(error.code)) throw error;
          refused.set(topic, error);
        });
      }
      if (subscriptions.addressOfApp && refused.size === 0 && (await present(subscriptions, url)).length === 0)
        throw new OpenSMEError(
          `${connector.name} sends to the address in the settings of the app, which is another one. Enter ${url} there.`,
          { code: "config", connector: connector.id, issues: [{ path: "url", message: "is not the app's address" }] },
        );
      const [first] = refused.values();
      if (first)
        throw new OpenSMEError(
          `${connector.name} refuses webhooks of ${[...refused.keys()].join(", ")}: ${first.message}`,
          { code: first.code, connector: connector.id, cause: first },
        );
    },
    async unregister({ url }) {
      const subscriptions = declared(url);
      await removeAll(subscriptions, await present(subscriptions, url));
    },
  };
};
