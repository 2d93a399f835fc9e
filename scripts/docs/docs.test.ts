import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { entities } from "@opensme/core";
import { laws } from "@opensme/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { repository } from "../subjects.ts";
import { runDocs } from "./docs.ts";

const readme = `# Tools

<!-- tools, written by \`npm run docs\` -->
<!-- end of tools -->

The end.
`;

/** A till whose customers show every kind of field: plain, in a list, a ref, sensitive, set by the connector, and kept in the vendor's words. */
const subject = `
import { defineConnector, listing, ref, resource, secret, single } from "@opensme/core";
import { defineSandbox } from "@opensme/testing";
import * as z from "zod";

const Customer = z.looseObject({
  no: z.int(),
  given: z.string(),
  family: z.string().nullish(),
  passport: z.string().nullish(),
  mobile: z.string().nullish(),
  boss: z.object({ no: z.int(), called: z.string() }).nullish(),
  points: z.string().nullish(),
  hue: z.string().nullish(),
  branch: z.tuple([z.int(), z.string()]).nullish(),
  visits: z.record(z.string(), z.string()).nullish(),
});

const customers = resource({ entity: "contact", raw: Customer }).define({
  id: (row) => row.no,
  read: (row) => ({
    name: [row.given, row.family].filter(Boolean).join(" "),
    roles: ["customer"],
    nationalId: row.passport,
    phones: [row.mobile ? { number: row.mobile, kind: "mobile" } : undefined],
    parent: ref(row.boss?.no, row.boss?.called),
    loyaltyPoints: row.points,
    location: ref(row.branch?.[0], row.branch?.[1]),
    note: Object.values(row.visits ?? {})[0],
    custom: { hue: row.hue, own_size: row.own_size },
    unmapped: { bonus: row.points },
  }),
  list: listing({
    path: "/customers",
    page: z.array(z.unknown()),
    paging: single(),
    deletes: "absent",
    since: (since) => ({ query: { since } }),
  }),
  get: { path: (id) => "/customers/" + id },
  scopes: { read: ["customers.read"] },
});

const raw = {
  no: 1, given: "An", family: "Mẫu", passport: "P1", mobile: "0900000001", boss: { no: 2, called: "Ba" }, points: "7", hue: "red|blue",
  branch: [3, "Old town"], visits: { "2026-10-05": "late" }, own_size: "L",
};

export const subject = {
  connector: defineConnector({
    spec: 1,
    id: "acme",
    name: "Acme Till",
    version: "1.0.0",
    categories: ["sales"],
    countries: ["VN"],
    config: z.strictObject({
      shop: z.string().default("main").describe("Address <of> the shop"),
      key: secret(z.string()).describe("API key"),
      branch: z.string().optional().describe("One branch alone"),
    }),
    credentials: {
      url: "https://acme.example/help",
      ways: [
        {
          steps: [
            { en: "Copy the key into \`key\`.", vi: "Chép khóa vào \`key\`." },
            { en: "\`shop\` is the shop, \`branch\` one branch.", vi: "\`shop\` là cửa hàng, \`branch\` là một chi nhánh." },
          ],
          settings: { shop: "main", key: "$ACME_KEY" },
        },
      ],
    },
    http: {
      baseUrl: "https://acme.example",
      auth: () => ({ kind: "bearer", token: "" }),
      limits: [{ requests: 60, seconds: 60 }, { requests: 3, seconds: 10 }, { concurrent: 5 }],
    },
    check: { path: "/", identity: () => ({}) },
    resources: { customers },
  }),
  sandbox: defineSandbox({
    id: "acme",
    config: { key: "key" },
    state: () => ({}),
    handlers: () => [],
    control: () => ({ ids: () => [], touch: () => {}, insert: () => "" }),
    rateLimited: () => new Response(null, { status: 429 }),
  }),
  fixtures: { customers: { origin: "constructed", source: "here", rows: [{ raw, expected: {} }] } },
  alwaysSent: { customers: ["nationalId"] },
};
`;

let root: URL;

const add = async (id: string, text: string): Promise<void> => {
  await mkdir(new URL(`integrations/${id}/test/`, root), { recursive: true });
  await writeFile(new URL(`integrations/${id}/test/subject.ts`, root), text);
};

