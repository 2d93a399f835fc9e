import type { AnyConnector, Auth, Stream } from "@opensme/core";
import { OpenSMEError } from "@opensme/core";
import { isSecret } from "@opensme/core/schema";
import { insist, type Law, some, Violation } from "./law.ts";
import { asksNothing, authOf, type Opened, settingsOf, withVendor } from "./vendor.ts";

const licence = "Apache-2.0";

/** What a client offers for a resource. */
interface Operable {
  list?: unknown;
  get?: (id: string) => Promise<{ id: string }>;
  create?: (record: object) => Promise<Written>;
  update?: (id: string, changes: object) => Promise<Written>;
}

interface Written {
  id: string;
  record?: Readonly<Record<string, unknown>> | undefined;
  warnings: readonly string[];
}

const operableOf = (client: Opened, key: string): Operable => client[key] as Operable;

const hostsOf = ({ http }: AnyConnector, config: never): Set<string> => {
  if (!http) return new Set();
  const base = typeof http.baseUrl === "string" ? http.baseUrl : http.baseUrl(config);
  const auth = http.auth(config);
  return new Set([
    new URL(base).host,
    ...(typeof http.hosts === "function" ? http.hosts(config) : (http.hosts ?? [])),
    ...(auth.kind === "oauth2" ? [new URL(auth.tokenUrl).host] : []),
  ]);
};

/** What of an authentication nobody may see. */
const confidential = (auth: Auth): string[] => {
  switch (auth.kind) {
    case "none":
      return [];
    case "basic":
      return [auth.password];
    case "bearer":
      return [auth.token];
    case "header":
    case "query":
    case "form":
      return [auth.value];
    case "oauth2":
      return [
        auth.clientSecret,
        ...(auth.grant.type === "refresh_token" && auth.grant.refreshToken ? [auth.grant.refreshToken] : []),
      ];
  }
};

const definitions = (connector: AnyConnector) =>
  Object.entries(connector.resources).map(([key, { definition }]) => ({ key, definition }));

/** The first page of every listing, and one record by its id. */
const readABit = async (client: Opened, stream: Stream, id: string | undefined): Promise<void> => {
  for await (const _ of stream.read({}).pages()) break;
  if (id !== undefined) await operableOf(client, stream.resource).get?.(id);
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

/** Changes the first record that the vendor lets be changed. */
const updateOne = async (
  update: NonNullable<Operable["update"]>,
  ids: readonly string[],
  changes: object,
  key: string,
): Promise<void> => {
  let refusal: OpenSMEError | undefined;
  for (const id of ids) {
    try {
      const written = await update(id, changes);
      insist(written.id === id, `${key}.update of ${id} gave the id ${written.id}`);
      insistWritten(written, changes, `${key}.update`);
      return;
    } catch (error) {
      if (!OpenSMEError.is(error) || !["invalid", "conflict", "permission"].includes(error.code)) throw error;
      refusal = error;
    }
  }
  throw new Violation(`${key}.update was refused for ${ids.length} records: ${refusal?.message ?? "there are none"}`);
};

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
      for (const { key, definition } of definitions(connector)) {
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
        manifest.name === connector.id || manifest.name.replace("/", "-").endsWith(`-${connector.id}`),
        `the package ${manifest.name} is not named after the id ${connector.id}`,
      );
      insist(
        !manifest.name.startsWith("@opensme/") || manifest.license === licence,
        `the licence is ${manifest.license ?? "missing"}, not ${licence}`,
      );
    },
  },
  {
    number: 3,
    title: "every declared operation works, and no other exists",
    async check(subject) {
      const unknown = Object.keys(subject.writes ?? {}).filter((key) => !(key in subject.connector.resources));
      insist(unknown.length === 0, `records to write for resources that there are not: ${some(unknown)}`);
      await withVendor(subject, async ({ client, sandbox }) => {
        for (const { key, definition } of definitions(subject.connector)) {
          const operable = operableOf(client, key);
          for (const operation of ["list", "get", "create", "update"] as const) {
            const declared = definition[operation] !== undefined;
            insist(
              operation in operable === declared,
              `${key}.${operation} ${declared ? "is missing" : "is there undeclared"}`,
            );
          }
          const ids = sandbox.control.ids(key);
          const [id] = ids;
          insist(id !== undefined || !definition.list, `the sandbox has no ${key} to read`);
          if (operable.get && id !== undefined)
            insist((await operable.get(id)).id === id, `${key}.get gave another record`);

          const { create, update } = subject.writes?.[key] ?? {};
          insist(!operable.create || create, `${key} can be created, and the subject has no record to try it with`);
          insist(!operable.update || update, `${key} can be updated, and the subject has no changes to try it with`);
          const made: string[] = [];
          if (operable.create && create) {
            const written = await operable.create(create);
            insist(
              sandbox.control.ids(key).includes(written.id),
              `${key}.create gave the id ${written.id}, which the vendor does not have`,
            );
            insistWritten(written, create, `${key}.create`);
            made.push(written.id);
          }
          if (operable.update && update) await updateOne(operable.update, [...made, ...ids.slice(0, 20)], update, key);
        }
      });
    },
  },
  {
    number: 4,
    title: "every host requested is allowed, and every allowed host is used",
    exempt: asksNothing,
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        await client.check();
        for (const stream of client.streams) await readABit(client, stream, sandbox.control.ids(stream.resource)[0]);
        const allowed = hostsOf(subject.connector, settingsOf(subject.connector, sandbox.config));
        const asked = new Set(sandbox.exchanges.map(({ request }) => new URL(request.url).host));
        const foreign = [...asked].filter((host) => !allowed.has(host));
        insist(foreign.length === 0, `asked and not allowed: ${some(foreign)}`);
        const unused = [...allowed].filter((host) => !asked.has(host));
        insist(unused.length === 0, `allowed and never asked: ${some(unused)}`);
      });
    },
  },
  {
    number: 5,
    title: "scopes are named per operation",
    exempt: ({ connector }) =>
      definitions(connector).some(({ definition }) => definition.scopes) ? undefined : "the vendor knows no scopes",
    check({ connector }) {
      for (const { key, definition } of definitions(connector)) {
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
    check({ connector, sandbox }) {
      const { config } = sandbox();
      const hidden = confidential(authOf(connector, config));
      for (const [key, field] of Object.entries(connector.config.shape)) {
        if (isSecret(field)) continue;
        const value = config[key];
        insist(
          !/secret|token|password|api_?key|private_?key/i.test(key) &&
            !(typeof value === "string" && value.length > 3 && hidden.some((text) => text.includes(value))),
          `the setting ${key} is a secret and is not marked with secret()`,
        );
      }
    },
  },
  {
    number: 7,
    title: "paging, order, deletions and limits are declared",
    check({ connector }) {
      insist(
        !connector.http || connector.http.limits?.length,
        "no limits are declared: say what the vendor allows, or what is reasonable",
      );
      for (const { key, definition } of definitions(connector)) {
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
  {
    number: 61,
    title: "the package is an ES module without dependencies but its peers",
    check({ manifest: { type, dependencies = {}, peerDependencies = {} } }) {
      insist(type === "module", 'package.json does not say "type": "module"');
      const own = Object.keys(dependencies);
      insist(own.length === 0, `dependencies that come with the connector: ${some(own)}`);
      insist("@opensme/core" in peerDependencies, "@opensme/core is no peer: two copies of it would be installed");
    },
  },
];
