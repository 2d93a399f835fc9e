import { decode, type Page, type Stream } from "@opensme/core";
import { placesIn } from "@opensme/core/schema";
import { insist, type Law, type Subject, some, Violation } from "./law.ts";
import {
  asksNothing,
  hasPages,
  idsOf,
  inserted,
  insistTyped,
  isPaged,
  missing,
  readAll,
  readPages,
  removed,
  resourceOf,
  small,
  wholeRead,
  withVendor,
} from "./vendor.ts";

const nothingPaged = ({ connector }: Subject): string | undefined =>
  Object.values(connector.resources).some(({ definition }) =>
    ["offset", "page", "cursor"].includes(definition.list?.paging ?? ""),
  )
    ? undefined
    : "nothing is read in pages";

/** Whether a listing gives one record per element of the vendor's list, so that its total counts records. */
const isWhole = (subject: Subject, stream: Stream): boolean => {
  const element = { id: 1 };
  const { list } = resourceOf(subject, stream).definition;
  return list?.split(element)[0] === element && isPaged(stream);
};

export const readingLaws: readonly Law[] = [
  {
    number: 14,
    title: "all pages are read, and as many records as the vendor says there are",
    async check(subject) {
      for (const { stream, ids, pages } of (await wholeRead(subject)).streams) insistAll(subject, stream, ids, pages);
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          let turned = 0;
          for (const stream of client.streams) {
            if (await hasPages(stream, control)) turned += 1;
            insistAll(subject, stream, control.ids(stream.resource), await readPages(stream));
          }
          insist(
            turned > 0 || nothingPaged(subject) !== undefined,
            "no listing has a second page in the sandbox, and none takes more records: paging is not tried",
          );
        },
        small,
      );
    },
  },
  {
    number: 15,
    title: "a listing ends at an empty page, and where pages repeat for ever or lead back",
    exempt: nothingPaged,
    async check(subject) {
      const most = 60;
      await withVendor(
        subject,
        async ({ client, sandbox: { faults, control } }) => {
          await client.check();
          for (const stream of client.streams.filter(isPaged)) {
            await hasPages(stream, control);
            const answers: unknown[] = [];
            const oddities: Readonly<Record<string, (body: unknown) => unknown>> = {
              "the same page for ever": (body) => (answers[0] ??= body),
              "empty pages for ever": (body) => (answers.push(body) > 1 ? mapRows(body, () => undefined) : body),
              // Only where the vendor says what comes next can it lead back.
              ...(stream.listing.paging === "cursor" && {
                "two pages in turn": (body: unknown) =>
                  answers.push(body) > 2 ? answers[(answers.length - 1) % 2] : body,
              }),
            };
            for (const [oddity, edit] of Object.entries(oddities)) {
              answers.length = 0;
              faults.inject({ kind: "edit", times: Number.POSITIVE_INFINITY, edit });
              let pages = 0;
              try {
                for await (const _ of stream.read({}).pages()) if (++pages > most) break;
              } catch (error) {
                insistTyped(error, `${stream.resource}: ${oddity}`);
              }
              faults.clear();
              insist(pages <= most, `${stream.resource}: ${oddity}: more than ${most} pages were read`);
            }
          }
        },
        small,
      );
    },
  },
  {
    number: 17,
    title: "records inserted or deleted while paging: none of the others is lost",
    exempt: nothingPaged,
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of client.streams.filter(isPaged)) {
            if (!(await hasPages(stream, control))) continue;
            const start = control.ids(stream.resource);
            const found = new Set<string>();
            let page = 0;
            for await (const { changes } of stream.read({}).pages()) {
              for (const id of idsOf(changes)) found.add(id);
              page += 1;
              if (page > 1) continue;
              for (const id of [...found].slice(0, 2)) removed(control, stream.resource, id);
              inserted(control, stream.resource, 1);
            }
            const throughout = new Set(control.ids(stream.resource));
            const lost = missing(
              start.filter((id) => throughout.has(id)),
              found,
            );
            insist(lost.length === 0, `${stream.resource}: lost while others came and went: ${some(lost)}`);
          }
        },
        small,
      );
    },
  },
  {
    number: 19,
    title: "unknown, missing and null vendor fields pass; a wrong type rejects its row alone",
    async check(subject) {
      for (const [key, { rows }] of Object.entries(subject.fixtures)) {
        const resource = subject.connector.resources[key];
        if (!resource) continue;
        for (const { raw } of rows) {
          for (const { path, schema, replaced } of placesIn(resource.raw, raw)) {
            const [mayMiss, mayBeNull] = [undefined, null].map((nothing) => accepts(schema, nothing));
            if (path.endsWith("[]") || (!mayMiss && !mayBeNull)) continue;
            insist(
              mayMiss && mayBeNull,
              `${key}: ${path} may be ${mayMiss ? "missing but not null" : "null but not missing"}`,
            );
            for (const nothing of [undefined, null])
              insist(
                decode(resource as never, replaced(nothing)).type === "upsert",
                `${key}: a row is rejected for ${path} that is ${nothing === null ? "null" : "missing"}, although its schema lets it be`,
              );
          }
        }
      }
      await withVendor(
        subject,
        async ({ client, sandbox: { faults } }) => {
          await client.check();
          for (const stream of client.streams) {
            const before = idsOf(await readAll(stream));
            faults.inject({
              kind: "edit",
              times: Number.POSITIVE_INFINITY,
              edit: (body) => mapRows(body, (row) => ({ ...row, addedByTheVendor: { later: true } })),
            });
            const pages = await readPages(stream);
            faults.clear();
            const rejected = pages.flatMap(({ changes }) => changes).some(({ type }) => type === "reject");
            insist(!rejected, `${stream.resource}: an unknown field rejects the row`);
            const reported = pages.flatMap((page) =>
              page.unknownFields.filter((path) => /addedByTheVendor$/.test(path)),
            );
            insist(
              new Set(reported).size === reported.length,
              `${stream.resource}: an unknown field is reported more than once`,
            );
            insistRowByRow(subject, stream, await readAll(stream));
            if (isWhole(subject, stream)) await insistNeighboursLive(stream, before, faults);
          }
        },
        small,
      );
    },
  },
  {
    number: 25,
    title: "each page is given before the next is asked for, so that memory stays flat",
    exempt: asksNothing,
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control, exchanges } }) => {
          await client.check();
          for (const stream of client.streams) {
            if (!(await hasPages(stream, control))) continue;
            const start = exchanges.length;
            const asked: number[] = [];
            for await (const _ of stream.read({}).pages()) asked.push(exchanges.length - start);
            insist(
              (asked[0] ?? 0) < exchanges.length - start,
              `${stream.resource}: all ${exchanges.length - start} requests are made before the first of ${asked.length} pages is given`,
            );
          }
        },
        small,
      );
    },
  },
];

