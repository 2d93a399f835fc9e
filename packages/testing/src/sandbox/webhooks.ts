import type { SandboxControl } from "./control.ts";

/** Something that happened to a record. The id is the unified one. */
export interface RecordChange {
  type: "created" | "changed" | "deleted";
  resource: string;
  id: string;
}

/** A webhook in the vendor's words, before it is addressed and signed. */
export interface WebhookMessage {
  topic: string;
  /** Sent as JSON, unless it is text. */
  body: unknown;
}

/** An address to which a simulated vendor sends the webhooks of a topic. */
export interface WebhookAddress {
  id: number;
  url: string;
  /** Undefined for all topics. */
  topic?: string | undefined;
  /** What it signs with for this address, where that is told with the address. */
  secret?: string | undefined;
  /** Entered, and not sent to before the account has it so. */
  isOff?: boolean;
}

/** How a vendor sends webhooks, by its own description of them and not by the connector. */
export interface WebhookDefinition<State> {
  /** What it signs with. */
  secret: string;
  /** Seconds after which the vendor wants a delivery refused, where its signature covers the time of sending. */
  window?: number;
  /** Whether an address that is entered is sent nothing until the account subscribes. */
  startsOff?: true;
  /** What it sends of a change; nothing where it has no webhook of it. Asked before a record goes, and after it came or changed. */
  messages(change: RecordChange, state: State, now: Date): WebhookMessage[];
  /** The headers of a delivery, its signature among them. */
  headers(delivery: { url: string; topic: string; body: string; secret: string; now: Date }): Record<string, string>;
}

/** Where a simulated vendor keeps the addresses of webhooks, and tells of changes. */
export interface WebhookDesk {
  readonly addresses: readonly WebhookAddress[];
  add(address: Omit<WebhookAddress, "id">): WebhookAddress;
  /** False where there is none of this id. */
  remove(id: number): boolean;
  /** Switches the addresses on or off that were entered in the vendor's settings. */
  turn(isOn: boolean): void;
  /** Sends what the vendor sends of a change. Those of `control` are told by themselves. */
  tell(change: RecordChange): void;
}

/** The webhooks of a sandbox. */
export interface SandboxWebhooks {
  /** What the vendor signs with, unless it is told another with an address. */
  readonly secret: string;
  /** See `WebhookDefinition`. */
  readonly window?: number | undefined;
  /** Enters an address for everything, as in the vendor's settings. */
  enter(url: string): void;
  /** The addresses that the vendor sends to, in the order of their coming. */
  readonly addresses: readonly WebhookAddress[];
  /** What was sent, in order. It reaches nobody by itself. */
  readonly sent: Request[];
}

export interface WebhookKeeper {
  desk: WebhookDesk;
  webhooks: SandboxWebhooks | undefined;
  /** Tells of what is done by way of it. */
  told(control: SandboxControl): SandboxControl;
  reset(): void;
}

export function createWebhookKeeper<State>(
  definition: WebhookDefinition<State> | undefined,
  state: () => State,
  now: () => Date,
  record: boolean,
): WebhookKeeper {
  const addresses: WebhookAddress[] = [];
  const sent: Request[] = [];
  let lastId = 0;

  const listening = (): WebhookAddress[] => addresses.filter(({ isOff = false }) => !isOff);
  const messagesOf = (change: RecordChange): WebhookMessage[] =>
    definition && record && listening().length > 0 ? definition.messages(change, state(), now()) : [];
  const send = (messages: readonly WebhookMessage[]): void => {
    for (const { topic, body: content } of messages) {
      const body = typeof content === "string" ? content : JSON.stringify(content);
      for (const { url, topic: wanted, secret = definition?.secret ?? "" } of listening()) {
        if (wanted !== undefined && wanted !== topic) continue;
        const headers = definition?.headers({ url, topic, body, secret, now: now() }) ?? {};
        sent.push(new Request(url, { method: "POST", headers, body }));
      }
    }
  };
  const add: WebhookDesk["add"] = (address) => {
    lastId += 1;
    const added = { ...address, id: lastId };
    addresses.push(added);
    return added;
  };

  return {
    desk: {
      get addresses() {
        return listening();
      },
      add,
      remove(id) {
        const index = addresses.findIndex((address) => address.id === id);
        if (index >= 0) addresses.splice(index, 1);
        return index >= 0;
      },
      turn(isOn) {
        for (const address of addresses) address.isOff = !isOn;
      },
      tell: (change) => send(messagesOf(change)),
    },
    webhooks: definition && {
      secret: definition.secret,
      window: definition.window,
      enter: (url) => void add({ url, isOff: definition.startsOff ?? false }),
      get addresses() {
        return listening();
      },
      sent,
    },
    told: ({ touch, remove, restore, insert, ...control }) => ({
      ...control,
      touch(resource, id) {
        touch(resource, id);
        send(messagesOf({ type: "changed", resource, id }));
      },
      ...(remove && {
        remove(resource, id) {
          const messages = messagesOf({ type: "deleted", resource, id });
          remove(resource, id);
          send(messages);
        },
      }),
      ...(restore && {
        restore(resource, id) {
          restore(resource, id);
          send(messagesOf({ type: "changed", resource, id }));
        },
      }),
      insert(resource) {
        const id = insert(resource);
        send(messagesOf({ type: "created", resource, id }));
        return id;
      },
    }),
    reset() {
      addresses.length = 0;
      sent.length = 0;
    },
  };
}
