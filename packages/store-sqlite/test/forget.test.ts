import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { page, temporaryFolder, upsert } from "../../sync/test/store/pages.ts";
import { sqliteStore } from "../src/index.ts";

it("a person who is forgotten is not in the file's bytes either, nor in its journal", async () => {
  const folder = temporaryFolder();
  const store = sqliteStore(folder.path("company.db"), { history: true });
  const stream = { connection: "shop", resource: "customers", entity: "contact" } as const;
  const lan = (note: string) =>
    upsert("contact", { id: "1", name: "Lan", emails: ["lan@example.com"], note }, { mail: "lan@example.com", note });
  const bytes = (): string =>
    readdirSync(folder.path("."))
      .map((name) => readFileSync(join(folder.path("."), name), "latin1"))
      .join();
  await store.lease("shop");
  await store.apply(
    page([lan("a"), upsert("contact", { id: "2", name: "Minh", note: "lan@example.com" })], { stream }),
  );
  await store.apply(page([lan("b")], { stream }));
  expect(bytes()).toContain("lan@example.com");
  await store.forget({ connection: "shop", entity: "contact", id: "1" });
  expect(bytes()).not.toContain("lan@example.com");
  expect(bytes()).toContain("Minh");
  await store.close();
  folder.remove();
});
