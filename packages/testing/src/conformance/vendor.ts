import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { AnyConnector, Auth, Change, Connection, ListInput, Page, Resource, Stream } from "@opensme/core";
import { connect, memoryTokens, OpenSMEError } from "@opensme/core";
import { getResponse, HttpResponse, http, type RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { type Company, sampleCompany } from "../company/index.ts";
import type { SandboxControl } from "../sandbox/control.ts";
import type { Exchange } from "../sandbox/exchange.ts";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox.ts";
import { insist, type OpenOptions, type Subject, some } from "./law.ts";
import { witnessedTokens } from "./tokens.ts";

/** A connection whose resources are reached by their keys. */
export type Opened = Connection & Readonly<Record<string, unknown>>;

interface Vendor {
  sandbox: Sandbox;
  /** A connection that fetches sensitive fields too and tries nothing twice. */
  client: Opened;
  open: (overrides?: Partial<OpenOptions>) => Opened;
}

const connectAny = (connector: AnyConnector, options: OpenOptions): Connection =>
  connect(connector as never, options as never) as Connection;

let smallCompany: Company | undefined;

/** A vendor with less in it, read in smaller pages: for the laws that read many times. */
export const small = {
  pageSize: 20,
  get company(): Company {
    smallCompany ??= sampleCompany({ orders: 250, months: 2 });
    return smallCompany;
  },
};

/** A connector that waits for nobody: pacing is the transport's, and would take the laws minutes. */
const unpaced = (connector: AnyConnector): AnyConnector =>
  connector.http
    ? {
        ...connector,
        http: { ...connector.http, limits: (connector.http.limits ?? []).filter((limit) => "concurrent" in limit) },
      }
    : connector;

/** Why laws of requests do not concern a connector that reads files. */
export const asksNothing = ({ connector }: Subject): string | undefined =>
  connector.http ? undefined : "it reads files and asks nobody";

/**
 * Answers `fetch` by handlers without the sockets that MSW would simulate for each request: the laws ask thousands of times. What goes another way still
 * meets the server that lets nothing out.
 */
const answerFetch = (handlers: readonly RequestHandler[]): (() => void) => {
  const before = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    try {
      const response = await Promise.race([getResponse([...handlers], request), aborted.promise]);
      if (!response || response.type === "error") throw new TypeError("fetch failed");
      return response;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  };
  return () => {
    globalThis.fetch = before;
  };
};

/** Connections to a fresh sandbox, for as long as `work` takes. A request to anything else reaches nobody, and is a violation. */
export const withVendor = async <Result>(
  subject: Subject,
  work: (vendor: Vendor) => Promise<Result>,
  { pageSize, paced = false, ...options }: SandboxOptions & { pageSize?: number; paced?: boolean } = {},
): Promise<Result> => {
  const sandbox = subject.sandbox(options);
  const strays = new Set<string>();
  const stray = http.all("*", ({ request }) => {
    const { origin, pathname } = new URL(request.url);
    strays.add(`${request.method} ${origin}${pathname}`);
    return HttpResponse.error();
  });
  const server = setupServer(stray);
  server.listen({ onUnhandledFrame: "error" });
  const restore = answerFetch([...sandbox.handlers, stray]);
  const openWith = subject.connect ?? connectAny;
  const open = (overrides: Partial<OpenOptions> = {}): Opened =>
    openWith(paced ? subject.connector : unpaced(subject.connector), {
      config: sandbox.config,
      tokens: memoryTokens(),
      sensitive: true,
      retries: 0,
      ...(pageSize === undefined ? {} : { pageSize }),
      ...overrides,
    }) as Opened;
  const outcome = await work({ sandbox, client: open(), open }).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  restore();
  server.close();
  // What was asked of nobody explains any failure that followed from it.
  insist(strays.size === 0, `requests that the simulated vendor does not answer: ${some(strays)}`);
  if ("error" in outcome) throw outcome.error;
  return outcome.result;
};

/** Everything that a subject's simulated vendor holds, as read page by page. */
export interface WholeRead {
  streams: readonly {
    stream: Stream;
    /** The ids that the vendor has. */
    ids: readonly string[];
    pages: readonly Page[];
    changes: readonly Change[];
  }[];
  exchanges: readonly Exchange[];
  /** What stands in the files, where the connector reads files. */
  documents: readonly unknown[];
  /** The tokens that were given. */
  tokens: readonly string[];
  /** The settings of the connection. */
  settings: Readonly<Record<string, unknown>>;
}

const wholeReads = new WeakMap<Subject, Promise<WholeRead>>();

/** Reads everything once, for the laws that only look at what comes out. */
export const wholeRead = (subject: Subject): Promise<WholeRead> => {
  const known = wholeReads.get(subject);
  if (known) return known;
  const reading = withVendor(subject, async ({ open, sandbox }) => {
    const tokens = witnessedTokens();
    const client = open({ tokens });
    const streams: WholeRead["streams"][number][] = [];
    for (const stream of client.streams) {
      const pages = await readPages(stream);
      const ids = sandbox.control.ids(stream.resource);
      streams.push({ stream, ids, pages, changes: pages.flatMap(({ changes }) => changes) });
    }
    const documents = await documentsOf(subject.connector, sandbox.config);
    return { streams, exchanges: sandbox.exchanges, documents, tokens: [...tokens.seen], settings: sandbox.config };
  });
  wholeReads.set(subject, reading);
  return reading;
};

/** What a connector finds in its files, read here without its listings. */
const documentsOf = async (
  connector: AnyConnector,
  config: Readonly<Record<string, unknown>>,
): Promise<readonly unknown[]> => {
  const { files } = connector;
  if (!files) return [];
  const folder = files.folder(settingsOf(connector, config));
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => files.extensions.some((ending) => name.endsWith(ending)))
    .map(({ parentPath, name }) => join(parentPath, name));
  const documents = found.map((path) => files.parse(readFileSync(path), relative(folder, path)));
  return (await Promise.all(documents)).flat();
};

