import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Waits until the output so far holds a text. */
  says(text: string): Promise<void>;
}

export interface Project {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Starts the real command line in the folder. */
  start(words: readonly string[], options?: RunOptions): Running;
  run(words: readonly string[], options?: RunOptions): Promise<Ended>;
}

interface RunOptions {
  env?: Record<string, string>;
  stdin?: string;
  /** A shell line that runs it, with "$@" in the place of the command: for limits. */
  shell?: string;
}

/** A folder as a user has it, with this package and the fictional connector installed. Gone when the test ends. */
export const project = (files: Readonly<Record<string, string>> = {}): Project => {
  const folder = mkdtempSync(join(tmpdir(), "opensme-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules", "@opensme"), { recursive: true });
  symlinkSync(here(".."), join(folder, "node_modules", "opensme"));
  symlinkSync(here("./acme"), join(folder, "node_modules", "@opensme", "acme"));
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  write("package.json", JSON.stringify({ type: "module", dependencies: { "@opensme/acme": "1.0.0" } }));
  for (const [file, text] of Object.entries(files)) write(file, text);

  const start = (words: readonly string[], { env = {}, stdin = "", shell }: RunOptions = {}): Running => {
    const command = [process.execPath, here("../bin/opensme.js"), ...words];
    const [program = "", ...rest] = shell === undefined ? command : ["bash", "-c", shell, "bash", ...command];
    const child = spawn(program, rest, { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env } });
    onTestFinished(() => void child.kill("SIGKILL"));
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
  return { folder, write, start, run: (words, options) => start(words, options).ended };
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
