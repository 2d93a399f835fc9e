import type { AnyConnector } from "@opensme/core";
import { insist, type Law, type Subject, some, withVendor } from "./law.ts";

const license = "Apache-2.0";

/** Everything a connector can be asked for: what its client offers for each resource. */
interface Operable {
  get?: (id: string) => Promise<{ id: string }>;
  create?: (record: object) => Promise<{ id: string }>;
  update?: (id: string, changes: object) => Promise<{ id: string }>;
}

const hostsOf = ({ http }: AnyConnector, config: never): Set<string> => {
  const base = typeof http.baseUrl === "string" ? http.baseUrl : http.baseUrl(config);
  const auth = http.auth(config);
  return new Set([
    new URL(base).host,
    ...(typeof http.hosts === "function" ? http.hosts(config) : (http.hosts ?? [])),
    ...(auth.kind === "oauth2" ? [new URL(auth.tokenUrl).host] : []),
  ]);
};

const definitions = ({ connector }: Subject) =>
  Object.entries(connector.resources).map(([key, { definition }]) => ({ key, definition }));

export const definitionLaws: readonly Law[] = [
  {
    number: 1,
    title: "the definition is valid and its spec is known",
    check({ connector }) {
      insist(connector.spec === 1, `spec ${String(connector.spec)} is not known`);
      insist(
        /^[a-z][a-z0-9-]*$/.test(connector.id),
        `"${connector.id}" is no id: lower-case letters, digits and hyphens`,
      );
      for (const { key, definition } of definitions({ connector } as Subject)) {
        insist(
          definition.list ?? definition.get ?? definition.create ?? definition.update,
          `${key} declares no operation`,
        );
        insist(!definition.update || definition.write, `${key} declares update and no write`);
        insist(!definition.create || definition.write, `${key} declares create and no write`);
      }
    },
  },
  {
    number: 2,
    title: "id, version and licence agree with package.json",
    check({ connector, manifest }) {
      insist(
        connector.version === manifest.version,
        `version ${connector.version} is ${manifest.version} in package.json`,
      );
      insist(
        manifest.name.endsWith(connector.id),
        `the package ${manifest.name} does not end with the id ${connector.id}`,
      );
      insist(
        !manifest.name.startsWith("@opensme/") || manifest.license === license,
        `the licence is ${manifest.license ?? "missing"}, not ${license}`,
      );
    },
  },
  {
    number: 3,
    title: "every declared operation works, and no other exists",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        for (const { key, definition } of definitions(subject)) {
          const operable = client[key] as Operable;
          for (const operation of ["list", "get", "create", "update"] as const) {
            const declared = definition[operation] !== undefined;
            insist(
              operation in operable === declared,
              `${key}.${operation} ${declared ? "is missing" : "is there undeclared"}`,
            );
          }
          const [id] = sandbox.control.ids(key);
          insist(id !== undefined || !definition.list, `the sandbox has no ${key} to read`);
          if (operable.get && id !== undefined)
            insist((await operable.get(id)).id === id, `${key}.get gave another record`);
          const { create, update } = subject.writes?.[key] ?? {};
          insist(!operable.create || create, `${key} can be created, and the subject has no record to try it with`);
          insist(!operable.update || update, `${key} can be updated, and the subject has no changes to try it with`);
          if (operable.create && create) {
            const { id: made } = await operable.create(create);
            insist(
              sandbox.control.ids(key).includes(made),
              `${key}.create gave the id ${made}, which the vendor does not have`,
            );
          }
          if (operable.update && update && id !== undefined) await operable.update(id, update);
        }
      });
    },
  },
  {
    number: 4,
    title: "every host requested is allowed, and every allowed host is used",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        await client.check();
        for (const stream of client.streams) for await (const _ of stream.read({}).pages()) break;
        const allowed = hostsOf(subject.connector, sandbox.config as never);
        const asked = new Set(sandbox.exchanges.map(({ request }) => new URL(request.url).host));
        const unused = [...allowed].filter((host) => !asked.has(host));
        insist(unused.length === 0, `allowed and never asked: ${some(unused)}`);
      });
    },
  },
  {
    number: 5,
    title: "scopes are named per operation",
    exempt: (subject) =>
      definitions(subject).some(({ definition }) => definition.scopes) ? undefined : "the vendor knows no scopes",
    check(subject) {
      for (const { key, definition } of definitions(subject)) {
        const reads = definition.list ?? definition.get;
        const writes = definition.create ?? definition.update;
        insist(!reads || definition.scopes?.read?.length, `${key} names no scope for reading`);
        insist(!writes || definition.scopes?.write?.length, `${key} names no scope for writing`);
      }
    },
  },
  {
    number: 6,
    title: "secrets are marked as secrets",
    check({ connector }) {
      for (const [key, field] of Object.entries(connector.config.shape)) {
        const marked = isMarked(field);
        insist(
          marked || !/secret|token|password|apikey|privatekey/i.test(key),
          `the setting ${key} is a secret and is not marked with secret()`,
        );
      }
    },
  },
  {
    number: 7,
    title: "paging, order, deletions and limits are declared",
    check(subject) {
      insist(
        subject.connector.http.limits?.length,
        "no limits are declared: say what the vendor allows, or what is reasonable",
      );
      for (const { key, definition } of definitions(subject)) {
        const { list } = definition;
        if (!list) continue;
        insist(
          ["never", "reported", "absent", "reported-and-absent"].includes(list.deletes),
          `${key} does not say how records disappear`,
        );
        insist(
          list.order !== undefined || !["offset", "page"].includes(list.paging),
          `${key} is read by ${list.paging} and asks for no order: a record that moves while it is read would be lost`,
        );
      }
    },
  },
];

const isMarked = (schema: { meta?: () => Record<string, unknown> | undefined; def?: unknown }): boolean => {
  if (schema.meta?.()?.["secret"] === true) return true;
  const inner = (schema.def as { innerType?: typeof schema } | undefined)?.innerType;
  return inner !== undefined && isMarked(inner);
};
