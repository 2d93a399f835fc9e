import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "./plan.ts";

/** What the proxy does with a run's requests, by their number from 1. */
export interface Script {
  fault(request: number): Fault | undefined;
  onRequest(request: number): void;
  onAnswered(request: number): void;
}

/** A proxy between the engine and the vendor that breaks what a script tells it to break, on the socket itself. */
export interface FaultyProxy {
  readonly url: string;
  /** Follows another script, and counts from 1 again. */
  follow(script: Script): void;
  close(): Promise<void>;
}

interface Upstream {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const kept = ["content-type", "date"];

const ask = async (vendor: string, path: string): Promise<Upstream> => {
  const response = await fetch(`${vendor}${path}`);
  const headers = kept.flatMap((name): [string, string][] => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
};

export const startProxy = async (vendor: string): Promise<FaultyProxy> => {
  let script: Script | undefined;
  let count = 0;

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const current = script;
    count += 1;
    const request = count;
    current?.onRequest(request);
    const fault = current?.fault(request);
    if (fault?.kind === "reset" && !fault.isAnswered) return void outgoing.socket?.resetAndDestroy();
    if (fault?.kind === "too-many" || fault?.kind === "server-error") return refuse(fault, outgoing);
    if (fault?.kind === "latency") await delay(fault.milliseconds);
    const path = incoming.url ?? "";
    if (fault?.kind === "twice") await ask(vendor, path);
    const answer = await ask(vendor, path);
    await deliver(answer, fault, outgoing);
    current?.onAnswered(request);
  };

  const server = createServer((incoming, outgoing) => {
    // The other end may be dead, which is the point.
    outgoing.on("error", () => undefined);
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    follow(next) {
      script = next;
      count = 0;
    },
    close: () => shut(server),
  };
};

const shut = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const refuse = (fault: Extract<Fault, { kind: "too-many" | "server-error" }>, outgoing: ServerResponse): void => {
  if (fault.kind === "server-error") {
    outgoing.writeHead(fault.status, { "content-type": "text/html" }).end("<h1>Something went wrong</h1>");
    return;
  }
  const wait = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
  outgoing.writeHead(429, { "content-type": "application/json", ...wait }).end('{"error":"too many requests"}');
};

const deliver = async (answer: Upstream, fault: Fault | undefined, outgoing: ServerResponse): Promise<void> => {
  const { status, body } = answer;
  const headers = { ...answer.headers };
  if (fault?.kind === "reset") return void outgoing.socket?.resetAndDestroy();
  if (fault?.kind === "date")
    headers["date"] = new Date(Date.parse(headers["date"] ?? "") + fault.seconds * 1000).toUTCString();
  if (fault?.kind === "truncated") {
    const part = body.subarray(0, Math.floor(body.length * fault.share));
    outgoing.writeHead(status, { ...headers, "content-length": fault.claimsWhole ? part.length : body.length });
    if (fault.claimsWhole) outgoing.end(part);
    else outgoing.write(part, () => outgoing.destroy());
    return;
  }
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  if (fault?.kind === "slow-loris") return dribble(body, outgoing);
  outgoing.end(body);
};

/** Never comes to the last byte: whoever waits for it has to give up. */
const dribble = (body: Buffer, outgoing: ServerResponse): void => {
  // An engine that was killed meanwhile has closed it already, and is not told of again.
  if (outgoing.destroyed) return;
  let sent = 0;
  const timer = setInterval(() => {
    if (sent < body.length - 1) outgoing.write(body.subarray(sent, sent + 1));
    sent += 1;
  }, 40);
  outgoing.once("close", () => clearInterval(timer));
};
