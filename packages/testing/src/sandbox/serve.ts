import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getResponse, type HttpHandler } from "msw";
import type { Sandbox } from "./sandbox.ts";

export interface Gateway {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** Method and address, without query, of each request that no sandbox answers; those get status 501. */
  readonly unhandled: string[];
  /** Stops listening and cuts what is open. */
  close(): Promise<void>;
}

/**
 * Serves sandboxes to other processes: `http://127.0.0.1:PORT/<host>/<path>` is answered as `https://<host>/<path>`, on this machine only.
 * A broken connection or answer is really broken on the socket. A sandbox that fails by itself gives status 500 and its message.
 */
export async function serve(sandboxes: Sandbox[], options: { port?: number } = {}): Promise<Gateway> {
  const ids = new Set(sandboxes.map(({ id }) => id));
  if (ids.size < sandboxes.length) throw new Error("A gateway serves only one sandbox of each vendor");

  const handlersFor = indexByHost(sandboxes.flatMap(({ handlers }) => handlers));
  const unhandled: string[] = [];

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = vendorUrl(incoming);
    const request = url && (await vendorRequest(url, incoming, outgoing));
    const response = request && (await getResponse(handlersFor(url.host), request));
    if (response) return send(response, outgoing);

    const method = incoming.method ?? "";
    const address = url ? url.origin + url.pathname : (incoming.url ?? "");
    unhandled.push(`${method} ${address}`);
    await send(
      Response.json({ error: "No sandbox answers this request", method, url: address }, { status: 501 }),
      outgoing,
    );
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else void send(Response.json({ error: String(error) }, { status: 500 }), outgoing);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    unhandled,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Gives a host the handlers that can match it, in order. Trying all 120 of four vendors took 0.4 ms of a request's 1 ms. */
function indexByHost(handlers: HttpHandler[]): (host: string) => HttpHandler[] {
  const hosts = handlers.map(({ info }) => (typeof info.path === "string" ? literalHost(info.path) : undefined));
  const select = (host?: string): HttpHandler[] =>
    handlers.filter((_, index) => hosts[index] === undefined || hosts[index] === host);
  const anyHost = select();
  const byHost = new Map(hosts.map((host) => [host, select(host)]));
  return (host) => byHost.get(host) ?? anyHost;
}

/** The host of an MSW path, unless it is left open by `*` or `:name`. */
const literalHost = (path: string): string | undefined => /^https:\/\/([a-z0-9.-]+(?::\d+)?)(?:\/|$)/.exec(path)?.[1];

function vendorUrl(incoming: IncomingMessage): URL | undefined {
  const target = incoming.url ?? "";
  return target.startsWith("/") && URL.canParse(`https:/${target}`) ? new URL(`https:/${target}`) : undefined;
}

const HOP_HEADERS = new Set(["connection", "content-length", "host", "keep-alive", "transfer-encoding"]);

async function vendorRequest(url: URL, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Request> {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (HOP_HEADERS.has(name)) continue;
    for (const value of values ?? []) headers.append(name, value);
  }
  const abandoned = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) abandoned.abort();
  });
  const method = incoming.method ?? "GET";
  const body = method === "GET" || method === "HEAD" ? null : await readAll(incoming);
  return new Request(url, { method, headers, body, signal: abandoned.signal });
}

async function readAll(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return chunks.length > 0 ? new Uint8Array(Buffer.concat(chunks)) : null;
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  if (response.type === "error") {
    outgoing.destroy();
    return;
  }
  const { bytes, isWhole } = await drain(response);
  for (const [name, value] of response.headers) {
    if (name === "set-cookie") outgoing.appendHeader(name, value);
    else outgoing.setHeader(name, value);
  }
  if (isWhole) {
    if (response.body) outgoing.setHeader("content-length", bytes.length);
    outgoing.writeHead(response.status, response.statusText).end(bytes);
  } else {
    outgoing.writeHead(response.status, response.statusText).write(bytes, () => outgoing.destroy());
  }
}

/** The bytes of an answer as far as they come. */
async function drain(response: Response): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks), isWhole: true };
  } catch {
    return { bytes: Buffer.concat(chunks), isWhole: false };
  }
}
