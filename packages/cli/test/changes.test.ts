import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { acmeConfig, events, type Shop, shop } from "./project.ts";

const withHistory = async (): Promise<Shop> => {
  const here = await shop();
  here.write("opensme.config.ts", acmeConfig(here.gateway).replace("store:", "history: true,\n  store:"));
  return here;
};

describe("opensme changes", () => {
  test("prints every record, and from its last position what changed", async () => {
    const { acme, run } = await shop();
    await run(["sync"]);
    const first = events((await run(["changes"])).stdout);
    expect(first).toHaveLength(45 + 3 + 12);
    expect(first.find(({ id }) => id === "customer:7")).toMatchObject({
      type: "upsert",
      stream: { connection: "shop", resource: "customers", entity: "contact" },
      record: { name: "Khách 7", phones: [{ number: "0900000107" }] },
    });
    expect(events((await run(["changes", "--entity", "items", "--connection", "shop"])).stdout)).toHaveLength(12);

    acme.control.touch("customers", "customer:7");
    acme.control.remove?.("customers", "customer:8");
    await run(["sync"]);
    const next = events((await run(["changes", "--since", String(first.at(-1)?.["position"])])).stdout);
    expect(next.map(({ type, id }) => [type, id]).toSorted()).toEqual([
      ["delete", "customer:8"],
      ["upsert", "customer:7"],
    ]);
    const elsewhere = await run(["changes", "--since", "4-zzz"]);
    expect(elsewhere).toMatchObject({ code: 1, stdout: "" });
    expect(elsewhere.stderr).toContain("Read everything again");
    expect((await run(["changes", "--entity", "custmer"])).stderr).toContain('There is no entity "custmer"');
  });
});

describe("opensme export --incremental", () => {
  test("writes everything once, and then what changed and what was deleted", async () => {
    const { acme, folder, run } = await shop();
    await run(["sync"]);
    const export_ = ["export", "--incremental", "--format", "ndjson", "--output", "lake"];
    expect((await run(export_)).code).toBe(0);
    const lake = join(folder, "lake");
    const files = (): string[] => readdirSync(lake).sort();
    const read = (file: string) => events(readFileSync(join(lake, file), "utf8"));
    expect(files()).toEqual(["contact_phones.ndjson", "contacts.ndjson", "export.json", "items.ndjson"]);
    const before = files();

    acme.control.touch("customers", "customer:7");
    acme.control.remove?.("customers", "customer:8");
    await run(["sync"]);
    expect((await run(export_)).code).toBe(0);
    const fresh = files().filter((file) => !before.includes(file));
    const stamped = /^(_deleted|contact_\w+|contacts)\.\d{8}T\d{6}Z\.ndjson$/;
    expect(fresh.every((file) => stamped.test(file))).toBe(true);
    const rowsOf = (table: string) => read(fresh.find((file) => file.startsWith(`${table}.`)) ?? "");
    expect(rowsOf("contacts")).toMatchObject([{ connection: "shop", id: "customer:7" }]);
    expect(rowsOf("contact_phones")).toMatchObject([{ contact_id: "customer:7", number: "0999999999" }]);
    expect(rowsOf("_deleted")).toEqual([{ table: "contacts", connection: "shop", id: "customer:8" }]);

    expect((await run(export_)).stderr).toContain("0 files in lake");
    const named = await run([...export_, "contacts"]);
    expect(named).toMatchObject({ code: 2 });
  });
});

describe("opensme history", () => {
  test("shows what a record was, where the config keeps it", async () => {
    const { acme, run } = await withHistory();
    await run(["sync"]);
    const before = new Date().toISOString();
    acme.control.touch("customers", "customer:7");
    await run(["sync"]);
    const { stdout, code } = await run(["history", "shop", "contact", "customer:7"]);
    expect(code).toBe(0);
    expect(stdout).toContain("0900000107");
    expect(stdout).toContain("0999999999");
    const versions = events((await run(["history", "shop", "contacts", "customer:7", "--json"])).stdout);
    expect(versions).toHaveLength(2);
    expect(versions[0]).toMatchObject({ record: { phones: [{ number: "0900000107" }] }, to: versions[1]?.["from"] });
    expect(String(versions[0]?.["from"]) < before).toBe(true);

    const from = String(versions[0]?.["from"]);
    expect(JSON.parse((await run(["history", "shop", "contact", "customer:7", "--at", from])).stdout)).toMatchObject({
      phones: [{ number: "0900000107" }],
    });
    const early = await run(["history", "shop", "contact", "customer:7", "--at", "2001-01-01"]);
    expect(early).toMatchObject({ code: 1, stdout: "" });
    expect(early.stderr).toContain("No state of it is known");
    expect((await run(["history", "shop", "contact", "customer:7", "--at", "March"])).code).toBe(2);
    expect((await run(["history", "shop", "contact", "nobody"])).stderr).toContain("Nothing is known");
  });
});

describe("opensme forget", () => {
  test("erases a person when that is meant, and prints a receipt", async () => {
    const { run, ask } = await withHistory();
    await run(["sync"]);
    const words = ["forget", "shop", "contact", "customer:7"];
    const asked = await run(words);
    expect(asked).toMatchObject({ code: 2, stdout: "" });
    expect(asked.stderr).toContain("--yes");
    expect(ask("select id from contacts where id = 'customer:7'")).toHaveLength(1);

    const { code, stdout, stderr } = await run([...words, "--yes"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ record: { id: "customer:7" }, removed: 1, redacted: {} });
    expect(stderr).toContain("in the tool as well");
    await run(["sync", "--full"]);
    expect(ask("select id from contacts where id = 'customer:7'")).toEqual([]);
    expect((await run([...words, "--yes"])).stderr).toContain("holds no contact");
  });
});
