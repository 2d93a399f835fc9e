import { isDeepStrictEqual } from "node:util";
import type { Change, Page, Stream } from "@opensme/core";
import { sampleCompany } from "../company/index.ts";
import { insist, type Law, type Subject, some, Violation } from "./law.ts";
import {
  asksNothing,
  hasPages,
  idsOf,
  insistTyped,
  missing,
  readAll,
  readPages,
  small,
  wholeRead,
  withVendor,
} from "./vendor.ts";

const incrementalStreams = (streams: readonly Stream[]): readonly Stream[] =>
  streams.filter(({ listing }) => listing.incremental);

const nothingIncremental = ({ connector }: Subject): string | undefined =>
  Object.values(connector.resources).some(({ definition }) => definition.list?.incremental)
    ? undefined
    : "nothing can be asked for since a moment";

/** A clock that a law moves, from the moment at which sandboxes of the sample company stand. */
export const movingClock = (): { now: () => Date; advance: (seconds: number) => void } => {
  let time = Date.parse(sampleCompany({ orders: 0 }).now);
  return {
    now: () => new Date(time),
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
};

const after = (moment: Date, seconds: number): string => new Date(moment.getTime() + seconds * 1000).toISOString();

/** What a checkpoint of another listing, another version or a damaged store may look like. */
const garbage = ["garbage", 42, { wire: "garbage", seen: "garbage" }, { version: 99, state: { page: 7 } }];

export const incrementalLaws: readonly Law[] = [
  {
    number: 16,
    title: "many records changed at the same moment: none is lost between pages",
    exempt: nothingIncremental,
    async check(subject) {
      const { now, advance } = movingClock();
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of incrementalStreams(client.streams)) {
            await hasPages(stream, control);
            advance(3600);
            const since = now().toISOString();
            const ids = control.ids(stream.resource);
            for (const id of ids) control.touch(stream.resource, id);
            const pages = await readPages(stream, { since });
            const lost = missing(ids, idsOf(pages.flatMap(({ changes }) => changes)));
            insist(lost.length === 0, `${stream.resource}: changed at one moment and not read: ${some(lost)}`);
            const [first] = pages;
            if (first?.cursor === undefined) continue;
            const rest = await readAll(stream, { since, cursor: first.cursor });
            const gap = missing(ids, idsOf([...first.changes, ...rest]));
            insist(gap.length === 0, `${stream.resource}: resumed within what changed, not read: ${some(gap)}`);
          }
        },
        { ...small, now },
      );
    },
  },
  {
    number: 26,
    title: "a checkpoint survives JSON",
    async check(subject) {
      for (const { stream, pages } of (await wholeRead(subject)).streams) {
        for (const { cursor } of pages) {
          insist(
            isDeepStrictEqual(cursor, cursor === undefined ? undefined : JSON.parse(JSON.stringify(cursor))),
            `${stream.resource}: a checkpoint changes on its way through JSON`,
          );
        }
      }
    },
  },
  {
    number: 27,
    title: "a read since a moment gives what changed after it, and nothing much older",
    exempt: nothingIncremental,
    async check(subject) {
      const { now, advance } = movingClock();
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of incrementalStreams(client.streams)) {
            advance(86_400);
            const ids = control.ids(stream.resource);
            const [touched] = ids;
            if (touched === undefined) continue;
            control.touch(stream.resource, touched);
            const inserted = control.insert(stream.resource);
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
            insist(
              ids.length < 4 || found.size < ids.length,
              `${stream.resource}: all ${found.size} records are read, although two changed`,
            );
          }
        },
        { ...small, now },
      );
    },
  },
  {
    number: 28,
    title: "resuming from every checkpoint ends in the same set",
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of client.streams) {
            await hasPages(stream, control);
            const pages = await readPages(stream);
            const all = idsOf(pages.flatMap(({ changes }) => changes));
            for (const [index, { cursor }] of pages.entries()) {
              if (cursor === undefined) {
                insist(
                  index === pages.length - 1,
                  `${stream.resource}: page ${index + 1} of ${pages.length} has no checkpoint`,
                );
                continue;
              }
              // All of a long listing would take long: the first two and the last two.
              if (index > 1 && index < pages.length - 3) continue;
              const rest = idsOf(await readAll(stream, { cursor: JSON.parse(JSON.stringify(cursor)) }));
              const before = idsOf(pages.slice(0, index + 1).flatMap(({ changes }) => changes));
              const lost = missing(all, new Set([...before, ...rest]));
              insist(lost.length === 0, `${stream.resource}: resumed after page ${index + 1}, not read: ${some(lost)}`);
            }
          }
        },
        small,
      );
    },
  },
  {
    number: 29,
    title: "broken off at any request and resumed: the same set",
    exempt: asksNothing,
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control, faults } }) => {
          await client.check();
          for (const stream of client.streams) {
            const isLong = await hasPages(stream, control);
            const kinds = [{ kind: "reset" }, { kind: "truncated" }, { kind: "status", status: 500 }] as const;
            for (const [request, fault] of kinds.slice(0, isLong ? 3 : 1).entries()) {
              faults.inject({ ...fault, after: request });
              const found = await readInSpiteOf(stream);
              faults.clear();
              const lost = missing(control.ids(stream.resource), found);
              insist(
                lost.length === 0,
                `${stream.resource}: broken off at request ${request + 1} (${fault.kind}) and resumed, not read: ${some(lost)}`,
              );
            }
          }
        },
        small,
      );
    },
  },
  {
    number: 31,
    title: "a checkpoint that is garbage: a typed error or a full read, never silence",
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of client.streams) {
            for (const cursor of garbage) {
              const where = `${stream.resource}: the checkpoint ${JSON.stringify(cursor)}`;
              const changes: Change[] | undefined = await readAll(stream, { cursor }).catch((error: unknown) => {
                insistTyped(error, where);
                return undefined;
              });
              if (!changes) continue;
              const lost = missing(control.ids(stream.resource), idsOf(changes));
              insist(lost.length === 0, `${where}: silently not read: ${some(lost)}`);
            }
          }
        },
        small,
      );
    },
  },
];

/** Reads to the end, going on from the last checkpoint after each failure. */
const readInSpiteOf = async (stream: Stream): Promise<Set<string>> => {
  const found = new Set<string>();
  let cursor: Page["cursor"];
  for (let failures = 0; failures < 5; failures += 1) {
    try {
      for await (const page of stream.read(cursor === undefined ? {} : { cursor }).pages()) {
        for (const id of idsOf(page.changes)) found.add(id);
        cursor = page.cursor;
      }
      return found;
    } catch (error) {
      insistTyped(error, `${stream.resource}: a broken answer`);
    }
  }
  throw new Violation(`${stream.resource}: does not get past one broken answer`);
};
