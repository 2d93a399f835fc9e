import { Client } from "pg";
import { postgresStore } from "../../src/index.ts";

/** Opens a database for writing and is killed after so many statements that change its tables: `migrate.ts <address> <statements>`. */
const [address = "", statements = "Infinity"] = process.argv.slice(2);

const query = Client.prototype.query as (this: Client, ...args: unknown[]) => Promise<unknown>;
let left = Number(statements);
Client.prototype.query = async function (this: Client, ...args: unknown[]) {
  const result = await query.apply(this, args);
  if (/^\s*(CREATE|ALTER) TABLE/.test(String(args[0]))) left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
  return result;
} as never;
const store = await postgresStore(address);
await store.close();
process.stdout.write("opened");
