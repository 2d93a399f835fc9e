import { createHmac } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test as sequential } from "vitest";
import { acmeConfig, events, project, shop } from "./project.ts";

const test = sequential.concurrent;

const secret = "acme-webhook-secret";

const call = (url: string, body: string, key = secret): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "x-acme-signature": createHmac("sha256", key).update(body).digest("hex") },
    body,
  });

const addressIn = (stdout: string): string => {
  const told = events(stdout.slice(0, stdout.lastIndexOf("\n"))).find(({ type }) => type === "listening");
  return String(told?.["url"]);
};

test("what a vendor tells is stored while the schedule waits, and Ctrl-C ends it in order", async () => {
  const { start, acme, ask, differences } = await shop(`webhookSecret: "${secret}",`);
  const serving = start(["serve", "--port", "0", "--every", "6h", "--register", "https://hooks.example.com/"]);
  await serving.says('"type":"sync-finished"');
  expect(differences()).toEqual([]);
  const { stdout } = serving.output();
  expect(stdout).toContain('{"type":"listening","connection":"shop","url":"https://hooks.example.com/shop"}');
  expect(stdout).toMatch(/"not-registered".*Enter https:\/\/hooks\.example\.com\/shop in its settings/);
  serving.child.kill("SIGTERM");
  expect((await serving.ended).code).toBe(0);

  const again = start(["serve", "--port", "0", "--every", "6h"]);
  await again.says('"type":"sync-finished"');
  const url = addressIn(again.output().stdout);
  expect(url).toMatch(/^http:\/\/localhost:\d+\/shop$/);
  const id = acme.control.insert("customers");
  const body = JSON.stringify([{ type: "changed", resource: "customers", id }]);
  expect((await call(url, body, "another")).status).toBe(401);
  expect((await call(url.replace("/shop", "/stall"), body)).status).toBe(404);
  expect((await call(url, body)).status).toBe(200);
  await again.says('"type":"webhook-applied"');
  expect(ask(`select id from contacts where id = '${id}'`)).toEqual([{ id }]);
  again.child.kill("SIGINT");
  const { code, stdout: told } = await again.ended;
  expect(code).toBe(0);
  expect(events(told).filter(({ type }) => type === "webhook-refused")).toMatchObject([{ reason: "signature" }]);
  expect(told).not.toContain(secret);
});

test("what a vendor offers to sign with is kept for who subscribed, once, and told nowhere", async () => {
  const { start, folder } = await shop();
  const serving = start(["serve", "--port", "0", "--every", "6h"]);
  await serving.says('"type":"sync-finished"');
  const url = addressIn(serving.output().stdout);
  const offer = (key: string) => call(url, JSON.stringify({ key }), "");
  expect((await offer("offered-0001")).status).toBe(200);
  await offer("offered-0002");
  expect((await call(url, "[]", "offered-0001")).status).toBe(401);
  await serving.says("start serve again");
  serving.child.kill("SIGTERM");
  const { code, stdout, stderr } = await serving.ended;
  expect(code).toBe(0);
  const file = ".opensme/shop.webhook-secret";
  expect(events(stdout).filter(({ type }) => type === "webhook-secret-offered")).toEqual([
    { type: "webhook-secret-offered", connection: "shop", file },
  ]);
  expect(readFileSync(join(folder, file), "utf8")).toBe("offered-0001\n");
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  expect(stdout + stderr).not.toContain("offered-000");
});

test("connections with one address are told apart by the account that their vendor gives", async () => {
  const settings = `webhookSecret: "${secret}", webhookAddress: "acme",`;
  const { start, write, gateway, acme } = await shop(settings);
  const [head, tail] = acmeConfig(gateway, settings).split("    shop: {");
  write("opensme.config.ts", `${head}    shop: {${tail?.replace("  },\n});", "")}    again: {${tail}`);
  const serving = start(["serve", "--port", "0", "--every", "6h"]);
  await serving.says('"type":"sync-finished"');
  const url = addressIn(serving.output().stdout);
  expect(url).toMatch(/\/acme$/);
  const [id = ""] = acme.control.ids("customers");
  const of = (account: string) => JSON.stringify([{ type: "changed", resource: "customers", id, account }]);
  for (const account of ["gone", "acme-1"]) expect((await call(url, of(account))).status).toBe(200);
  await serving.says('"webhook-received","connection":"again"');
  serving.child.kill("SIGTERM");
  const { code, stdout } = await serving.ended;
  expect(code).toBe(0);
  expect(events(stdout).filter(({ type }) => /webhook-re/.test(String(type)))).toMatchObject([
    { type: "webhook-refused", reason: "account" },
    { type: "webhook-received", connection: "shop", events: 1 },
    { type: "webhook-received", connection: "again", events: 1 },
  ]);
});

test("a time that is none", async () => {
  const { code, stderr } = await project().run(["serve", "--every", "soon"]);
  expect(stderr).toContain("It must be a time such as 90s, 15m or 6h.");
  expect(code).toBe(2);
});
