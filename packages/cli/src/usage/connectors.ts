import type { Usage } from "./usage.ts";
import { wholeNumber } from "./values.ts";

/** What works with connectors alone, without an account at a vendor. */
export const connectors: readonly Usage[] = [
  {
    usage: "columns <folder>",
    says: "Propose which column of the CSV, Excel and NDJSON files in a folder is which field, and keep it beside them for you to confirm.",
    examples: "opensme columns exports",
    options: [{ flags: "--json", says: "print the mapping as JSON" }],
    load: async () => (await import("../commands/columns.ts")).columns,
  },
  {
    usage: "map <connector> <resource> [files...]",
    says: "Turn a vendor's JSON into unified changes, one JSON line each. Needs no network and no credentials.",
    examples: `opensme map kiotviet customers page.json            a whole answer, a list of rows, or a single row
cat rows.ndjson | opensme map xero invoices         one document a line does too
opensme map ./src/index.ts contacts row.json        a connector of your own, by its file or package`,
    options: [
      { flags: "--raw", says: "keep the vendor's own row in each change" },
      {
        flags: "--explain",
        says: "show instead which vendor fields each unified field was read from, and which were not read",
      },
    ],
    notes: [
      "\nA row that cannot be read is told on stderr as file#row: field: what is wrong. The exit code is then 1.",
    ],
    load: async () => (await import("../commands/map.ts")).map,
  },
  {
    usage: "sandbox <connector...>",
    says: "Simulate vendors on this machine, filled with a sample company, and print the config that reads them.",
    examples: `opensme sandbox kiotviet xero bamboohr             until Ctrl-C
opensme sandbox kiotviet --port 4010 --orders 5000`,
    options: [
      {
        flags: "-p, --port <number>",
        says: "the port to listen on; 4010 unless given",
        parse: wholeNumber,
        standard: 4010,
      },
      { flags: "--orders <number>", says: "how many orders the sample company has had", parse: wholeNumber },
    ],
    load: async () => (await import("../commands/sandbox.ts")).sandbox,
  },
  {
    usage: "connectors",
    says: "List the connectors that are installed here, and what each can do.",
    examples: "opensme connectors\nopensme connectors --json",
    options: [{ flags: "--json", says: "print JSON" }],
    load: async () => (await import("../commands/connectors.ts")).connectors,
  },
];
