import { DatabaseSync } from "node:sqlite";
import { temporaryFolder } from "../../sync/test/store/pages.ts";
import { storeSuite } from "../../sync/test/store/store-suite.ts";
import { sqliteStore } from "../src/index.ts";

storeSuite("the SQLite store", async () => {
  const folder = temporaryFolder();
  const path = folder.path("company.db");
  const within = <Result>(work: (database: DatabaseSync) => Result): Result => {
    const database = new DatabaseSync(path);
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  return {
    open: (options) => sqliteStore(path, options),
    query: async (sql) =>
      within((database) =>
        database
          .prepare(sql)
          .all()
          .map((row) => ({ ...row })),
      ),
    execute: async (sql) => within((database) => database.exec(sql)),
    dispose: async () => folder.remove(),
  };
});
