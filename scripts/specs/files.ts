import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exchange, Subject } from "@opensme/testing";

/** Where documents out of files are said to come from, so that they are checked as answers are. */
export const filesServer = "https://files.invalid";

/** The documents in the files of a connector's sandbox, each as the answer at an address that is its first member: `https://files.invalid/DLHDon`. */
export async function fileExchanges({ connector, sandbox }: Subject): Promise<Exchange[]> {
  const { files } = connector;
  if (!files) return [];
  const folder = files.folder(connector.config.parse(sandbox().config) as never);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const documents = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => files.parse(await readFile(join(parentPath, name)), name)),
  );
  return documents.flat().map((document) => ({
    request: { method: "GET", url: `${filesServer}/${Object.keys(document as object)[0]}`, headers: {} },
    response: { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(document) },
  }));
}