/** The settings as the connector's schema reads them. */
export const settingsOf = ({ config: schema }: AnyConnector, config: Readonly<Record<string, unknown>>): never =>
  schema.parse(config) as never;

/** The address that the paths of a connector's requests go on from, without a slash at its end. */
export const baseOf = ({ http }: AnyConnector, settings: never): string | undefined =>
  (typeof http?.baseUrl === "function" ? http.baseUrl(settings) : http?.baseUrl)?.replace(/\/$/, "");

/** How a connection signs in. */
export const authOf = (connector: AnyConnector, config: Readonly<Record<string, unknown>>): Auth =>
  connector.http?.auth(settingsOf(connector, config)) ?? { kind: "none" };

/** Every page that a listing gives. */
export const readPages = async (stream: Stream, input: ListInput = {}): Promise<Page[]> => {
  const pages: Page[] = [];
  for await (const page of stream.read(input).pages()) pages.push(page);
  return pages;
};

/** Every change that a listing gives. */
export const readAll = async (stream: Stream, input: ListInput = {}): Promise<Change[]> =>
  (await readPages(stream, input)).flatMap(({ changes }) => changes);

/** The ids of the records among changes, each once. */
export const idsOf = (changes: readonly Change[]): Set<string> =>
  new Set(changes.flatMap((change) => (change.type === "upsert" ? [change.id] : [])));

/** Those that were not found. */
export const missing = (expected: Iterable<string>, found: ReadonlySet<string>): string[] =>
  [...expected].filter((id) => !found.has(id));

/** The error that work ends with; undefined if it ends well. */
export const errorOf = async (work: Promise<unknown> | undefined): Promise<OpenSMEError | undefined> => {
  try {
    await work;
    return undefined;
  } catch (error) {
    insistTyped(error, "what was asked for");
    return error;
  }
};

/** The error that work ends with; a violation if it ends well. */
export const failureOf = async (work: Promise<unknown> | undefined, expectation: string): Promise<OpenSMEError> => {
  const error: unknown = await Promise.resolve(work).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  insist(
    OpenSMEError.is(error),
    `${expectation}, but ${error === undefined ? "it succeeded" : `it threw ${String(error)}`}`,
  );
  return error;
};

/** Insists that what was thrown is one of our errors. */
export const insistTyped: (error: unknown, where: string) => asserts error is OpenSMEError = (error, where) => {
  insist(OpenSMEError.is(error), `${where} gives an untyped error: ${String(error)}`);
};

export const resourceOf = ({ connector }: Subject, { resource }: Stream): Resource =>
  connector.resources[resource] as unknown as Resource;

export const isPaged = ({ listing }: Stream): boolean => ["offset", "page", "cursor"].includes(listing.paging);

/** Whether a listing has more than one page, after adding records where there are too few and the simulated vendor can. */
export const hasPages = async (stream: Stream, control: SandboxControl): Promise<boolean> => {
  if (stream.listing.paging === "single") return false;
  for (const more of [0, small.pageSize, 3 * small.pageSize]) {
    if (!inserted(control, stream.resource, more)) return false;
    let pages = 0;
    for await (const _ of stream.read({}).pages()) if (++pages > 1) return true;
  }
  return false;
};

/** Adds records as the vendor's users would; false where nobody adds such, which the sandbox says by throwing. */
export const inserted = (control: SandboxControl, resource: string, count: number): boolean => {
  try {
    for (let added = 0; added < count; added += 1) control.insert(resource);
    return true;
  } catch {
    return false;
  }
};

/** Changes a record as the vendor's users would; false where nobody changes such, which the sandbox says by throwing. */
export const touched = (control: SandboxControl, resource: string, id: string): boolean => {
  try {
    control.touch(resource, id);
    return true;
  } catch {
    return false;
  }
};

/** Deletes a record as the vendor would; false where the vendor cannot delete such records, which the sandbox says by throwing. */
export const removed = (control: SandboxControl, resource: string, id: string): boolean => {
  try {
    control.remove?.(resource, id);
  } catch {
    return false;
  }
  return !control.ids(resource).includes(id);
};
