import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test as sequential } from "vitest";
import { acmeConfig, acmeSecret, project, shop, vendor } from "./project.ts";

const test = sequential.concurrent;

test("check says whose account it is, and keeps the rotated token for the next run", async () => {
  const { acme, folder, run } = await shop();
  const first = await run(["check"]);
  expect(first.stderr).toBe("");
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/shop +Acme +works +Rang Xay Acme +acme-1/);

  const directory = join(folder, ".opensme", "tokens");
  const [name = "", ...others] = readdirSync(directory);
  expect(others).toEqual([]);
  const file = join(directory, name);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, ".opensme")).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, ".opensme", ".gitignore"), "utf8")).toBe("*\n");
  const kept = readFileSync(file, "utf8");
  expect(kept).not.toContain("acme-first-refresh-token");

  const second = await run(["check"]);
  expect(second.code).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(kept);
  expect(acme.exchanges.filter(({ request }) => request.url.includes("/token"))).toHaveLength(1);

  acme.faults.inject({ kind: "expire-token", times: 1 });
  expect((await run(["check"])).code).toBe(0);
  expect(readFileSync(file, "utf8")).not.toBe(kept);
  expect(readdirSync(directory)).toEqual([name]);
  expect(acme.exchanges.filter(({ request }) => request.url.includes("/token"))).toHaveLength(2);
});

/** The one token file of a project. */
const tokenFile = (folder: string): string => {
  const directory = join(folder, ".opensme", "tokens");
  return join(directory, readdirSync(directory).find((name) => name.endsWith(".json")) ?? "");
};
const newKey = (): string => randomBytes(32).toString("base64");

test("tokens lie encrypted, under a key in the user's own folder", async () => {
  const { folder, run } = await shop();
  expect((await run(["check"])).code).toBe(0);
  const key = join(folder, ".config", "opensme", "key");
  expect(statSync(key).mode & 0o777).toBe(0o600);
  const { version, data, ...rest } = JSON.parse(readFileSync(tokenFile(folder), "utf8"));
  expect(version).toBe(1);
  expect(Object.keys(rest).sort()).toEqual(["key", "nonce", "tag"]);
  expect(Buffer.from(data, "base64").toString("latin1")).not.toContain("accessToken");

  chmodSync(key, 0o644);
  const open = await run(["check"]);
  expect(open.stderr).toContain(`chmod 600 ${key}`);
  expect(open.code).toBe(2);
});

test("a key is changed by putting a new one in front of it", async () => {
  const { acme, folder, run } = await shop();
  const [old, fresh] = [newKey(), newKey()];
  const check = (keys: string) => run(["check"], { env: { ...acmeSecret, OPENSME_KEY: keys } });
  expect((await check(old)).code).toBe(0);

  const locked = await check(fresh);
  expect(locked.stderr).toContain(`${tokenFile(folder)} cannot be read: it was sealed with another key`);
  expect(locked.code).toBe(2);

  expect((await check(`${fresh} ${old}`)).code).toBe(0);
  acme.faults.inject({ kind: "expire-token", times: 1 });
  expect((await check(`${fresh} ${old}`)).code).toBe(0);
  expect((await check(fresh)).code).toBe(0);

  const broken = await check("not-a-key");
  expect(broken.stderr).toContain("OPENSME_KEY must hold keys of 32 bytes in base64");
  expect(broken.code).toBe(2);
});

test("processes that need a new token at once ask for one", async () => {
  const { acme, run } = await shop();
  expect((await run(["check"])).code).toBe(0);
  const renewals = () => acme.exchanges.filter(({ request }) => request.url.includes("/token")).length;
  const before = renewals();
  acme.faults.inject({ kind: "expire-token", times: 1 });
  const ends = await Promise.all([run(["check"]), run(["check"]), run(["check"])]);
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ""],
    [0, ""],
    [0, ""],
  ]);
  expect(renewals() - before).toBe(1);
});

test("a lock left by a process that is gone does not hold up the next", async () => {
  const { acme, folder, run, write } = await shop();
  expect((await run(["check"])).code).toBe(0);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  write(`.opensme/tokens/${basename(tokenFile(folder))}.lock`, String(pid));
  acme.faults.inject({ kind: "expire-token", times: 1 });
  expect((await run(["check"])).code).toBe(0);
});

test("no token is asked for that could not be kept", async () => {
  const { acme, run, write } = await shop();
  write(".opensme", "a file where the folder should be");
  const { code, stderr } = await run(["check"]);
  expect(stderr).toMatch(/^error: Connection "shop": Acme: Tokens cannot be kept in .*\.opensme: /);
  expect(stderr).toContain("Make it a folder that you may write to");
  expect(code).toBe(2);
  expect(acme.exchanges).toEqual([]);
});

