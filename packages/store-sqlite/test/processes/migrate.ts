import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "../../src/index.ts";

/** Opens a database for writing and is killed after so many statements that change its tables: `migrate.ts <database> <statements>`. */
const [path = "", statements = "1"] = process.argv.slice(2);

const exec = DatabaseSync.prototype.exec;
let left = Number(statements);
DatabaseSync.prototype.exec = function (sql: string): void {
  exec.call(this, sql);
  if (!/^\s*(CREATE|ALTER) TABLE/.test(sql)) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
};
await sqliteStore(path).close();
process.stdout.write("opened");
