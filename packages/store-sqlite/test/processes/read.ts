import { openReader } from "../../src/index.ts";

/** Reads again and again until all orders are there, and says how often and what it saw that cannot be: `read.ts <database> <orders> <page size>`. */
const [path = "", total = "0", size = "0"] = process.argv.slice(2);

const reader = openReader(path);
let [reads, found] = [0, 0];
const wrong: string[] = [];
while (found < Number(total)) {
  const [row] = reader.query(
    `select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines,
      (select sum(json_extract(state, '$.pass.cursor')) from _streams) as pages`,
  ).rows;
  found = Number(row?.["orders"]);
  reads += 1;
  if (row?.["lines"] !== found * 3 || Number(row?.["pages"]) * Number(size) !== found) wrong.push(JSON.stringify(row));
}
reader.close();
process.stdout.write(JSON.stringify({ reads, wrong }));
