import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openReader } from "@opensme/store-sqlite";
import { HttpResponse, http, type Sandbox, type SandboxOptions, serve } from "@opensme/testing";
import { afterAll, vi } from "vitest";
import { sandbox } from "./acme/sandbox.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Each test starts processes, and on a busy machine many wait for each other.
vi.setConfig({ testTimeout: 90_000 });

/** What to undo when all tests of a file are through: they run beside each other. */
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** What it has written so far. */
  output(): Pick<Ended, "stdout" | "stderr">;
  /** Waits until the output so far holds a text. */
  says(text: string): Promise<void>;
}

export interface Project {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Starts the real command line in the folder. */
  start(words: readonly string[], options?: RunOptions): Running;
  run(words: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Rows of the project's database. */
  ask(sql: string): Record<string, unknown>[];
}

interface RunOptions {
  env?: Record<string, string>;
  stdin?: string;
  /** A shell line that runs it, with "$@" in the place of the command: for limits and pipes. */
  shell?: string;
}

/** A folder as a user has it, with this package and the fictional connector installed. Gone when the tests have ended. */
export const project = (files: Readonly<Record<string, string>> = {}): Project => {
  const folder = mkdtempSync(join(tmpdir(), "opensme-cli-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules", "@opensme"), { recursive: true });
  symlinkSync(here(".."), join(folder, "node_modules", "opensme"));
  symlinkSync(here("../../testing"), join(folder, "node_modules", "@opensme", "testing"));
  symlinkSync(here("../../store-postgres"), join(folder, "node_modules", "@opensme", "store-postgres"));
  symlinkSync(here("./acme"), join(folder, "node_modules", "@opensme", "acme"));
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  write("package.json", JSON.stringify({ type: "module", dependencies: { "@opensme/acme": "1.0.0" } }));
  for (const [file, text] of Object.entries(files)) write(file, text);

  const start = (words: readonly string[], { env = {}, stdin = "", shell }: RunOptions = {}): Running => {
    const command = [process.execPath, here("../bin/opensme.js"), ...words];
    const [program = "", ...rest] = shell === undefined ? command : ["bash", "-c", shell, "bash", ...command];
    const child = spawn(program, rest, { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env } });
    cleanups.push(() => child.kill("SIGKILL"));
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(stdin);
    const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
    return {
      child,
      ended,
      output: () => ({ stdout, stderr }),
      says: (text) =>
        new Promise((resolve, reject) => {
          const look = (): void => {
            if ((stdout + stderr).includes(text)) resolve();
          };
          child.stdout.on("data", look);
          child.stderr.on("data", look);
          child.on("close", () => reject(new Error(`It ended without saying "${text}":\n${stdout}${stderr}`)));
          look();
        }),
    };
  };
  return {
    folder,
    write,
    start,
    run: (words, options) => start(words, options).ended,
    ask(sql) {
      const reader = openReader(join(folder, "company.db"));
      try {
        return [...reader.query(sql).rows];
      } finally {
        reader.close();
      }
    },
  };
};

export interface Shop extends Project {
  /** The fictional vendor that the project's connection leads to. */
  readonly acme: Sandbox;
  readonly gateway: string;
  /** Tells the database and the vendor apart: what they do not have in common. */
  differences(): string[];
}

interface VendorOptions extends SandboxOptions {
  /** What the vendor's answer on its items waits for. */
  itemsAfter?: Promise<unknown>;
  /** What it answers instead, once this gives rows. */
  items?: () => readonly object[] | undefined;
}

/** A fictional vendor, served until the tests have ended. */
export const vendor = async (options: VendorOptions = {}): Promise<{ acme: Sandbox; gateway: string }> => {
  const acme = sandbox(options);
  // A handler that gives no answer leaves the request to those behind it.
  const wait = http.get("https://api.acme.example/v1/items", async ({ request }) => {
    await options.itemsAfter;
    const rows = options.items?.();
    const page = Number(new URL(request.url).searchParams.get("page"));
    return rows && HttpResponse.json({ total: rows.length, data: rows.slice((page - 1) * 5, page * 5) });
  });
  const { url, close } = await serve([{ ...acme, handlers: [wait, ...acme.handlers] }]);
  cleanups.push(close);
  return { acme, gateway: url };
};

/** A project with a connection to a fictional vendor of its own. */
export const shop = async (settings = "", options?: VendorOptions): Promise<Shop> => {
  const { acme, gateway } = await vendor(options);
  const files = { "opensme.config.ts": acmeConfig(gateway, settings), ".env": "ACME_SECRET=acme-client-secret\n" };
  const here = project(files);
  return {
    ...here,
    acme,
    gateway,
    differences() {
      const theirs = ["customers", "suppliers", "items"].flatMap((resource) => acme.control.ids(resource));
      const ours = here.ask("select id from contacts union all select id from items").map(({ id }) => String(id));
      return [
        ...theirs.filter((id) => !ours.includes(id)).map((id) => `lost ${id}`),
        ...ours.filter((id) => !theirs.includes(id)).map((id) => `invented ${id}`),
      ];
    },
  };
};

/** A config with one connection to the fictional vendor. */
export const acmeConfig = (gateway: string, settings = ""): string => `
import { acme } from "@opensme/acme";
import { defineConfig, env } from "opensme";

export default defineConfig({
  store: "company.db",
  connections: {
    shop: {
      connector: acme,
      gateway: "${gateway}",
      config: { shop: "main", clientSecret: env("ACME_SECRET"), refreshToken: "acme-first-refresh-token" },
      ${settings}
    },
  },
});
`;

export const acmeSecret = { ACME_SECRET: "acme-client-secret" };

/** The events that a command printed. */
export const events = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
