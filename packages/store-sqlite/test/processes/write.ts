import { order, orders, page } from "../../../sync/test/store/pages.ts";
import { sqliteStore } from "../../src/index.ts";

/** Stores pages of orders with three lines each, and says so after each page: `write.ts <database> <connection> <pages> <size>`. */
const [path = "", connection = "", pages = "0", size = "0"] = process.argv.slice(2);

try {
  const store = sqliteStore(path);
  const lease = await store.lease(connection);
  const stream = { ...orders, connection };
  const begun = await store.state(stream);
  for (let number = Number(begun?.pass?.cursor ?? 0); number < Number(pages); number += 1) {
    const changes = Array.from({ length: Number(size) }, (_, index) =>
      order(`${connection}-${number * Number(size) + index}`, {
        note: "đơn hàng ".repeat(20),
        lines: [{ code: "A", quantity: "1" }, { code: "B", quantity: "2.5" }, { code: "C" }],
      }),
    );
    const state = { mapping: "1.0.0", pass: { cursor: number + 1, sweeps: false } };
    await store.apply(page(changes, { stream, state }));
    process.stdout.write(`page ${number + 1}\n`);
  }
  await lease.release();
  await store.close();
  process.stdout.write("done\n");
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code}: ${(error as Error).message}\n`);
}
