import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { checkAll } from "./check.ts";
import { connectorIds, findConnectors } from "./connectors.ts";
import { specsFolder } from "./spec.ts";

/** Checks the connectors that are named. Without names each gets a process of its own, as many at once as the machine has cores. */
const named = process.argv.slice(2);
const ids = await connectorIds();
process.exitCode =
  named.length > 0 || ids.length < 2 || !existsSync(specsFolder)
    ? await checkAll(await findConnectors(named))
    : await checkApart(ids);

async function checkApart(ids: string[]): Promise<number> {
  const waiting = ids.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const id of waiting) {
      const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), id], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      process.stdout.write(await text(child.stdout));
      failed ||= (await ended) !== 0;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return failed ? 1 : 0;
}
