import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test as sequential } from "vitest";
import { project } from "./project.ts";

const test = sequential.concurrent;

test("the config that sandbox prints works as printed, in this run of it and in the next", async () => {
  const port = await freePort();
  const { start, run, write, ask } = project();
  const configs: string[] = [];
  for (const time of ["first", "second"]) {
    const serving = start(["sandbox", "acme", "--port", String(port)]);
    await serving.says("until Ctrl-C");
    const { stdout: config } = serving.output();
    configs.push(config);
    write("opensme.config.ts", config);
    const check = await run(["check"]);
    expect(check.stderr, `the ${time} time`).toBe("");
    expect(check.stdout).toMatch(/acme +Acme +works +Rang Xay Acme/);
    expect((await run(["sync"])).code).toBe(0);
    expect(ask("select count(*) as count from items")).toEqual([{ count: 12 }]);
    serving.child.kill("SIGINT");
    expect((await serving.ended).code).toBe(0);
  }
  expect(configs[1]).toBe(configs[0]);
});

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

test("a port that is in use", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await project().run(["sandbox", "acme", "--port", String(port)]);
  server.close();
  expect(stderr).toContain(`error: Port ${port} is in use.\n  Choose another one with --port`);
  expect(code).toBe(2);
});

test("a connector that is not installed", async () => {
  const { code, stderr } = await project().run(["sandbox", "acmee"]);
  expect(stderr).toMatch(/^error: There is no connector "acmee"/);
  expect(code).toBe(2);
});

test("a connector without a simulated vendor", async () => {
  const { folder, run } = project();
  const { code, stderr } = await run(["sandbox", `${folder}/node_modules/@opensme/acme/connector.ts`]);
  expect(stderr).toContain("Acme comes without a simulated vendor.");
  expect(code).toBe(2);
});
