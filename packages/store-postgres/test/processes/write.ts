import { order, orders, page } from "../../../sync/test/store/pages.ts";
import { postgresStore } from "../../src/index.ts";

/** Stores pages of orders with three lines each, and says so after each page: `write.ts <address> <tenant> <connection> <pages> <size>`. */
const [address = "", tenant = "", connection = "", pages = "0", size = "0"] = process.argv.slice(2);

try {
  const store = await postgresStore(address, { tenant });
  const lease = await store.lease(connection);
  const stream = { ...orders, connection };
  const begun = await store.state(stream);
  for (let number = Number(begun?.pass?.cursor ?? 0); number < Number(pages); number += 1) {
    const changes = Array.from({ length: Number(size) }, (_, index) =>
      order(`${connection}-${number * Number(size) + index}`, {
        lines: [{ code: "A", quantity: "1" }, { code: "B", quantity: "2.5" }, { code: "C" }],
      }),
    );
    await store.apply(
      page(changes, { stream, state: { mapping: "1.0.0", pass: { cursor: number + 1, sweeps: false } } }),
    );
    process.stdout.write(`page ${number + 1}\n`);
  }
  await lease.release();
  await store.close();
  process.stdout.write("done\n");
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code}: ${(error as Error).message}\n`);
}
