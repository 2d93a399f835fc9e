import { isDeepStrictEqual } from "node:util";
import { type AnyConnector, type OpenSMEError, type Planned, writable } from "@opensme/core";
import { insist, type Law, type Subject } from "./law.ts";
import { actOf, creatable, type Operable, operableOf, readOne, requestsTo } from "./operations.ts";
import { errorOf, failureOf, type Opened, withVendor } from "./vendor.ts";

const names = ({ issues }: OpenSMEError, field: string): boolean =>
  issues.some(({ path }) => path === field || path.startsWith(`${field}.`));

/** Resources whose records are changed only from the version that they are told with. */
const versioned = ({ connector, writes = {} }: Subject) =>
  Object.entries(connector.resources).flatMap(([key, { definition, entity }]) => {
    const changes = writes[key]?.update;
    const takesVersion = writable({ connector }, entity).some(
      ({ resource, fields }) => resource === key && fields.some(({ field }) => field === "version"),
    );
    return definition.update && changes && takesVersion ? [{ key, changes }] : [];
  });

const guarded = ({ connector }: Subject) =>
  Object.entries(connector.resources).flatMap(([key, { definition }]) => (definition.guard ? [key] : []));

const withoutGuards = (connector: AnyConnector): AnyConnector => ({
  ...connector,
  resources: Object.fromEntries(
    Object.entries(connector.resources).map(([key, resource]) => [
      key,
      { ...resource, definition: { ...resource.definition, guard: undefined } } as never,
    ]),
  ),
});