/** What was read must be what the vendor has, and as much as it says. */
const insistAll = (subject: Subject, stream: Stream, ids: readonly string[], pages: readonly Page[]): void => {
  const found = idsOf(pages.flatMap(({ changes }) => changes));
  const lost = missing(ids, found);
  insist(lost.length === 0, `${stream.resource}: not read: ${some(lost)}`);
  const invented = missing(found, new Set(ids));
  insist(invented.length === 0, `${stream.resource}: read and not there: ${some(invented)}`);
  const total = pages.findLast((page) => page.total !== undefined)?.total;
  insist(
    total === undefined || !isWhole(subject, stream) || found.size === total,
    `${stream.resource}: ${found.size} read of ${String(total)} in all`,
  );
};

const accepts = (schema: unknown, value: unknown): boolean =>
  (schema as { safeParse(value: unknown): { success: boolean } }).safeParse(value).success;

/** Holds single rows against their schema: what nobody knows is reported, what is of a wrong type is rejected and kept. */
const insistRowByRow = (subject: Subject, stream: Stream, changes: Awaited<ReturnType<typeof readAll>>): void => {
  const row = changes.find((change) => change.type === "upsert");
  if (row?.type !== "upsert") return;
  const resource = resourceOf(subject, stream);
  const raw = row.raw as Record<string, unknown>;
  const told: string[] = [];
  decode(resource, { ...raw, addedByTheVendor: 1 }, { onUnknownField: (path) => told.push(path) });
  insist(told.includes("addedByTheVendor"), `${stream.resource}: an unknown field of a row is not reported`);
  const wrong = Object.fromEntries(Object.keys(raw).map((key) => [key, { wrong: ["type"] }]));
  const broken = decode(resource, wrong);
  insist(broken.type === "reject", `${stream.resource}: a row of wrong types is taken for a record`);
  insist(broken.raw === wrong, `${stream.resource}: a reject does not keep its row`);
};

/** Breaks one row of the first answer that has rows. */
const insistNeighboursLive = async (
  stream: Stream,
  before: ReadonlySet<string>,
  faults: { inject(fault: { kind: "edit"; times: number; edit: (body: unknown) => unknown }): void; clear(): void },
): Promise<void> => {
  let isBroken = false;
  faults.inject({
    kind: "edit",
    times: 1,
    edit: (body) =>
      mapRows(body, (row) => {
        if (isBroken) return row;
        isBroken = true;
        return Object.fromEntries(Object.keys(row).map((key) => [key, { wrong: ["type"] }]));
      }),
  });
  const changes = await readAll(stream).catch((error: unknown) => {
    throw new Violation(`${stream.resource}: one row of wrong types stops the listing: ${String(error)}`);
  });
  faults.clear();
  if (!isBroken) return;
  const rejects = changes.filter(({ type }) => type === "reject").length;
  const lost = missing(before, idsOf(changes));
  insist(
    rejects === 1 && lost.length <= 1,
    `${stream.resource}: one row of wrong types rejects ${rejects} and loses ${some(lost)}`,
  );
};

/** Applies a change to the rows of an answer, those of its first list of objects; undefined takes a row out. */
const mapRows = (body: unknown, change: (row: Record<string, unknown>) => unknown): unknown => {
  if (Array.isArray(body))
    return body.map((row) => (isObject(row) ? change(row) : row)).filter((row) => row !== undefined);
  if (!isObject(body)) return body;
  const [key] = Object.entries(body).find(([, value]) => Array.isArray(value) && value.some(isObject)) ?? [];
  return key === undefined ? body : { ...body, [key]: mapRows(body[key], change) };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
