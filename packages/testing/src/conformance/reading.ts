import { isDeepStrictEqual } from "node:util";
import { type Change, decode, entities, OpenSMEError, type Resource, type Stream } from "@opensme/core";
import { failureOf, idsOf, insist, type Law, readAll, removed, type Subject, some, withVendor } from "./law.ts";
import { refsIn } from "./schema.ts";

const difference = (left: Iterable<string>, right: ReadonlySet<string>): string[] =>
  [...left].filter((id) => !right.has(id));

const sameIds = (key: string, found: ReadonlySet<string>, expected: readonly string[]): void => {
  const lost = difference(expected, found);
  const invented = difference(found, new Set(expected));
  insist(lost.length === 0, `${key}: not read: ${some(lost)}`);
  insist(invented.length === 0, `${key}: read and not there: ${some(invented)}`);
};

const resourceOf = ({ connector }: Subject, { resource }: Stream): Resource =>
  connector.resources[resource] as unknown as Resource;

const paged = ({ listing }: Stream): boolean => ["offset", "page", "cursor"].includes(listing.paging);

export const readingLaws: readonly Law[] = [
  {
    number: 14,
    title: "all pages are read, and as many records as the vendor says there are",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        for (const stream of client.streams) {
          const found = new Set<string>();
          let total: number | undefined;
          for await (const page of stream.read({}).pages()) {
            for (const id of idsOf(page.changes)) found.add(id);
            total = page.total ?? total;
          }
          sameIds(stream.resource, found, sandbox.control.ids(stream.resource));
          const whole = isWhole(subject, stream);
          insist(
            total === undefined || !whole || found.size === total,
            `${stream.resource}: ${found.size} read of ${total} in all`,
          );
        }
      });
    },
  },
  {
    number: 15,
    title: "a listing ends at an empty page and at one that repeats for ever",
    exempt: ({ connector }) =>
      Object.values(connector.resources).some(({ definition }) =>
        ["offset", "page", "cursor"].includes(definition.list?.paging ?? ""),
      )
        ? undefined
        : "nothing is read in pages",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ retries: 0 });
        await client.check();
        for (const stream of client.streams.filter(paged)) {
          let first: unknown;
          sandbox.faults.clear();
          sandbox.faults.inject({ kind: "edit", times: Number.POSITIVE_INFINITY, edit: (body) => (first ??= body) });
          const mostPages = 200;
          let pages = 0;
          try {
            for await (const _ of stream.read({}).pages()) if (++pages > mostPages) break;
          } catch (error) {
            insist(
              OpenSMEError.is(error),
              `${stream.resource}: a repeated page gives an untyped error: ${String(error)}`,
            );
          }
          insist(pages <= mostPages, `${stream.resource}: the same page was read more than ${mostPages} times`);
        }
        sandbox.faults.clear();
      });
    },
  },
  {
    number: 17,
    title: "records inserted or deleted while paging: none of the others is lost",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        const { control } = sandbox;
        for (const stream of client.streams.filter(paged)) {
          const found = new Set<string>();
          let page = 0;
          const start = control.ids(stream.resource);
          for await (const { changes } of stream.read({}).pages()) {
            for (const id of idsOf(changes)) found.add(id);
            page += 1;
            if (page > 1) continue;
            control.insert(stream.resource);
            for (const id of start.slice(0, 2)) removed(control, stream.resource, id);
          }
          const throughout = new Set(control.ids(stream.resource));
          const lost = start.filter((id) => throughout.has(id) && !found.has(id));
          insist(lost.length === 0, `${stream.resource}: lost while others came and went: ${some(lost)}`);
        }
      });
    },
  },
  {
    number: 18,
    title: "every record passes the strict schema of its entity",
    async check(subject) {
      await forEveryStream(subject, (stream, changes) => {
        for (const change of changes) {
          insist(
            change.type !== "reject",
            `${stream.resource}: ${change.type === "reject" ? change.issues.map(({ path, message }) => `${path}: ${message}`).join("; ") : ""}`,
          );
        }
      });
    },
  },
  {
    number: 19,
    title: "unknown vendor fields pass and are reported once; a wrong type rejects its row alone",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ retries: 0 });
        await client.check();
        for (const stream of client.streams) {
          const reported: string[] = [];
          sandbox.faults.inject({
            kind: "edit",
            times: Number.POSITIVE_INFINITY,
            edit: (body) => mapRows(body, (row) => ({ ...row, addedByTheVendor: { later: true } })),
          });
          for await (const page of stream.read({}).pages()) {
            reported.push(...page.unknownFields.filter((path) => path.includes("addedByTheVendor")));
            const rejects = page.changes.filter(({ type }) => type === "reject");
            insist(rejects.length === 0, `${stream.resource}: an unknown field rejects the row`);
          }
          sandbox.faults.clear();
          insist(
            new Set(reported).size === reported.length,
            `${stream.resource}: an unknown field is reported more than once`,
          );
          const [row] = (await readAll(stream)).filter((change) => change.type === "upsert");
          if (row?.type !== "upsert") continue;
          let told = false;
          decode(
            resourceOf(subject, stream),
            { ...(row.raw as object), addedByTheVendor: 1 },
            { onUnknownField: (path) => (told ||= path === "addedByTheVendor") },
          );
          insist(told, `${stream.resource}: an unknown field of a row is not reported`);
          const broken = decode(
            resourceOf(subject, stream),
            Object.fromEntries(Object.keys(row.raw as object).map((key) => [key, { wrong: ["type"] }])),
          );
          insist(broken.type === "reject", `${stream.resource}: a row of wrong types is taken for a record`);
          insist(
            isDeepStrictEqual(Object.keys(broken.raw as object), Object.keys(row.raw as object)),
            `${stream.resource}: a reject does not keep its row`,
          );
        }
      });
    },
  },
  {
    number: 20,
    title: "ids are there, unique and stable",
    async check(subject) {
      await forEveryStream(subject, (stream, changes) => {
        const rows = new Map<string, string>();
        for (const change of changes) {
          if (change.type !== "upsert") continue;
          insist(
            change.id !== "" && !/undefined|null|NaN/.test(change.id),
            `${stream.resource}: "${change.id}" is no id`,
          );
          insist(change.record.id === change.id, `${stream.resource}: the record's id differs from the change's`);
          const raw = JSON.stringify(change.raw);
          insist((rows.get(change.id) ?? raw) === raw, `${stream.resource}: two rows have the id ${change.id}`);
          rows.set(change.id, raw);
        }
      });
      await withVendor(subject, async ({ client }) => {
        const owners = new Map<string, string>();
        for (const stream of client.streams) {
          for (const id of idsOf(await readAll(stream))) {
            const owner = owners.get(`${stream.entity} ${id}`);
            insist(
              owner === undefined,
              `${stream.resource} and ${owner ?? ""} both have a ${stream.entity} with the id ${id}: declare a prefix`,
            );
            owners.set(`${stream.entity} ${id}`, stream.resource);
          }
        }
      });
    },
  },
  {
    number: 21,
    title: "refs point at records that the connector has",
    async check(subject) {
      await withVendor(subject, async ({ client }) => {
        const known = new Map<string, Set<string>>();
        const refs: { entity: string; id: string; from: string }[] = [];
        for (const stream of client.streams) {
          for (const change of await readAll(stream)) {
            if (change.type !== "upsert") continue;
            known.set(stream.entity, (known.get(stream.entity) ?? new Set()).add(change.id));
            for (const ref of refsIn(entities[stream.entity], change.record))
              refs.push({ ...ref, from: stream.resource });
          }
        }
        const anything = new Set([...known.values()].flatMap((ids) => [...ids]));
        for (const { entity, id, from } of refs) {
          const targets = entity === "document" ? anything : known.get(entity);
          insist(!targets || targets.has(id), `${from}: a ref to the ${entity} ${id}, which no listing gives`);
        }
      });
    },
  },
  {
    number: 23,
    title: "the vendor's row is kept as it was sent",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        for (const stream of client.streams) {
          const before = sandbox.exchanges.length;
          const changes = await readAll(stream);
          const sent = new Set<string>();
          for (const { response } of sandbox.exchanges.slice(before))
            collect(JSON.parse(response.body || "null"), sent);
          for (const change of changes) {
            if (change.type !== "upsert") continue;
            const raw = change.raw as Record<string, unknown>;
            const whole = sent.has(JSON.stringify(raw));
            const parts =
              typeof raw === "object" &&
              raw !== null &&
              Object.values(raw).every(
                (part) => typeof part !== "object" || part === null || sent.has(JSON.stringify(part)),
              );
            insist(whole || parts, `${stream.resource}: the row of ${change.id} is not what the vendor sent`);
          }
        }
      });
    },
  },
  {
    number: 24,
    title: "two full reads are equal",
    async check(subject) {
      await withVendor(subject, async ({ client }) => {
        for (const stream of client.streams) {
          const [first, second] = [recordsOf(await readAll(stream)), recordsOf(await readAll(stream))];
          insist(isDeepStrictEqual(first, second), `${stream.resource}: a second full read differs from the first`);
        }
      });
    },
  },
  {
    number: 43,
    title: "an abort stops a listing within one request",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        await client.check();
        for (const stream of client.streams) {
          const controller = new AbortController();
          controller.abort();
          const before = sandbox.exchanges.length;
          await failureOf(
            readAll(stream, { signal: controller.signal }),
            `${stream.resource}: an aborted listing must fail`,
          );
          insist(sandbox.exchanges.length - before <= 1, `${stream.resource}: requests go on after an abort`);
        }
      });
    },
  },
];

