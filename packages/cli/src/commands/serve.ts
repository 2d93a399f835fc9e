import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "@opensme/core";
import { sync, type WebhookConnection, webhookReceiver } from "@opensme/sync";
import { chooseConnections, connector, contractsOf, openProject } from "../config/connections.ts";
import type { ConnectionEntry } from "../config/define.ts";
import { keepOffer } from "../config/offers.ts";
import { openStore } from "../database.ts";
import { exit } from "../exit.ts";
import { messageOf, usageError } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import type { Context } from "./context.ts";

interface Options {
  port: number;
  /** Seconds between the syncs of everything. */
  every: number;
  /** The address under which vendors reach this server; where given, it is registered with them. */
  register?: string;
}

/** Takes webhooks of the connections, and syncs all of them on a schedule, until Ctrl-C. One JSON line to stdout for everything that happens. */
export const serve = async (
  names: readonly string[],
  { port, every, register }: Options,
  context: Context,
): Promise<number> => {
  const { output } = context;
  const project = await openProject(context);
  const chosen = chooseConnections(project, names);
  const open = connector(project, context);
  const connections = Object.fromEntries(chosen.map(([name, entry]) => [name, open(name, entry)]));
  const streams = Object.fromEntries(chosen.flatMap(([name, entry]) => (entry.streams ? [[name, entry.streams]] : [])));
  const publicUrl = register?.replace(/\/+$/, "");
  const listening = chosen.filter(
    ([, { webhookSecret, connector }]) => webhookSecret !== undefined || connector.webhooks?.offer,
  );
  const tell = (event: object): void => output.print(JSON.stringify(event));

  const signal = onInterrupt(output, "Stopping. Press Ctrl-C again to stop at once.");
  output.outliveReader();
  const store = await openStore(project);
  try {
    const accounts = await accountsOf(listening, connections, signal);
    const receiver = webhookReceiver({
      connections: Object.fromEntries(
        listening.map(([name, entry]) => [
          name,
          webhooksOf(connections[name] as Connection, addressOf([name, entry]), entry, accounts.get(name), publicUrl),
        ]),
      ),
      store,
      onEvent: tell,
      onOffer: offers(project.folder, connections, context),
    });
    const server = createServer((request, response) => {
      void answer(receiver.handle, request, response);
    });
    server.requestTimeout = 10_000;
    await listen(server, port);
    try {
      for (const [name, entry] of listening) {
        const url = `${publicUrl ?? `http://localhost:${portOf(server)}`}/${addressOf([name, entry])}`;
        tell({ type: "listening", connection: name, url });
        if (publicUrl) tell(await registered(connections[name] as Connection, name, url, entry.webhookSecret));
      }
      while (!signal.aborted) {
        const report = await sync({
          connections,
          streams,
          store,
          contracts: contractsOf(project),
          signal,
          onEvent: tell,
        });
        tell({ type: "sync-finished", isComplete: report.isComplete });
        await receiver.apply();
        // What was kept while another process held a lease, or a vendor was out of reach, is tried again between the syncs.
        for (let waited = 0; waited < every && !signal.aborted; waited += retryAfter) {
          await pause(Math.min(retryAfter, every - waited) * 1000, undefined, { signal }).catch(() => undefined);
          await receiver.apply();
        }
      }
    } finally {
      server.close();
      server.closeIdleConnections();
      if (server.listening) await once(server, "close");
      // What is under way ends before its store is closed; what is kept waits there for the next start.
      await receiver.apply();
    }
  } finally {
    await store.close().catch(() => undefined);
  }
  return exit.success;
};

/** Seconds after which kept deliveries are tried again. */
const retryAfter = 30;

type Named = readonly [name: string, entry: ConnectionEntry];

const addressOf = ([name, { webhookAddress = name }]: Named): string => webhookAddress;

/** The accounts of connections that share an address, as their vendors tell them. */
const accountsOf = async (
  listening: readonly Named[],
  connections: Readonly<Record<string, Connection>>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | undefined>> => {
  const sharing = [...Map.groupBy(listening, addressOf).values()].filter(({ length }) => length > 1).flat();
  const accounts = sharing.map(async ([name]) => [name, (await connections[name]?.check({ signal }))?.id] as const);
  return new Map(await Promise.all(accounts));
};

const webhooksOf = (
  connection: Connection,
  address: string,
  { webhookSecret = "", streams, contract }: ConnectionEntry,
  account: string | undefined,
  publicUrl: string | undefined,
): WebhookConnection => ({
  connection,
  secret: webhookSecret,
  address,
  account,
  ...(publicUrl ? { url: `${publicUrl}/${address}` } : {}),
  ...(streams ? { streams } : {}),
  contract,
});

const registered = async (
  { webhooks }: Connection,
  connection: string,
  url: string,
  secret: string | undefined,
): Promise<object> => {
  try {
    await webhooks.register({ url, secret });
    return { type: "registered", connection, url };
  } catch (error) {
    return { type: "not-registered", connection, url, error: { message: messageOf(error) } };
  }
};

/** Keeps what vendors offer to sign with for whoever subscribed. Nothing proves who calls, so of each connection only the first offer since the start is taken. */
const offers = (
  folder: string,
  connections: Readonly<Record<string, Connection>>,
  { output }: Context,
): ((name: string, secret: string) => void) => {
  const taken = new Set<string>();
  return (name, secret) => {
    if (taken.has(name)) return;
    const file = keepOffer(folder, name, secret);
    taken.add(name);
    output.print(JSON.stringify({ type: "webhook-secret-offered", connection: name, file }));
    output.remark(
      `${connections[name]?.connector.name} sent what it will sign the webhooks of "${name}" with; it is in ${file}. If you have just subscribed the address, verify the subscription with it, set it as webhookSecret of the connection, and start serve again.`,
    );
  };
};

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

const listen = async (server: Server, port: number): Promise<void> => {
  server.listen(port);
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw usageError(
      `Port ${port} is in use.`,
      "Choose another one with --port, or end the program that listens there.",
    );
  }
};

/** Puts a call of Node's server through a handler of the web's form. */
const answer = async (
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const response = await asRequest(incoming)
    .then(handle)
    .catch(() => new Response(null, { status: 500 }));
  // The rest of a body that was refused is not read, so the connection cannot serve another call.
  if (!incoming.complete) outgoing.setHeader("connection", "close");
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
};

const asRequest = async (incoming: IncomingMessage): Promise<Request> => {
  const { method = "GET", url = "/", headersDistinct, headers } = incoming;
  const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(new URL(url, `http://${headers.host ?? "localhost"}`), {
    method,
    headers: pairs,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" } : {}),
  });
};
