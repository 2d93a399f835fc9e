import { isDeepStrictEqual } from "node:util";
import type { Change, Page, Stream } from "@opensme/core";
import { OpenSMEError } from "@opensme/core";
import { sampleCompany } from "../company/index.ts";
import { idsOf, insist, type Law, readAll, removed, type Subject, some, withVendor } from "./law.ts";

const incrementalStreams = (streams: readonly Stream[]): readonly Stream[] =>
  streams.filter(({ listing }) => listing.incremental);

const hasIncremental = ({ connector }: Subject): string | undefined =>
  Object.values(connector.resources).some(({ definition }) => definition.list?.incremental)
    ? undefined
    : "nothing can be asked for since a moment";

const reports = ({ listing }: Stream): boolean => listing.deletes.startsWith("reported");

/** A clock that a law moves. */
const clock = (from: number): { now: () => Date; advance: (seconds: number) => void } => {
  let time = from;
  return {
    now: () => new Date(time),
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
};

/** The moment at which sandboxes of the sample company stand. */
const start = Date.parse(sampleCompany().now);

const after = (moment: Date, seconds: number): string => new Date(moment.getTime() + seconds * 1000).toISOString();

export const incrementalLaws: readonly Law[] = [
  {
    number: 16,
    title: "many records changed at the same moment: none is lost between pages",
    exempt: hasIncremental,
    async check(subject) {
      const { now, advance } = clock(start);
      await withVendor(
        subject,
        async ({ client, sandbox }) => {
          for (const stream of incrementalStreams(client.streams)) {
            advance(3600);
            const since = now().toISOString();
            const ids = sandbox.control.ids(stream.resource);
            for (const id of ids) sandbox.control.touch(stream.resource, id);
            const found = idsOf(await readAll(stream, { since }));
            const lost = ids.filter((id) => !found.has(id));
            insist(lost.length === 0, `${stream.resource}: changed at one moment and not read: ${some(lost)}`);
          }
        },
        { now },
      );
    },
  },
  {
    number: 26,
    title: "a checkpoint survives JSON",
    async check(subject) {
      await withVendor(subject, async ({ client }) => {
        for (const stream of client.streams) {
          for await (const { cursor } of stream.read({}).pages()) {
            insist(
              isDeepStrictEqual(cursor, cursor === undefined ? undefined : JSON.parse(JSON.stringify(cursor))),
              `${stream.resource}: a checkpoint changes on its way through JSON`,
            );
          }
        }
      });
    },
  },
  {
    number: 27,
    title: "a read since a moment gives what changed after it, and nothing much older",
    exempt: hasIncremental,
    async check(subject) {
      const { now, advance } = clock(start);
      await withVendor(
        subject,
        async ({ client, sandbox }) => {
          for (const stream of incrementalStreams(client.streams)) {
            advance(86_400);
            const [touched] = sandbox.control.ids(stream.resource);
            if (touched === undefined) continue;
            sandbox.control.touch(stream.resource, touched);
            const inserted = sandbox.control.insert(stream.resource);
            const changes = await readAll(stream, { since: after(now(), -60 - stream.listing.overlap) });
            const found = idsOf(changes);
            insist(found.has(touched), `${stream.resource}: a changed record is not read`);
            insist(found.has(inserted), `${stream.resource}: a new record is not read`);
            const oldest = now().getTime() - (3600 + stream.listing.overlap) * 1000;
            const old = changes.filter(
              (change) =>
                change.type === "upsert" &&
                change.record.updatedAt !== undefined &&
                Date.parse(change.record.updatedAt) < oldest,
            );
            insist(old.length === 0, `${stream.resource}: ${old.length} records are older than what was asked for`);
          }
        },
        { now },
      );
    },
  },
  {
    number: 28,
    title: "resuming from every checkpoint ends in the same set",
    async check(subject) {
      await withVendor(subject, async ({ client }) => {
        for (const stream of client.streams) {
          const pages: Page[] = [];
          for await (const page of stream.read({}).pages()) pages.push(page);
          const all = idsOf(pages.flatMap(({ changes }) => changes));
          for (const [index, { cursor }] of pages.entries()) {
            if (cursor === undefined) {
              insist(
                index === pages.length - 1,
                `${stream.resource}: page ${index + 1} of ${pages.length} has no checkpoint`,
              );
              continue;
            }
            // All of a long listing would take long: the first, some in the middle, and the last.
            if (index > 3 && index < pages.length - 3) continue;
            const rest = idsOf(await readAll(stream, { cursor: JSON.parse(JSON.stringify(cursor)) }));
            const before = idsOf(pages.slice(0, index + 1).flatMap(({ changes }) => changes));
            const lost = [...all].filter((id) => !before.has(id) && !rest.has(id));
            insist(lost.length === 0, `${stream.resource}: resumed after page ${index + 1}, not read: ${some(lost)}`);
          }
        }
      });
    },
  },
  {
    number: 29,
    title: "broken off at any request and resumed: the same set",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ retries: 0 });
        for (const stream of client.streams) {
          for (const fault of [{ kind: "reset" }, { kind: "truncated" }, { kind: "status", status: 500 }] as const) {
            sandbox.faults.inject({ ...fault, after: 1 });
            const found = new Set<string>();
            let cursor: Page["cursor"];
            let failures = 0;
            for (let finished = false; !finished; ) {
              try {
                for await (const page of stream.read(cursor === undefined ? {} : { cursor }).pages()) {
                  for (const id of idsOf(page.changes)) found.add(id);
                  cursor = page.cursor;
                }
                finished = true;
              } catch (error) {
                insist(
                  OpenSMEError.is(error),
                  `${stream.resource}: a broken answer gives an untyped error: ${String(error)}`,
                );
                failures += 1;
                insist(failures < 5, `${stream.resource}: does not get past one broken answer: ${error.message}`);
              }
            }
            sandbox.faults.clear();
            const lost = sandbox.control.ids(stream.resource).filter((id) => !found.has(id));
            insist(
              lost.length === 0,
              `${stream.resource}: broken off by ${fault.kind} and resumed, not read: ${some(lost)}`,
            );
          }
        }
      });
    },
  },
  {
    number: 31,
    title: "a checkpoint that is garbage: a typed error or a full read, never silence",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ retries: 0 });
        for (const stream of client.streams) {
          const changes: Change[] | undefined = await readAll(stream, { cursor: "garbage" }).catch((error: unknown) => {
            insist(OpenSMEError.is(error), `${stream.resource}: garbage gives an untyped error: ${String(error)}`);
            return undefined;
          });
          if (!changes) continue;
          const found = idsOf(changes);
          const lost = sandbox.control.ids(stream.resource).filter((id) => !found.has(id));
          insist(lost.length === 0, `${stream.resource}: with a garbage checkpoint, silently not read: ${some(lost)}`);
        }
      });
    },
  },
  {
    number: 34,
    title: "deletions that the vendor reports become tombstones",
    exempt: ({ connector }) =>
      Object.values(connector.resources).some(({ definition }) => definition.list?.deletes.startsWith("reported"))
        ? undefined
        : "the vendor reports no deletions",
    async check(subject) {
      const { now, advance } = clock(start);
      await withVendor(
        subject,
        async ({ client, sandbox }) => {
          for (const stream of client.streams.filter(reports)) {
            advance(3600);
            const since = now().toISOString();
            const id = sandbox.control.ids(stream.resource).at(-1);
            insist(id !== undefined && sandbox.control.remove, `${stream.resource}: the sandbox has nothing to delete`);
            sandbox.control.remove(stream.resource, id);
            const gone = (await readAll(stream, { since }))
              .filter((change) => change.type === "delete")
              .map((change) => change.id);
            insist(gone.includes(id), `${stream.resource}: ${id} was deleted and is not reported`);
          }
        },
        { now },
      );
    },
  },
  {
    number: 35,
    title: "a deleted record is absent from a full read, where deletions are to be seen by absence",
    exempt: ({ connector }) =>
      Object.values(connector.resources).some(({ definition }) => definition.list?.deletes.includes("absent"))
        ? undefined
        : "no deletion is inferred",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        for (const stream of client.streams.filter(({ listing }) => listing.deletes.includes("absent"))) {
          const id = sandbox.control.ids(stream.resource).at(-1);
          if (id === undefined) continue;
          if (!removed(sandbox.control, stream.resource, id)) continue;
          insist(!idsOf(await readAll(stream)).has(id), `${stream.resource}: ${id} was deleted and is still read`);
        }
      });
    },
  },
  {
    number: 37,
    title: "what was deleted and is there again is read again",
    async check(subject) {
      const { now, advance } = clock(start);
      await withVendor(
        subject,
        async ({ client, sandbox }) => {
          const { control } = sandbox;
          if (!control.restore) return;
          for (const stream of client.streams) {
            const id = control.ids(stream.resource).at(-1);
            if (id === undefined || !removed(control, stream.resource, id)) continue;
            advance(60);
            control.restore(stream.resource, id);
            insist(idsOf(await readAll(stream)).has(id), `${stream.resource}: ${id} was restored and is not read`);
          }
        },
        { now },
      );
    },
  },
];