const read = (path: string): Promise<string> => readFile(new URL(path, root), "utf8");

const run = async (options: { check?: boolean } = {}): Promise<{ exitCode: number; lines: string[] }> => {
  const lines: string[] = [];
  return { exitCode: await runDocs({ ...options, root }, (line) => lines.push(line)), lines };
};

beforeEach(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), "opensme-docs-"))}/`);
  onTestFinished(() => rm(root, { recursive: true }));
  await symlink(new URL("node_modules", repository), new URL("node_modules", root));
  await writeFile(new URL("README.md", root), readme);
  await add("acme", subject);
});

describe("runDocs", () => {
  test("writes the page of a connector: config, limits, resources, and where each field comes from", async () => {
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(await read("docs/connectors/acme.md")).toMatchInlineSnapshot(`
      "<!-- Written by \`npm run docs\` out of the connector's definition and fixtures. Do not edit. -->

      # Acme Till

      [Tiếng Việt](acme.vi.md) · [Quirks, what it does not do](../../integrations/acme) · [The model](../model.md)

      - Categories: sales
      - Countries: Vietnam
      - Webhooks: no

      ## Questions it answers

      Found out from what the resources fill, over the example rows of \`test/fixtures\`: a tool in which a company leaves fields empty answers less.

      What such a tool is asked as well, and what is read from this one does not answer:

      - Who owes us money, and how much?
      - Which payment settled which document?
      - What sold yesterday?
      - How much did each shop or branch take in?
      - How much did each salesperson sell?
      - Through which channels do we sell?
      - What is our margin on each item?
      - What is in stock, and where?
      - What must be ordered again?
      - Which parcels are on their way, and how much cash will carriers bring?
      - What was returned, and what was paid back?
      - Which payouts came from the payment provider, and what did it keep?
      - Who are our best customers?

      ## Getting credentials, step by step

      The vendor may rename its menus; its own page is <https://acme.example/help>.

      1. Copy the key into \`key\`.
      2. \`shop\` is the shop, \`branch\` one branch.

      \`opensme.config.ts\` then holds this; what \`env\` names stands in the file \`.env\` beside it, which is never committed:

      \`\`\`ts
      import { acme } from "@opensme/acme";
      import { connection, defineConfig, env } from "opensme";

      export default defineConfig({
        store: "company.db",
        connections: {
          shop: connection(acme, {
            config: {
              shop: "main",
              key: env("ACME_KEY"),
            },
          }),
        },
      });
      \`\`\`

      ### Rights to choose

      Choose no more than is to be read. Which resource needs what is [in the table](#resources); a resource whose right is missing ends in a \`permission\` error and leaves the others alone.

      - to read everything: \`customers.read\`

      ### Check it

      \`npx opensme check shop\` says whether the credentials work, whose account they open, and what they may not read, as far as the vendor tells; with \`--deep\` it reads the first page of every stream too. \`npx opensme sync shop\` then reads.

      ## Config

      | field | meaning | required | secret |
      | --- | --- | --- | --- |
      | \`shop\` | Address \\<of> the shop | \`main\` unless given |  |
      | \`key\` | API key | yes | yes |
      | \`branch\` | One branch alone |  |  |

      ## Limits

      - 60 requests a minute
      - 3 requests in 10 seconds
      - 5 at the same time

      ## Resources

      | resource | entity | operations | each sync reads | deletions | sensitive | scopes |
      | --- | --- | --- | --- | --- | --- | --- |
      | [\`customers\`](#customers) | [\`contact\`](../model.md#contact) | list, get | what changed | noticed when all is read | \`nationalId\` | to read: \`customers.read\` |

      ## Fields

      What each field is read from was traced through the mapping, over the example rows of \`test/fixtures\`: \`[]\` stands for any position of a list, \`*\` for any date, and a dash says that no single field of the vendor moves it: the connector sets it, or makes it out of several. Sensitive fields are asked for only on a connection with \`sensitive: true\`.

      ### customers

      [\`contact\`](../model.md#contact): Anyone the company deals with: customer, supplier, or a person at one. Traced over 1 row.

      | field | meaning | read from | sensitive |
      | --- | --- | --- | --- |
      | \`id\` | The tool's own id, as text | \`no\` |  |
      | \`name\` | Name as written in the tool | \`family\`, \`given\` |  |
      | \`roles\` | What the contact is to the company | - |  |
      | \`nationalId\` | Identity card or passport number | \`passport\` | yes, sent unasked |
      | \`phones[].number\` | The number as written in the tool | \`mobile\` |  |
      | \`phones[].kind\` | What kind of line it is | - |  |
      | \`parent\` | The contact this one is part of, or was merged into | \`boss.no\`; name: \`boss.called\` |  |
      | \`loyaltyPoints\` | Loyalty points available | \`points\` |  |
      | \`location\` | Branch the contact belongs to | \`branch[]\`; name: \`branch[]\` |  |
      | \`note\` | Free text | \`visits.*\` |  |
      | \`custom.hue\` | The tool's custom fields, by key | \`hue\` |  |
      | \`custom.own_size\` | The tool's custom fields, by key | \`own_size\` |  |
      | \`unmapped.bonus\` | The tool's own words that have no counterpart in the model, by field path | \`points\` |  |
      "
    `);
  });

  test("the Vietnamese page has the same tables under Vietnamese headings", async () => {
    await run();
    const [english, vietnamese] = await Promise.all(
      ["acme.md", "acme.vi.md"].map((name) => read(`docs/connectors/${name}`)),
    );
    const firstCells = (page = ""): string[] => [...page.matchAll(/^\| (\[?`.*?) \|/gm)].map(([, cell = ""]) => cell);
    expect(firstCells(vietnamese)).toEqual(firstCells(english));
    expect(firstCells(english)).toHaveLength(17);
    expect(vietnamese?.match(/^#.*$/gm)).toEqual([
      "# Acme Till",
      "## Trả lời được những câu hỏi nào",
      "## Lấy thông tin kết nối, từng bước",
      "### Chọn quyền truy cập (scope)",
      "### Kiểm tra kết nối",
      "## Cấu hình",
      "## Giới hạn gọi API",
      "## Tài nguyên",
      "## Các trường",
      "### customers",
    ]);
    expect(vietnamese).toContain(
      "| `parent` | The contact this one is part of, or was merged into | `boss.no`; tên: `boss.called` |  |",
    );
    expect(vietnamese).toContain("1. Chép khóa vào `key`.\n2. `shop` là cửa hàng");
    expect(vietnamese).toContain("- 3 yêu cầu trong 10 giây\n- 5 yêu cầu cùng lúc");
  });

  test("writes the model, with who fills each entity", async () => {
    await run();
    const page = await read("docs/model.md");
    expect(page.match(/^## .*$/gm)).toEqual(Object.keys(entities).map((name) => `## ${name}`));
    expect(page).toContain("Filled by Acme Till ([`customers`](connectors/acme.md#customers)).");
    expect(page).toContain("| `nationalId` | text | Identity card or passport number |  | yes |");
    expect(page).toContain("| `lines[].item` | ref to [`item`](#item) | What is sold or bought |  |  |");
    expect(page).toContain("| `documentKind` | text | Entity of the record the file belongs to |  |  |");
    expect(page).toContain("| `kind` | `person`, `company`, `other` | Natural person or firm |  |  |");
    expect(page).toContain("| `emails` | list of text | E-mail addresses, the main one first |  |  |");
    expect(page).toContain("| `earnings[].amount` | decimal | Amount |  | yes |");
  });

  test("writes the table of tools between its marks, and nothing else of the README", async () => {
    await run();
    const { subject: acme } = await import(new URL("integrations/acme/test/subject.ts", root).href);
    const kept = laws.filter((law) => law.exempt?.(acme) === undefined).length;
    const row = `| [\`@opensme/acme\`](integrations/acme) | customers |  | 2 | ${kept} of ${kept} | 0 | [Acme Till](docs/connectors/acme.md) |`;
    const head = "| connector | reads | writes | operations | laws kept | lines a resource | field by field |";
    const table = `${head}\n| --- | --- | --- | --- | --- | --- | --- |\n${row}`;
    expect(await read("README.md")).toBe(readme.replace("-->\n<!--", `-->\n\n${table}\n\n<!--`));
    await writeFile(new URL("README.md", root), "# Tools\n");
    await expect(run()).rejects.toThrow("README.md needs the lines");
  });

  test("a connector that is added appears, and one that is taken away goes, without an edit elsewhere", async () => {
    await run();
    await add("bakery", subject.replace("Acme Till", "Bakery"));
    expect(await run()).toEqual({
      exitCode: 0,
      lines: [
        "README.md written",
        "docs/connectors/bakery.md written",
        "docs/connectors/bakery.vi.md written",
        "docs/model.md written",
      ],
    });
    expect(await read("README.md")).toContain("[Bakery](docs/connectors/bakery.md)");
    expect(await read("docs/model.md")).toContain("[Acme Till](connectors/acme.md), [Bakery](connectors/bakery.md)");

    await rm(new URL("integrations/bakery", root), { recursive: true });
    expect(await run({ check: true })).toMatchObject({
      exitCode: 1,
      lines: expect.arrayContaining(["docs/connectors/bakery.md is of a connector that is no more"]),
    });
    expect((await run()).lines).toContain("docs/connectors/bakery.md removed");
    expect(await read("docs/model.md")).not.toContain("Bakery");
  });

  test("a second run writes nothing, and the check then passes", async () => {
    await run();
    const fresh = { exitCode: 0, lines: ["docs: 5 files are up to date"] };
    expect(await run()).toEqual(fresh);
    expect(await run({ check: true })).toEqual(fresh);
  });

  test("the check fails on a file that is stale or not there, names it and the command, and writes nothing", async () => {
    await run();
    const edited = (await read("docs/model.md")).replace("Natural person", "Person");
    await writeFile(new URL("docs/model.md", root), edited);
    await rm(new URL("docs/connectors/acme.vi.md", root));
    const stale = {
      exitCode: 1,
      lines: [
        "docs/connectors/acme.vi.md is missing",
        "docs/model.md is stale",
        "Run `npm run docs` and commit what it writes.",
      ],
    };
    expect(await run({ check: true })).toEqual(stale);
    expect(await run({ check: true })).toEqual(stale);
    expect(await read("docs/model.md")).toBe(edited);
  });

  test("a connector that does not say how its settings are come by fails the run, and has its page", async () => {
    await add("bakery", subject.replace("Chép khóa vào `key`.", ""));
    await add("cafe", subject.replace("credentials: {", "kredentials: {"));
    const { exitCode, lines } = await run();
    expect(exitCode).toBe(1);
    expect(lines).toEqual(
      expect.arrayContaining([
        'bakery: "Copy the key into `key`." is in one language; no step names the setting `key` in each language',
        "cafe: `key` must come from somewhere: say where in `credentials` of the connector",
        "docs/connectors/cafe.md written",
      ]),
    );
    expect((await run({ check: true })).exitCode).toBe(1);
  });

  test("a folder without a subject is skipped with a remark", async () => {
    await mkdir(new URL("integrations/odd/src", root), { recursive: true });
    expect(await run()).toMatchObject({
      exitCode: 0,
      lines: expect.arrayContaining(["odd: skipped, there is no integrations/odd/test/subject.ts"]),
    });
  });

  test("a connector that cannot be loaded fails the run, keeps its page, and stops no other", async () => {
    await add("bakery", `throw new Error("no flour");`);
    await add("cafe", subject.replace("family: z.string()", "family: z.string().array()"));
    await mkdir(new URL("docs/connectors", root), { recursive: true });
    await writeFile(new URL("docs/connectors/bakery.md", root), "as it was");
    const { exitCode, lines } = await run();
    expect(exitCode).toBe(1);
    expect(lines).toContain("bakery: integrations/bakery/test/subject.ts cannot be loaded: no flour");
    expect(lines).toContain(
      "cafe: cannot be described: customers: an example row is rejected: family: Invalid input: expected array, received string",
    );
    expect(lines).toContain("docs/connectors/acme.md written");
    expect(await read("docs/connectors/bakery.md")).toBe("as it was");
  });
});
