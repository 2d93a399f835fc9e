import { isDeepStrictEqual } from "node:util";
import { type AnyResource, type Change, OpenSMEError, type Planned, type PlannedMany } from "@opensme/core";
import { insist, type Law, type Subject, some, Violation } from "./law.ts";
import { type Opened, readAll, withVendor } from "./vendor.ts";

interface WriteOptions {
  idempotencyKey?: string;
  choices?: object | undefined;
}

/** The result of a write, or with `dryRun` the request that it would send. */
interface Writing<Given extends unknown[]> {
  (...given: [...Given, options: WriteOptions & { dryRun: true }]): Promise<Partial<Planned>>;
  (...given: [...Given, options?: WriteOptions]): Promise<Written>;
  (...given: [...Given, options?: WriteOptions & { dryRun?: true }]): Promise<Written & Partial<Planned>>;
}

/** What a client offers for a resource. */
export interface Operable {
  list?: unknown;
  get?: (id: string) => Promise<Change>;
  create?: Writing<[record: object]>;
  createMany?: {
    (records: readonly object[], options: { dryRun: true }): Promise<PlannedMany>;
    (records: readonly object[]): Promise<Outcome[]>;
  };
  update?: Writing<[id: string, changes: object]>;
}

type Outcome = { ok: true; written: Written } | { ok: false; error: OpenSMEError };

interface Written {
  id: string;
  record?: Readonly<Record<string, unknown>> | undefined;
  warnings: readonly string[];
}

export const operableOf = (client: Opened, key: string): Operable => client[key] as Operable;

/** A removal or an action, with what the subject chooses. */
export const actOf =
  ({ writes = {} }: Subject, client: Opened, key: string, name: string) =>
  (id: string, options?: WriteOptions & { dryRun?: true }): Promise<Written & Partial<Planned>> => {
    const act = (client[key] as Readonly<Record<string, Writing<[id: string]>>>)[name] as Writing<[id: string]>;
    return act(id, { ...options, choices: writes[key]?.choices?.[name] });
  };

/** Requests to a declared path, on whatever host. What is in braces there, the connection fills in. */
export const requestsTo = ({ path, method = "get" }: { path: string; method?: string }) => {
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+");
  return { path: new RegExp(`${pattern}(?:[?&]|$)`), method };
};

/** Removal and actions of a resource, by name. */
export const actsOf = ({ definition: { remove, actions = {} } }: AnyResource): string[] => [
  ...(remove ? ["remove"] : []),
  ...Object.keys(actions),
];

type Definition = AnyResource["definition"];

interface Creatable {
  readonly key: string;
  readonly record: NonNullable<NonNullable<Subject["writes"]>[string]["create"]>;
  readonly create: NonNullable<Definition["create"]>;
  readonly definition: Definition;
}

/** Every resource that can be created, with a record to try it with. */
export const creatable = ({ connector, writes = {} }: Subject): Creatable[] =>
  Object.entries(connector.resources).flatMap(([key, { definition }]) => {
    const record = writes[key]?.create;
    return definition.create && record ? [{ key, record, create: definition.create, definition }] : [];
  });

/** A record as it now is; undefined where it is gone. */
export const readOne = async (client: Opened, key: string, id: string): Promise<Change | undefined> => {
  const { get } = operableOf(client, key);
  const stream = client.streams.find(({ resource }) => resource === key);
  if (!get) return stream && (await readAll(stream)).find((change) => change.id === id);
  return get(id).catch((error: unknown) => {
    if (OpenSMEError.is(error) && error.code === "not_found") return undefined;
    throw error;
  });
};

/** Whether the vendor did not want this record changed so: a paid invoice, a decided request. */
export const isRefusal = (error: unknown): error is OpenSMEError =>
  OpenSMEError.is(error) && ["invalid", "conflict", "permission"].includes(error.code);

/**
 * Does something with the first record that the vendor lets it be done with, and gives its place among them. `work` says what it found wanting where another
 * record may serve: one that is approved already.
 */
