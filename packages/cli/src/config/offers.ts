import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps what a vendor offers to sign a connection's webhooks with in a file of `.opensme` that its user alone can read, and gives the file's path from the
 * project's folder. Synchronous, so that it is kept before the vendor, which sends it once, is answered.
 */
export const keepOffer = (folder: string, connection: string, secret: string): string => {
  const home = join(folder, ".opensme");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  writeFileSync(join(home, ".gitignore"), "*\n");
  const file = join(".opensme", `${connection}.webhook-secret`);
  writeFileSync(join(folder, file), `${secret}\n`, { mode: 0o600 });
  return file;
};