/** Whether a listing gives one record per element of the vendor's list, so that its total counts records. */
const isWhole = (subject: Subject, stream: Stream): boolean => {
  const element = { id: 1 };
  const { list } = resourceOf(subject, stream).definition;
  return list?.split(element)[0] === element && paged(stream);
};

const forEveryStream = (subject: Subject, look: (stream: Stream, changes: readonly Change[]) => void): Promise<void> =>
  withVendor(subject, async ({ client }) => {
    for (const stream of client.streams) look(stream, await readAll(stream));
  });

const recordsOf = (changes: readonly Change[]): Map<string, unknown> =>
  new Map(changes.map((change) => [change.id ?? "", change.type === "upsert" ? change.record : change]));

/** Every object within a JSON value, as text. */
const collect = (value: unknown, into: Set<string>): void => {
  if (typeof value !== "object" || value === null) return;
  into.add(JSON.stringify(value));
  for (const item of Object.values(value)) collect(item, into);
};

/** Applies a change to the rows of an answer: the members of its longest list of objects, or of the list that it is. */
const mapRows = (body: unknown, change: (row: Record<string, unknown>) => unknown): unknown => {
  if (Array.isArray(body)) return body.map((row) => (isObject(row) ? change(row) : row));
  if (!isObject(body)) return body;
  const [key] = Object.entries(body).find(([, value]) => Array.isArray(value) && value.some(isObject)) ?? [];
  return key === undefined ? body : { ...body, [key]: mapRows(body[key], change) };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