test("connections of one login share its token", async () => {
  const { acme, gateway } = await vendor();
  const twice = acmeConfig(gateway).replace(
    /( {4}shop: \{[\s\S]*?\n {4}\},\n)/,
    (entry) => entry + entry.replace("shop:", "again:"),
  );
  const { code, stdout, stderr } = await project({ "opensme.config.ts": twice }).run(["check"], { env: acmeSecret });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/again +Acme +works/);
  expect(code).toBe(0);
  expect(acme.exchanges.filter(({ request }) => request.url.includes("/token"))).toHaveLength(1);
});

test("a new refresh token in the config takes the place of what was kept", async () => {
  const { acme, gateway } = await vendor();
  const { write, run } = project({ "opensme.config.ts": acmeConfig(gateway) });
  expect((await run(["check"], { env: acmeSecret })).code).toBe(0);
  acme.reset();
  const refused = await run(["check"], { env: acmeSecret });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("authorise the app again and set the new refresh token");
  write("opensme.config.ts", acmeConfig(gateway).replace("acme-first-refresh-token", "acme-second-refresh-token"));
  const { code, stderr } = await run(["check"], { env: acmeSecret });
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

test("wrong credentials: which connection, what to do, and no secret", async () => {
  const { gateway } = await vendor();
  const { code, stdout, stderr } = await project({ "opensme.config.ts": acmeConfig(gateway) }).run(["check"], {
    env: { ACME_SECRET: "planted-wrong-secret" },
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/shop +Acme +wrong-credentials/);
  expect(stderr).toMatch(/^error: Connection "shop": .*refused to give a token \(invalid_client\)/);
  expect(stdout + stderr).not.toContain("planted-wrong-secret");
});

test("a vendor that cannot be reached", async () => {
  const { code, stderr } = await project({ "opensme.config.ts": acmeConfig("http://127.0.0.1:1") }).run(["check"], {
    env: acmeSecret,
  });
  expect(code).toBe(1);
  expect(stderr).toContain('error: Connection "shop": ');
});

test("a secret that a vendor repeats in its message is masked", async () => {
  const { acme, gateway } = await vendor();
  acme.faults.inject({
    kind: "status",
    path: "*/shop",
    status: 422,
    body: { error: { message: "Client acme-client-secret is not welcome" } },
  });
  const { code, stdout, stderr } = await project({ "opensme.config.ts": acmeConfig(gateway) }).run(
    ["check", "--verbose"],
    {
      env: acmeSecret,
    },
  );
  expect(code).toBe(1);
  expect(stderr).toContain("Client *** is not welcome");
  expect(stdout + stderr).not.toContain("acme-client-secret");
});

test("a broken token file is named", async () => {
  const { folder, run, write } = await shop();
  expect((await run(["check"])).code).toBe(0);
  const [name] = readdirSync(join(folder, ".opensme", "tokens"));
  write(`.opensme/tokens/${name}`, '{"version":1,"tok');
  const { code, stderr } = await run(["check"]);
  expect(stderr).toContain(`${join(folder, ".opensme", "tokens")}/${name} cannot be read`);
  expect(stderr).toContain("Delete it.");
  expect(code).toBe(2);
});

test("connectors lists what is installed, with the operations of each resource", async () => {
  const { run } = project();
  const { code, stdout } = await run(["connectors"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^acme {2}Acme {2}1\.0\.0/);
  expect(stdout).toMatch(/customers +contact +list get +what changed +reported-and-absent/);
  const { stdout: json } = await run(["connectors", "--json"]);
  expect(JSON.parse(json)).toMatchObject([
    { id: "acme", from: "@opensme/acme", resources: [{ resource: "customers" }, {}, {}, {}] },
  ]);
});

test("a revoked connection: its state and remedy in check and, after a sync, in status", async () => {
  const { acme, run } = await shop();
  expect((await run(["sync"])).code).toBe(0);
  acme.faults.inject({ kind: "revoke" });
  const env = { ...acmeSecret, OPENSME_LANG: "vi" };
  const synced = await run(["sync"], { env });
  expect(synced.code).toBe(1);

  const checked = await run(["check"], { env });
  expect(checked.stdout).toMatch(/shop +Acme +revoked/);
  expect(checked.stderr).toContain("Nhà cung cấp không còn cho ứng dụng truy cập");
  const json = JSON.parse((await run(["check", "--json"])).stdout);
  expect(json).toMatchObject([{ connection: "shop", works: false, error: { code: "auth", state: "revoked" } }]);
  expect(Object.keys(json[0].error.remedy)).toEqual(["en", "vi"]);

  const status = await run(["status"], { env });
  expect(status.stdout).toMatch(/customers .*revoked/);
  expect(status.stdout).toContain("Nhà cung cấp không còn cho ứng dụng truy cập");
  const streams = JSON.parse((await run(["status", "--json"])).stdout);
  expect(streams[0].last.error).toMatchObject({
    state: "revoked",
    remedy: { vi: expect.stringContaining("cấp quyền") },
  });
});
