import { openReader, sqliteStore } from "../../src/index.ts";

/** Opens a database for `write` or `read` and says what came of it: `open.ts <database> <write or read>`. */
const [path = "", mode] = process.argv.slice(2);

try {
  if (mode === "write") await sqliteStore(path).close();
  else {
    const reader = openReader(path);
    reader.status();
    reader.close();
  }
  process.stdout.write("opened");
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code}: ${(error as Error).message}`);
}
