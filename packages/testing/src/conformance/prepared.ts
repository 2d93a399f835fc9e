import type { Change, Clock, Connection, Json, Page, Stream } from "@opensme/core";
import type { Fault } from "../sandbox/faults.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { deskOf } from "./engine.ts";
import { insist, type Law, type Subject, some } from "./law.ts";
import { idsOf, insistTyped, missing, readAll, removed, small, withVendor } from "./vendor.ts";

/** The connector as it reads what the vendor prepares as files, however few records there are. */
export const byFile = (subject: Subject): Subject => ({
  ...subject,
  connector: {
    ...subject.connector,
    resources: Object.fromEntries(
      Object.entries(subject.connector.resources).map(([key, resource]) => {
        const prepared = resource.definition.list?.prepared;
        return [key, prepared ? { ...resource, definition: { ...resource.definition, list: prepared } } : resource];
      }),
    ) as Subject["connector"]["resources"],
  },
});

/** Why laws of files that a vendor prepares do not concern a connector. */
export const nothingPrepared = ({ connector }: Subject): string | undefined =>
  Object.values(connector.resources).some(({ definition }) => definition.list?.prepared)
    ? undefined
    : "no file is prepared for it";

/** Vendors prepare files in no time here. */
export const hurried: Clock = {
  now: () => Date.now(),
  sleep: async (_, signal) => signal?.throwIfAborted(),
};

interface Reading {
  pages: Page[];
  changes: Change[];
  error: unknown;
}

const reading = async (stream: Stream, cursor?: Json): Promise<Reading> => {
  const found: Reading = { pages: [], changes: [], error: undefined };
  try {
    for await (const page of stream.read({ cursor }).pages()) {
      found.pages.push(page);
      found.changes.push(...page.changes);
    }
  } catch (error) {
    found.error = error;
  }
  return found;
};

const storable = (cursor: Json | undefined): Json | undefined =>
  cursor === undefined ? undefined : JSON.parse(JSON.stringify(cursor));

const recordsOf = (changes: readonly Change[]): Map<string, string> =>
  new Map(changes.flatMap((change) => (change.type === "upsert" ? [[change.id, JSON.stringify(change.record)]] : [])));

const requestsOf = ({ exchanges }: Sandbox): string[] =>
  exchanges.map(({ request }) => `${request.method} ${request.url} ${request.body ?? ""}`);

const disturbances = ["status", "reset", "truncated"] as const;

/** What a connector keeps whose vendor prepares files. */
export const preparedLaws: readonly Law[] = [
  {
    number: 67,
    title:
      "a file that the vendor prepares gives what pages do, is asked for once, and disturbed at any request loses nothing",
    exempt: nothingPrepared,
    async check(subject) {
      const paged = await withVendor(
        subject,
        async ({ client }) =>
          new Map(
            await Promise.all(
              client.streams
                .filter(({ listing }) => listing.prepared)
                .map(async (stream) => [stream.resource, recordsOf(await readAll(stream))] as const),
            ),
          ),
        small,
      );
      await withVendor(
        byFile(subject),
        async ({ open, sandbox }) => {
          const client = open({ clock: hurried });
          await client.check();
          for (const stream of client.streams.filter(({ resource }) => paged.has(resource))) {
            const { resource } = stream;
            const ids = sandbox.control.ids(resource);
            sandbox.exchanges.length = 0;
            const whole = await reading(stream);
            insist(whole.error === undefined, `${resource}: the file is not read: ${String(whole.error)}`);
            const requests = requestsOf(sandbox);
            const lost = missing(ids, idsOf(whole.changes));
            insist(lost.length === 0, `${resource}: not in the file: ${some(lost)}`);
            const pages = paged.get(resource) ?? new Map<string, string>();
            const other = [...recordsOf(whole.changes)].flatMap(([id, record]) =>
              pages.get(id) === record ? [] : [id],
            );
            insist(other.length === 0, `${resource}: told otherwise than by pages: ${some(other)}`);
            await insistResumed(stream, sandbox, whole, requests[0] ?? "");
            await insistSturdy(stream, sandbox, ids, requests.length);
            await insistStored(client, stream, sandbox, requests.length);
          }
        },
        small,
      );
    },
  },
];

const insistResumed = async (stream: Stream, sandbox: Sandbox, whole: Reading, first: string): Promise<void> => {
  const { resource } = stream;
  const places = [0, Math.floor(whole.pages.length / 2), whole.pages.length - 2];
  for (const place of places) {
    const cursor = storable(whole.pages[place]?.cursor);
    insist(cursor !== undefined, `${resource}: page ${place + 1} of a file gives no place to go on from`);
    sandbox.exchanges.length = 0;
    const rest = await reading(stream, cursor);
    const seen = whole.pages.slice(0, place + 1).flatMap(({ changes }) => changes);
    const lost = missing(idsOf(whole.changes), new Set([...idsOf(seen), ...idsOf(rest.changes)]));
    insist(lost.length === 0, `${resource}: gone on with after page ${place + 1}, it loses ${some(lost)}`);
    insist(!requestsOf(sandbox).includes(first), `${resource}: a read that goes on asks for a second file`);
  }
};

/** With the engine: a run that is cut off before the end of the file deletes nothing and is gone on with; a whole one shows what is gone. */
const insistStored = async (
  client: Connection,
  stream: Stream,
  { control, faults }: Sandbox,
  requests: number,
): Promise<void> => {
  const { resource } = stream;
  const desk = deskOf(client, stream);
  const cutOff = async (full: boolean): Promise<void> => {
    faults.inject({ kind: "status", status: 503, after: requests - 1, times: Number.POSITIVE_INFINITY });
    const { outcome } = await desk.run({ full });
    faults.clear();
    insist(outcome !== "complete", `${resource}: a file did not come to its end, and the run is said to be complete`);
  };
  await cutOff(false);
  insist((await desk.state())?.pass?.cursor !== undefined, `${resource}: a run that is cut off forgets its file`);
  await desk.run();
  const lost = missing(control.ids(resource), desk.ids());
  insist(lost.length === 0, `${resource}: gone on with, not stored: ${some(lost)}`);
  const id = control.ids(resource).find((candidate) => removed(control, resource, candidate));
  if (id === undefined) return;
  await cutOff(true);
  insist(desk.ids().has(id), `${resource}: ${id} is taken for deleted before the end of a file`);
  await desk.run({ full: true });
  await desk.run({ full: true });
  insist(!desk.ids().has(id), `${resource}: ${id} is in no file any more, and still stored`);
};

/** Disturbs each request in each way: all is read in the end, in that read or in the one that goes on, and no page is the last before. */
const insistSturdy = async (
  stream: Stream,
  { faults }: Sandbox,
  ids: readonly string[],
  requests: number,
): Promise<void> => {
  for (const kind of disturbances) {
    for (let after = 0; after < requests; after += 1) {
      const fault: Fault = kind === "status" ? { kind, status: 503, after } : { kind, after };
      faults.inject(fault);
      const found = await reading(stream);
      faults.clear();
      const where = `${stream.resource}: request ${after + 1} of a file meets ${kind}`;
      const isEnded = found.pages.some(({ cursor }) => cursor === undefined);
      if (found.error !== undefined) {
        insistTyped(found.error, where);
        insist(!isEnded, `${where}, and a page was given as the last before the error`);
        const rest = await reading(stream, storable(found.pages.at(-1)?.cursor));
        found.changes.push(...rest.changes);
      }
      const lost = missing(ids, idsOf(found.changes));
      insist(lost.length === 0, `${where}, and it loses ${some(lost)}`);
    }
  }
};
