import { existsSync } from "node:fs";
import { glob } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Change, connect, decode, memoryTokens, type Resource } from "@opensme/core";
import { type Exchange, judge, laws, type Sandbox, type Subject, serve } from "@opensme/testing";
import { rowsIn } from "../../packages/cli/src/map/payload.ts";
import type { Example } from "./examples.ts";
import { fileExchanges } from "./files.ts";
import type { Spec } from "./spec.ts";

const repository = new URL("../../", import.meta.url);

/** What `integrations/<tool>/test` says of a connector: how it is held against the laws, and how against its vendor's description. */
interface Tested {
  subject: Subject;
  spec: Spec;
}

/** What the check needs to know of a connector. */
export interface VendorCheck {
  /** Connector id. */
  id: string;
  spec: Spec;
  /** A full read of every resource and every declared write against the sandbox. */
  run: () => Promise<Exchange[]>;
  /** Sends an answer of one of the mapped paths through the mapping. */
  mapExample: (example: Example) => Promise<MappedExample>;
}

export interface MappedExample {
  records: number;
  /** One line for each reject, with the field path and without its value. */
  rejects: string[];
}

export interface Connectors {
  checks: VendorCheck[];
  /** A sentence for each connector that cannot be checked. */
  missing: string[];
}

/** The ids of all connectors of the repository. */
export async function connectorIds(root: URL = repository): Promise<string[]> {
  const all: string[] = [];
  for await (const file of glob("integrations/*/package.json", { cwd: fileURLToPath(root) })) {
    all.push(basename(dirname(file)));
  }
  return all.sort();
}

/** Every connector of the repository; with `ids`, these alone. */
export async function findConnectors(ids: string[] = [], root: URL = repository): Promise<Connectors> {
  const all = await connectorIds(root);
  const checks: VendorCheck[] = [];
  const missing = ids.filter((id) => !all.includes(id)).map((id) => `${id}: there is no integrations/${id}`);
  for (const id of all.filter((each) => ids.length === 0 || ids.includes(each))) {
    const files = ["subject.ts", "spec.ts"].map((file) => `integrations/${id}/test/${file}`);
    const absent = files.filter((file) => !existsSync(new URL(file, root)));
    missing.push(...absent.map((file) => `${id}: add ${file}; CONTRIBUTING.md says what it holds`));
    if (absent.length === 0) checks.push(checkOf(id, await load(files.map((file) => new URL(file, root)))));
  }
  return { checks, missing };
}

async function load(files: URL[]): Promise<Tested> {
  const [{ subject }, { spec }] = await Promise.all(files.map((file) => import(file.href)));
  return { subject, spec };
}

function checkOf(id: string, { subject, spec }: Tested): VendorCheck {
  const unknown = Object.values(spec.mappedPaths)
    .flat()
    .filter((key) => !(key in subject.connector.resources));
  if (unknown.length > 0) throw new Error(`mappedPaths of ${id} name resources that are not there: ${unknown}`);
  return {
    id,
    spec,
    run: () => exchangesOf(subject),
    mapExample: ({ resourcePath, payload }) => mapExample(subject, spec.mappedPaths[resourcePath] ?? [], payload),
  };
}

/** What the connector asks and its simulated vendor answers: a run through every operation, and all laws. Answers that a fault made are not the vendor's. */
async function exchangesOf(subject: Subject): Promise<Exchange[]> {
  if (subject.connector.files) return fileExchanges(subject);
  const sandboxes: Sandbox[] = [];
  const watched: Subject = {
    ...subject,
    sandbox: (options) => {
      const sandbox = subject.sandbox(options);
      sandboxes.push(sandbox);
      return sandbox;
    },
  };
  // Time limits do not keep the process running by themselves while a law waits for one.
  const wait = setInterval(() => undefined, 1000);
  await useEverything(watched);
  for (const law of laws) {
    // Whether it is kept is told by the connector's own tests. Listings of 100,000 records add nothing but time.
    if (law.number !== 25) await judge(law, watched).catch(() => undefined);
  }
  clearInterval(wait);
  return distinct(sandboxes.flatMap(({ exchanges }) => exchanges).filter(({ fault }) => fault === undefined));
}

/** Checks, lists whole and since a moment, gets, creates and updates whatever the connector declares. */
async function useEverything(subject: Subject): Promise<void> {
  const sandbox = subject.sandbox();
  const gateway = await serve([sandbox]);
  try {
    const options = { config: sandbox.config, gateway: gateway.url, tokens: memoryTokens(), sensitive: true };
    const unpaced = { ...subject.connector, http: { ...subject.connector.http, limits: [] } };
    const client = connect(unpaced as never, options as never) as ReturnType<typeof connect>;
    await client.check();
    for (const { read, listing } of client.streams) {
      for await (const _ of read({}).pages());
      if (listing.incremental) for await (const _ of read({ since: "2026-10-30T00:00:00.000Z" }).pages());
    }
  } finally {
    await gateway.close();
  }
}

function distinct(exchanges: Exchange[]): Exchange[] {
  const known = new Map<string, Exchange>();
  for (const exchange of exchanges) {
    const { request, response } = exchange;
    known.set(`${request.method} ${request.url} ${request.body ?? ""} ${response.status} ${response.body}`, exchange);
  }
  return [...known.values()];
}

/** Sends the rows of an answer through the mapping. Where a path holds rows of several resources, each row must be read by one of them. */
async function mapExample(subject: Subject, keys: readonly string[], payload: unknown): Promise<MappedExample> {
  const byRow = new Map<unknown, Change[]>();
  for (const resource of keys.flatMap((key) => subject.connector.resources[key] ?? [])) {
    for (const row of (await rowsIn(resource, payload)).rows) {
      byRow.set(row, [...(byRow.get(row) ?? []), decode(resource as Resource, row)]);
    }
  }
  const best = [...byRow.values()].flatMap(
    (changes) => changes.find(({ type }) => type === "upsert") ?? changes.slice(0, 1),
  );
  return {
    records: best.filter(({ type }) => type === "upsert").length,
    rejects: best.flatMap((change) =>
      change.type === "reject" ? [change.issues.map(({ path, message }) => `${path}: ${message}`).join("; ")] : [],
    ),
  };
}
