import type { WebhookEvent, Webhooks } from "@opensme/core";
import { type MemoryStore, memoryStore, type WebhookReport, webhookReceiver } from "@opensme/sync";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { SandboxWebhooks } from "../sandbox/webhooks.ts";
import { movingClock } from "./incremental.ts";
import { insist, type Subject, Violation } from "./law.ts";
import { type Opened, small, withVendor } from "./vendor.ts";

/** A webhook as it came. */
export interface Letter {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** By the vendor's clock. */
  takenAt: Date;
}

/** A vendor that sends webhooks of what happens to its data. */
export interface Post {
  client: Opened;
  sandbox: Sandbox & { webhooks: SandboxWebhooks };
  declared: Webhooks;
  now: () => Date;
  advance: (seconds: number) => void;
  /** What was sent since this was last asked. */
  taken(): Promise<Letter[]>;
}

export const address = "https://webhooks.example.com/hooks/tool";

/** What the laws choose to be signed with, where that is told with an address. In base64, as some vendors want it. */
export const chosen = Buffer.from("what the laws have it signed with").toString("base64");

/** A vendor that sends nothing yet, for as long as `work` takes. */
export const withPost = <Result>(subject: Subject, work: (post: Post) => Promise<Result>): Promise<Result> => {
  const { now, advance } = movingClock();
  return withVendor(
    subject,
    async ({ client, sandbox }) => {
      const { webhooks } = sandbox;
      const declared = subject.connector.webhooks;
      insist(webhooks && declared, "webhooks are declared, and the sandbox sends none");
      const taken = (): Promise<Letter[]> =>
        Promise.all(
          webhooks.sent.splice(0).map(async (request) => ({
            url: request.url,
            headers: Object.fromEntries(request.headers),
            body: await request.text(),
            takenAt: now(),
          })),
        );
      return work({ client, sandbox: { ...sandbox, webhooks }, declared, now, advance, taken });
    },
    { company: small.company, now },
  );
};

/** Has the vendor send to an address; gives what it then signs with. */
export const subscribed = async ({ client, sandbox: { webhooks }, declared }: Post): Promise<string> => {
  if (!declared.subscriptions) {
    webhooks.enter(address);
    return webhooks.secret;
  }
  if (declared.subscriptions.addressOfApp) webhooks.enter(address);
  const secret = declared.subscriptions.takesSecret ? chosen : webhooks.secret;
  await client.webhooks.register({ url: address, secret });
  return secret;
};

/** What became of a letter. */
export interface Fate {
  status: number;
  reports: readonly WebhookReport[];
}

/** A receiver of the connection's webhooks with a store of its own. */
export interface Desk {
  store: MemoryStore;
  /** Hands a letter over, and waits until what it tells is applied. */
  post(letter: Letter): Promise<Fate>;
}

export const deskOf = ({ client, now }: Post, secret: string, store = memoryStore()): Desk => {
  const work: Promise<void>[] = [];
  const reports: WebhookReport[] = [];
  const receiver = webhookReceiver({
    connections: { tool: { connection: client, secret, url: address } },
    store,
    now,
    waitUntil: (each) => work.push(each),
    onEvent: (report) => reports.push(report),
  });
  return {
    store,
    async post({ url, headers, body }) {
      reports.length = 0;
      const response = await receiver
        .handle(new Request(url, { method: "POST", headers, body }))
        .catch((error: unknown) => {
          throw new Violation(`a delivery makes the receiver throw: ${String(error)}`);
        });
      await Promise.all(work.splice(0));
      return { status: response.status, reports: [...reports] };
    },
  };
};

/** What the connector makes of a letter. */
export const eventsOf = ({ declared }: Post, { url, headers, body }: Letter): WebhookEvent[] =>
  declared.events({ url, headers: new Headers(headers), body });
