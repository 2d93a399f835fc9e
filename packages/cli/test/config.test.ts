import { expect, test as sequential } from "vitest";
import { validateConfig } from "../src/config/validate.ts";
import { acme } from "./acme/connector.ts";
import { acmeConfig, acmeSecret, project } from "./project.ts";

const test = sequential.concurrent;

/** A config with one connection. */
const one = (shop: object): object => ({ store: "a.db", connections: { shop } });
const gateway = "http://127.0.0.1:1";

/** Runs a command that needs the config; what it says must be for people. */
const check = async (files: Record<string, string>, env: Record<string, string> = {}) => {
  const ended = await project(files).run(["check"], { env });
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  expect(ended.stderr).not.toContain("acme-first-refresh-token");
  return ended;
};

test("no config: where it was looked for, and what to do", async () => {
  const { code, stderr } = await check({});
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: There is no opensme\.config\.ts in .*\n {2}/);
});

test("a config named with --config that is not there", async () => {
  const { code, stderr } = await project().run(["check", "--config", "other.ts"]);
  expect(code).toBe(2);
  expect(stderr).toContain("There is no config file other.ts.");
});

test.each([
  [
    "half-written",
    "opensme.config.ts",
    acmeConfig(gateway).split("config: {")[0],
    "opensme.config.ts:11: the file breaks off",
  ],
  [
    "half-written",
    "opensme.config.mjs",
    "export default {\n  store: 'x',\n  connections: {\n",
    "opensme.config.mjs:3: the file breaks off",
  ],
  [
    "broken",
    "opensme.config.ts",
    'export default {\n  store: "x"\n  connections: {},\n};\n',
    "opensme.config.ts:3: Expected ','",
  ],
  [
    "broken",
    "opensme.config.js",
    'export default {\n  store: "x"\n  connections: {},\n};\n',
    "opensme.config.js:3: Unexpected identifier",
  ],
  [
    "broken beside a secret",
    "opensme.config.ts",
    'export default {\n  store: "x",\n  secret: 1 "acme-first-refresh-token",\n};\n',
    "opensme.config.ts:3: Expected",
  ],
  [
    "with an enum",
    "opensme.config.ts",
    "\nenum Shops { A }\nexport default {};\n",
    "opensme.config.ts:2: TypeScript enum is not supported",
  ],
  ["empty", "opensme.config.ts", "", "opensme.config.ts has no default export."],
  [
    "with a word that is not defined",
    "opensme.config.ts",
    "\n\nexport default { store: foo };\n",
    "opensme.config.ts:3: foo is not defined",
  ],
  [
    "with a package that is not installed",
    "opensme.config.ts",
    'import { x } from "@opensme/nothing";\nexport default {};\n',
    "opensme.config.ts:1: the package @opensme/nothing is not installed here.\n  Install it: npm install @opensme/nothing",
  ],
  [
    "with a misspelt connector",
    "opensme.config.ts",
    '// a\nimport { acmee } from "@opensme/acme";\nexport default { a: acmee };\n',
    "opensme.config.ts:2: @opensme/acme has no export named acmee.",
  ],
  [
    "with an import of a file that is not there",
    "opensme.config.ts",
    'import x from "./shops.ts";\nexport default x;\n',
    "opensme.config.ts:1: there is no module",
  ],
])("a config %s (%s)", async (_, file, text = "", message) => {
  const { code, stderr } = await check({ [file]: text });
  expect(stderr).toContain(`error: ${message}`);
  expect(code).toBe(2);
});

const config = {};

sequential.each<[string, unknown, string]>([
  ["no store", { connections: {} }, "store must be the path"],
  ["no connections", { store: "a.db" }, "connections must hold"],
  ["a tenant of a file", { store: "a.db", tenant: "acme", connections: {} }, "a database file has no tenants"],
  ["an unknown setting", { store: "a.db", conections: {} }, 'there is no setting "conections"'],
  ["no connector", one({ config }), 'connection "shop": connector is not a connector.'],
  ["no config", one({ connector: acme }), "Give what Acme asks for: shop, clientSecret, refreshToken"],
  ["a tenant of a file", { store: "a.db", tenant: "acme", connections: {} }, "a database file has no tenants"],
  ["an unknown setting", one({ connector: acme, config, stream: [] }), 'there is no setting "stream"'],
  [
    "an unknown stream",
    one({ connector: acme, config, streams: ["orders"] }),
    "streams must be a list out of: customers,",
  ],
  [
    "streams that are no list",
    one({ connector: acme, config, streams: "items" }),
    "streams must be a list out of: customers,",
  ],
  [
    "a sensitive stream",
    one({ connector: acme, config, streams: ["salaries"] }),
    "Add sensitive: true to the connection",
  ],
  ["a word for sensitive", one({ connector: acme, config, sensitive: "yes" }), "sensitive must be true or false"],
  [
    "a gateway that is no address",
    one({ connector: acme, config, gateway: "localhost" }),
    "gateway must be an address",
  ],
])("a config with %s", (_, written, message) => {
  expect(() => validateConfig(written, "opensme.config.ts")).toThrow(message);
  expect(() => validateConfig(written, "opensme.config.ts")).toThrow(/^opensme\.config\.ts: /);
});

test("a config without connections", async () => {
  const { code, stderr } = await check({ "opensme.config.ts": 'export default { store: "a.db", connections: {} };' });
  expect(stderr).toContain("There are no connections in");
  expect(code).toBe(2);
});

test("a wrong setting: the connection and the field, not the value", async () => {
  const text = acmeConfig(gateway).replace('shop: "main"', 'shoop: "secret-shop"');
  const { code, stdout, stderr } = await check({ "opensme.config.ts": text }, acmeSecret);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Connection "shop": The settings of Acme are not valid: .*shop: .*shoop/);
  expect(stdout + stderr).not.toContain("secret-shop");
});

test("a missing environment variable: its name and the connection", async () => {
  const { code, stderr } = await check({ "opensme.config.ts": acmeConfig(gateway) });
  expect(code).toBe(2);
  expect(stderr).toContain('Connection "shop" needs the environment variable ACME_SECRET, which is not set.');
  expect(stderr).toContain("ACME_SECRET=...");
});

test("a missing environment variable that the config computes with: its name and the line", async () => {
  const text = acmeConfig(gateway).replace('env("ACME_SECRET")', "`$" + '{env("ACME_SECRET")}!`');
  const { code, stderr } = await check({ "opensme.config.ts": text });
  expect(code).toBe(2);
  expect(stderr).toContain("opensme.config.ts:11: The config needs the environment variable ACME_SECRET");
});

test("an unknown connection: the ones there are", async () => {
  const { code, stderr } = await project({ "opensme.config.ts": acmeConfig(gateway) }).run(["check", "shopp"]);
  expect(code).toBe(2);
  expect(stderr).toContain('There is no connection "shopp"');
  expect(stderr).toContain("Its connections are: shop");
});

test("an unknown command and an unknown option are usage errors", async () => {
  const command = await project().run(["synk"]);
  expect(command.code).toBe(2);
  expect(command.stderr).toContain("Did you mean sync?");
  const option = await project().run(["sync", "--ful"]);
  expect(option.code).toBe(2);
  expect(option.stderr).toContain("unknown option");
});