export const withFirst = async (
  ids: readonly string[],
  where: string,
  work: (id: string) => Promise<string | undefined>,
): Promise<number> => {
  let wanting = `was refused for ${ids.length} records: there are none`;
  for (const [index, id] of ids.entries()) {
    try {
      const found = await work(id);
      if (found === undefined) return index;
      wanting = found;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      wanting = `was refused for ${ids.length} records: ${error.message}`;
    }
  }
  throw new Violation(`${where} ${wanting}`);
};

/** What was written must be in the record that comes back, as far as no warning names it. */
const insistWritten = ({ record, warnings }: Written, fields: object, where: string): void => {
  if (!record) return;
  const lost = Object.entries(fields).filter(
    ([field, value]) =>
      typeof value !== "object" &&
      record[field] !== value &&
      !warnings.some((warning) => warning.startsWith(`${field} `)),
  );
  insist(lost.length === 0, `${where} lost ${some(lost.map(([field]) => field))} without a warning`);
};

/** Creates the sample, where there is one, for what is done with a record of one's own. */
export const madeOf = async (client: Opened, key: string, record: object | undefined): Promise<string[]> => {
  const { create } = operableOf(client, key);
  return create && record ? [(await create(record)).id] : [];
};

const rowOf = (change: Change | undefined): unknown => (change && "raw" in change ? change.raw : undefined);

export const operationLaws: readonly Law[] = [
  {
    number: 3,
    title: "every declared operation works, and no other exists",
    async check(subject) {
      const { connector, writes = {} } = subject;
      const unknown = Object.keys(writes).filter((key) => !(key in connector.resources));
      insist(unknown.length === 0, `records to write for resources that there are not: ${some(unknown)}`);
      await withVendor(subject, async ({ client, sandbox: { control } }) => {
        for (const [key, resource] of Object.entries(connector.resources)) {
          const { definition } = resource;
          const operable = operableOf(client, key);
          for (const operation of ["list", "get", "create", "update", "remove"] as const) {
            const declared = definition[operation] !== undefined;
            insist(
              operation in operable === declared,
              `${key}.${operation} ${declared ? "is missing" : "is there undeclared"}`,
            );
          }
          const ids = control.ids(key);
          const [id] = ids;
          insist(id !== undefined || !definition.list, `the sandbox has no ${key} to read`);
          if (operable.get && id !== undefined)
            insist((await operable.get(id)).id === id, `${key}.get gave another record`);

          const { create, update } = writes[key] ?? {};
          insist(!operable.create || create, `${key} can be created, and the subject has no record to try it with`);
          insist(!operable.update || update, `${key} can be updated, and the subject has no changes to try it with`);
          const made: string[] = [];
          if (operable.create && create) {
            const written = await operable.create(create);
            insist(
              control.ids(key).includes(written.id),
              `${key}.create gave the id ${written.id}, which the vendor does not have`,
            );
            insistWritten(written, create, `${key}.create`);
            made.push(written.id);
          }
          const change = operable.update;
          if (change && update)
            await withFirst([...made, ...ids.slice(0, 20)], `${key}.update`, async (each) => {
              const written = await change(each, update);
              insist(written.id === each, `${key}.update of ${each} gave the id ${written.id}`);
              insistWritten(written, update, `${key}.update`);
              return undefined;
            });
        }
      });
      // A vendor of its own for each: what was voided cannot be sent.
      for (const [key, resource] of Object.entries(connector.resources))
        for (const name of actsOf(resource))
          await withVendor(subject, async ({ client, sandbox: { control } }) => {
            const ids = control.ids(key);
            const made = await madeOf(client, key, writes[key]?.create);
            await withFirst([...made, ...ids], `${key}.${name}`, async (id) => {
              const before = await readOne(client, key, id);
              const written = await actOf(subject, client, key, name)(id);
              insist(written.id === id, `${key}.${name} of ${id} gave the id ${written.id}`);
              const isDone = !isDeepStrictEqual(rowOf(before), rowOf(await readOne(client, key, id)));
              return isDone ? undefined : "left the record as it was";
            });
          });
    },
  },
];