export const refusalLaws: readonly Law[] = [
  {
    number: 54,
    title: "what is wrong with a record is told in its own fields",
    exempt: (subject) => (creatable(subject).length > 0 ? undefined : "nothing can be created"),
    async check(subject) {
      let told = 0;
      await withVendor(subject, async ({ client, sandbox: { control } }) => {
        for (const { key, record } of creatable(subject)) {
          const { create } = operableOf(client, key);
          if (!create) continue;
          for (const field of Object.keys(record)) {
            const error = await errorOf(create({ ...record, [field]: { no: "sense" } }, { dryRun: true }));
            if (!error) continue;
            insist(error.code === "invalid", `${key}: nonsense in ${field} is ${error.code}, not invalid`);
            insist(names(error, field), `${key}: nonsense in ${field} does not name it: ${error.message}`);
            told += 1;
          }
          const before = control.ids(key);
          for (const [field, refused] of Object.entries(subject.writes?.[key]?.refused ?? {})) {
            const error = await failureOf(create(refused), `${key}: a record that the vendor refuses must fail`);
            insist(error.code === "invalid", `${key}: what the vendor refuses is ${error.code}, not invalid`);
            insist(
              field === "" || names(error, field),
              `${key}: the vendor refuses ${field}, and the error does not name it`,
            );
          }
          insist(isDeepStrictEqual(control.ids(key), before), `${key}: a refused record was made`);
        }
      });
      insist(told > 0, "nonsense is written in every field");
    },
  },
  {
    number: 55,
    title: "a change from an old version is a conflict, and changes nothing",
    exempt: (subject) => (versioned(subject).length > 0 ? undefined : "no update takes a version"),
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox: { control } }) => {
        for (const { key, changes } of versioned(subject)) {
          const [id = ""] = control.ids(key);
          const read = async () => {
            const change = await readOne(client, key, id);
            return change?.type === "upsert" ? change : undefined;
          };
          const version = (await read())?.record.version;
          control.touch(key, id);
          const before = await read();
          insist(before?.record.version !== version, `${key}: ${id} was changed, and its version is the same`);
          const write = operableOf(client, key).update?.(id, { ...changes, version });
          const error = await failureOf(write, `${key}.update from an old version must fail`);
          insist(error.code === "conflict", `${key}.update from an old version is ${error.code}, not conflict`);
          insist(isDeepStrictEqual((await read())?.raw, before?.raw), `${key}.update from an old version changed it`);
        }
      });
    },
  },
  {
    number: 56,
    title: "of many records each has its own outcome",
    exempt: (subject) => (creatable(subject).length > 0 ? undefined : "nothing can be created"),
    async check(subject) {
      for (const { key, record, create, definition } of creatable(subject)) {
        const bad = Object.values(subject.writes?.[key]?.refused ?? {});
        insist(
          !create.batch || bad.length > 0,
          `${key} is created in batches, and the subject has no refused record to try them with`,
        );
        await withVendor(subject, async ({ client, sandbox: { control, exchanges } }) => {
          await client.check();
          const [ids, sent] = [control.ids(key), exchanges.length];
          const outcomes = (await operableOf(client, key).createMany?.([...bad, record])) ?? [];
          const requests = exchanges.length - sent;
          insist(
            outcomes.length === bad.length + 1,
            `${key}: ${outcomes.length} outcomes for ${bad.length + 1} records`,
          );
          for (const [index, outcome] of outcomes.entries()) {
            const isBad = index < bad.length;
            insist(
              outcome.ok !== isBad,
              `${key}: record ${index} of the batch ended ${outcome.ok ? "well" : `as ${outcome.error.code}: ${outcome.error.message}`}`,
            );
            if (!outcome.ok)
              insist(
                outcome.error.code === "invalid",
                `${key}: a refused record is ${outcome.error.code}, not invalid`,
              );
          }
          const made = control.ids(key).filter((id) => !ids.includes(id));
          const last = outcomes.at(-1);
          insist(
            made.length === 1 && last?.ok && last.written.id === made[0],
            `${key}: the batch made ${made.join(", ") || "nothing"}, and tells of ${last?.ok ? last.written.id : "none"}`,
          );
          // A guard asks before it lets a write pass.
          if (create.batch && !definition.guard) insist(requests === 1, `${key}: a batch took ${requests} requests`);
        });
      }
    },
  },
  {
    number: 57,
    title: "what the guard refuses is not sent, and the vendor would refuse it",
    exempt: (subject) => (guarded(subject).length > 0 ? undefined : "nothing is guarded"),
    async check(subject) {
      for (const key of guarded(subject)) {
        const cases = Object.entries(subject.writes?.[key]?.guarded ?? {});
        insist(cases.length > 0, `${key} is guarded, and the subject has nothing that may not be written`);
        for (const [operation, what] of cases) {
          const where = `${key}.${operation}`;
          const write = (client: Opened, options?: { dryRun: true }): Promise<Partial<Planned>> => {
            const { create, update } = operableOf(client, key) as Required<Operable>;
            if (typeof what !== "string") return create(what, options);
            if (operation === "update") return update(what, subject.writes?.[key]?.update ?? {}, options);
            return actOf(subject, client, key, operation)(what, options);
          };
          const unguarded = { ...subject, connector: withoutGuards(subject.connector) };
          const { request } = await withVendor(unguarded, async ({ client }) => {
            const planned = await write(client, { dryRun: true });
            await failureOf(write(client), `${where}: the vendor must refuse what the guard does`);
            return planned;
          });
          insist(request, `${where}: the dry run does not show the request`);
          await withVendor(subject, async ({ client, sandbox: { exchanges } }) => {
            const error = await failureOf(write(client), `${where} of what the guard refuses must fail`);
            const [issue] = error.issues;
            insist(
              error.code === "invalid" && issue?.path,
              `${where}: what is guarded is ${error.code}, and names ${issue?.path || "nothing"}`,
            );
            const { path, method } = requestsTo(request);
            const sent = exchanges.filter(
              ({ request: { url, method: verb } }) => verb === method.toUpperCase() && path.test(url),
            );
            insist(sent.length === 0, `${where}: what the guard refuses was sent`);
          });
        }
      }
    },
  },
];
