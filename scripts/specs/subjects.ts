import { glob } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type AnyResource, connect, decode, memoryTokens, type Resource } from "@opensme/core";
import { type Exchange, judge, laws, type Sandbox, type Subject, serve } from "@opensme/testing";
import { rowsIn } from "../../packages/cli/src/map/payload.ts";
import type { MappedExample, VendorCheck } from "./check.ts";
import type { Example } from "./examples.ts";

const root = join(import.meta.dirname, "../..");

/** What `integrations/<tool>/test` says of a connector: how it is held against the laws, and which resources the paths of its vendor's description hold. */
interface Tested {
  subject: Subject;
  /** Keys of resources, by path template. */
  mappedPaths: Readonly<Record<string, readonly string[]>>;
}

/** Every connector of the repository that has a `test/subject.ts`. */
export async function vendorChecks(): Promise<VendorCheck[]> {
  const checks: VendorCheck[] = [];
  for await (const file of glob("integrations/*/test/subject.ts", { cwd: root })) {
    const tested: Tested = await import(pathToFileURL(join(root, file)).href);
    checks.push({
      id: basename(dirname(dirname(file))),
      run: () => exchangesOf(tested.subject),
      mapExample: (example) => mapExample(tested, example),
    });
  }
  return checks.sort((one, other) => one.id.localeCompare(other.id));
}

/** What the connector asks and its simulated vendor answers: a run through every operation, and all laws. Answers that a fault made are not the vendor's. */
async function exchangesOf(subject: Subject): Promise<Exchange[]> {
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
async function mapExample({ subject, mappedPaths }: Tested, example: Example): Promise<MappedExample | undefined> {
  const keys = mappedPaths[example.resourcePath];
  if (!keys || example.direction !== "response" || !/^2/.test(example.status ?? "")) return undefined;
  const resources = keys.flatMap((key) => subject.connector.resources[key] ?? []);
  if (resources.length < keys.length)
    throw new Error(`mappedPaths of ${subject.connector.id} names a resource that is not there: ${keys}`);
  const found = await Promise.all(resources.map(async (resource) => outcomesOf(resource, example.payload)));
  const best = found.reduce((one, other) =>
    other.rejects.length < one.rejects.length ||
    (other.rejects.length === one.rejects.length && other.records > one.records)
      ? other
      : one,
  );
  return best;
}

async function outcomesOf(resource: AnyResource, payload: unknown): Promise<MappedExample> {
  const { rows } = await rowsIn(resource, payload);
  const changes = rows.map((row) => decode(resource as Resource, row));
  return {
    records: changes.filter(({ type }) => type === "upsert").length,
    rejects: changes.flatMap((change) =>
      change.type === "reject" ? [change.issues.map(({ path, message }) => `${path}: ${message}`).join("; ")] : [],
    ),
  };
}
