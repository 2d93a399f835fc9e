import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test as sequential } from "vitest";
import { shop } from "./project.ts";

const test = sequential.concurrent;

test("Ctrl-C ends in order, and the next sync goes on", async () => {
  const { acme, start, run, differences } = await shop("", { latency: 30 });
  const stopped = start(["sync"]);
  await stopped.says("page-stored");
  stopped.child.kill("SIGINT");
  // npx hands on what the terminal has sent to both: it is the same Ctrl-C.
  stopped.child.kill("SIGINT");
  const { code, stderr } = await stopped.ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(/^Stopping after the page under way\. Press Ctrl-C again to stop at once\.\n/);
  expect(stderr).toMatch(/shop +customers +partial /);
  expect(stderr).toContain("Stopped. What was read is stored; the next run goes on from there.");
  const before = acme.exchanges.length;
  expect((await run(["sync"])).code).toBe(0);
  expect(acme.exchanges[before]?.request.url).not.toContain("skip=0&");
  expect(differences()).toEqual([]);
});

test("a second Ctrl-C ends at once", async () => {
  const { acme, start } = await shop();
  acme.faults.inject({ kind: "hang", path: "*/token" });
  const stopped = start(["sync"]);
  while (acme.exchanges.length === 0) await pause(20);
  stopped.child.kill("SIGINT");
  await stopped.says("Press Ctrl-C again");
  await pause(400);
  expect(stopped.child.exitCode).toBeNull();
  stopped.child.kill("SIGINT");
  expect((await stopped.ended).code).toBe(130);
});

test("Ctrl-C while the vendor replaces the refresh token: the new one is kept", async () => {
  const { acme, start, run, differences } = await shop();
  acme.faults.inject({ kind: "delay", milliseconds: 600, path: "*/token" });
  const stopped = start(["sync"]);
  while (acme.exchanges.length === 0) await pause(20);
  stopped.child.kill("SIGINT");
  expect((await stopped.ended).code).toBe(130);
  expect((await run(["sync"])).code).toBe(0);
  expect(differences()).toEqual([]);
});

test("a process that was killed while it took the lock of the tokens holds up nobody", async () => {
  const { folder, run } = await shop();
  expect((await run(["check"])).code).toBe(0);
  const tokens = join(folder, ".opensme", "tokens");
  for (const file of readdirSync(tokens)) writeFileSync(join(tokens, `${file}.lock`), "");
  const started = performance.now();
  expect((await run(["check"])).code).toBe(0);
  expect(performance.now() - started).toBeLessThan(45_000);
});

// A sync takes about half a second here: the moments lie before, in and after it.
const moments = Array.from({ length: 3 }, (_, index) => Math.round(150 + index * 250 + Math.random() * 250));

test.each(moments.flatMap((moment) => [["SIGINT", moment] as const, ["SIGKILL", moment] as const]))(
  "%s after %i ms loses nothing and stores nothing twice",
  async (signal, moment) => {
    const { start, run, ask, differences } = await shop("", { latency: 20 });
    // Has a token: one that the vendor is just replacing is lost with a process that is killed.
    expect((await run(["check"])).code).toBe(0);
    const stopped = start(["sync"]);
    await pause(moment);
    stopped.child.kill(signal);
    const { code } = await stopped.ended;
    expect([0, 130, null]).toContain(code);
    expect((await run(["sync"])).code).toBe(0);
    expect(differences()).toEqual([]);
    expect(ask("select count(*) as count from contact_phones")).toEqual([{ count: 45 }]);
    expect(ask("select count(*) as count from _deletions")).toEqual([{ count: 0 }]);
  },
);

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
