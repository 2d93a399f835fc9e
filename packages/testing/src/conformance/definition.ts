import type { AnyConnector, Auth, Stream } from "@opensme/core";
import { isSecret } from "@opensme/core/schema";
import type { Exchange } from "../sandbox/exchange.ts";
import { insist, type Law, type Subject, some } from "./law.ts";
import { byFile, hurried, nothingPrepared } from "./prepared.ts";
import { asksNothing, authOf, type Opened, readAll, settingsOf, withVendor } from "./vendor.ts";

const licence = "Apache-2.0";

/** What a client offers for a resource. */
interface Operable {
  get?: (id: string) => Promise<{ id: string }>;
}

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
    case "login":
      return auth.steps.flatMap((step) => secretTexts(step));
    case "signed":
      return [auth.key, ...(auth.token?.steps ?? []).flatMap((step) => secretTexts(step))];
  }
};

/** The texts of a request whose names say that they are secrets. */
const secretTexts = (value: unknown, name = ""): string[] => {
  if (typeof value === "string") return secretName.test(name) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => secretTexts(member, key));
};

const secretName = /secret|token|passw|pwd|api_?key|private_?key|access_?code/i;

const definitions = (connector: AnyConnector) =>
  Object.entries(connector.resources).map(([key, { definition }]) => ({ key, definition }));

/** The first page of every listing, and one record by its id. */
const readABit = async (client: Opened, stream: Stream, id: string | undefined): Promise<void> => {
  for await (const _ of stream.read({}).pages()) break;
  if (id !== undefined) await (client[stream.resource] as Operable).get?.(id);
};

/** What is asked where the vendor prepares a file. */
const exchangesOfFiles = async (subject: Subject): Promise<readonly Exchange[]> => {
  if (nothingPrepared(subject)) return [];
  return withVendor(byFile(subject), async ({ open, sandbox }) => {
    const prepared = open({ clock: hurried }).streams.filter(({ listing }) => listing.prepared);
    for (const stream of prepared) await readAll(stream);
    return sandbox.exchanges;
  });
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
          definition.list ?? definition.get ?? definition.create ?? definition.update ?? definition.remove,
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
    number: 4,
    title: "every host requested is allowed, and every allowed host is used",
    exempt: asksNothing,
    async check(subject) {
      const ofFiles = await exchangesOfFiles(subject);
      await withVendor(subject, async ({ client, sandbox }) => {
        await client.check();
        for (const stream of client.streams) await readABit(client, stream, sandbox.control.ids(stream.resource)[0]);
        if (subject.connector.webhooks?.subscriptions)
          await client.webhooks.unregister({ url: "https://webhooks.example.com/nobody" });
        const allowed = hostsOf(subject.connector, settingsOf(subject.connector, sandbox.config));
        const exchanges = [...sandbox.exchanges, ...ofFiles];
        const asked = new Set(exchanges.map(({ request }) => new URL(request.url).host));
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
        const writes =
          definition.create ?? definition.update ?? definition.remove ?? Object.values(definition.actions ?? {})[0];
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
          !secretName.test(key) &&
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
