import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test as sequential } from "vitest";
import { acmeConfig, acmeSecret, project, vendor } from "./project.ts";

const test = sequential.concurrent;

/** A project whose connection nobody has allowed yet, and what happens when a person opens the address that it prints. */
const newcomer = async (secret = acmeSecret.ACME_SECRET) => {
  const { acme, gateway } = await vendor();
  const config = acmeConfig(gateway).replace(', refreshToken: "acme-first-refresh-token"', "");
  const here = project({ "opensme.config.ts": config, ".env": `ACME_SECRET=${secret}\n` });
  const connect = async (...words: string[]) => {
    const running = here.start(["connect", "shop", "--port", "0", "--no-browser", ...words]);
    await running.says("comes back to");
    const address = new URL(/http:\S+authorize\?\S+/.exec(running.output().stdout)?.[0] ?? "");
    return { ...running, address };
  };
  return { ...here, acme, connect };
};

test("connect lets a person allow the app, and what follows needs no refresh token in the config", async () => {
  const { acme, connect, folder, run } = await newcomer();
  const before = await run(["check"]);
  expect(before.stderr).toContain("Authorise it once with `opensme connect`");
  expect(before.code).toBe(1);

  const { address, ended } = await connect();
  expect(address.searchParams.get("code_challenge_method")).toBe("S256");
  expect(address.searchParams.get("scope")).toBe("offline customers.read");
  expect(await (await fetch(address)).text()).toContain("close this window");
  const { code, stdout, stderr } = await ended;
  expect(stdout).toContain("Connected: shop is Rang Xay Acme, acme-1 at Acme.");
  expect(stderr).not.toMatch(/access-|refresh-|code-/);
  expect(code).toBe(0);
  expect(readdirSync(join(folder, ".opensme", "tokens"))).toHaveLength(1);

  const checked = await run(["check"]);
  expect(checked.stdout).toContain("shop may not write: customers (customers.write)");
  expect(checked.stdout).not.toContain("may not read");
  expect(checked.code).toBe(0);
  acme.faults.inject({ kind: "expire-token", times: 1 });
  expect((await run(["check"])).code).toBe(0);
});

test("an answer that another page made up is not believed", async () => {
  const { connect } = await newcomer();
  const { address, ended } = await connect();
  const back = new URL(address.searchParams.get("redirect_uri") ?? "");
  back.search = "?code=code-1&state=made-up";
  await fetch(back);
  const { code, stderr } = await ended;
  expect(stderr).toMatch(/^error: Acme did not let the app in: .*state/m);
  expect(code).toBe(1);
});

test("a person who says no, and a wrong client secret: what to check", async () => {
  const { connect } = await newcomer();
  const { address, ended } = await connect("--write");
  expect(address.searchParams.get("scope")).toBe("offline customers.read customers.write");
  await fetch(address);
  const refused = await ended;
  expect(refused.stderr).toContain("error: Acme did not let the app in: access_denied.");
  expect(refused.code).toBe(1);

  const stranger = await (await newcomer("planted-wrong-secret")).connect();
  await fetch(stranger.address);
  const { code, stdout, stderr } = await stranger.ended;
  expect(stderr).toContain("did not let the app in: invalid_client.");
  expect(stderr).toContain("Check the client id and secret");
  expect(stdout + stderr).not.toContain("planted-wrong-secret");
  expect(code).toBe(1);
});

test("Ctrl-C while nobody answers ends it", async () => {
  const { connect } = await newcomer();
  const { child, ended } = await connect();
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect(stderr).toContain("Stopping.");
  expect(code).not.toBe(0);
});
