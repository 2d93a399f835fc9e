import { mkdir, readFile, writeFile } from "node:fs/promises";

/**
 * Writes the connector of the READMEs into a repository, by the guide in CONTRIBUTING.md: its code is what the READMEs of core and testing show, its package that of
 * KiotViet. The vendor's description is put where the spec check looks for it, beside the repository.
 */
export const addTill = async (repository: URL): Promise<void> => {
  const read = (path: string): Promise<string> => readFile(new URL(path, repository), "utf8");
  const write = async (path: string, content: string | object): Promise<void> => {
    const file = new URL(path, repository);
    await mkdir(new URL("./", file), { recursive: true });
    await writeFile(file, typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`);
  };
  const [core, testing, manifest, tsconfig] = await Promise.all(
    ["packages/core/README.md", "packages/testing/README.md"]
      .concat(["package.json", "tsconfig.json"].map((file) => `integrations/kiotviet/${file}`))
      .map(read),
  );

  await write("integrations/till/package.json", {
    ...JSON.parse(manifest ?? ""),
    name: "@opensme/till",
    version: "0.1.0",
    description: "Till for OpenSME: the receipts of a shop",
  });
  await write("integrations/till/tsconfig.json", tsconfig ?? "");
  await write("integrations/till/src/connector.ts", codeWith("export const till =", core));
  await write("integrations/till/src/index.ts", 'export { till } from "./connector.ts";\n');
  await write("integrations/till/src/sandbox/index.ts", codeWith("export const sandbox:", testing));
  await write("integrations/till/test/fixtures/receipts.json", fixture);
  await write("integrations/till/test/subject.ts", codeWith("export const subject:", testing));
  await write("integrations/till/test/conformance.test.ts", codeWith("conformance({ ...subject", testing));
  await write("integrations/till/test/spec.ts", spec);
  await write("integrations/till/README.md", "# Till\n\nReceipts are numbered by the shop, and never deleted.\n");
  await write("../shared/specs/till/till.json", description);
};

/** The block of code in a README that holds a text. */
const codeWith = (text: string, readme = ""): string => {
  const found = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].find(([, code]) => code?.includes(text));
  if (found?.[1] !== undefined) return found[1];
  throw new Error(`No README shows code with: ${text}`);
};

const receipt = {
  no: 7,
  state: 1,
  sold_at: "2026-10-31T09:00:00",
  changed_at: "2026-10-31T09:05:00",
  customer: { id: 3, name: "Nguyễn Thị Mẫu" },
  lines: [{ sku: "SP12", count: 2, price: "96000.50" }],
  total: 192001,
};

const fixture = {
  origin: "constructed",
  source: "https://till.example/help/api",
  rows: [
    {
      raw: receipt,
      expected: {
        id: "7",
        number: "7",
        kind: "sale",
        status: "completed",
        placedAt: "2026-10-31T02:00:00.000Z",
        contact: { id: "3", name: "Nguyễn Thị Mẫu" },
        lines: [{ code: "SP12", quantity: "2", unitPrice: "96000.5" }],
        total: "192001",
        updatedAt: "2026-10-31T02:05:00.000Z",
      },
    },
  ],
};

const spec = `import { openApiVendor } from "../../../scripts/specs/openapi-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";

export const spec: Spec = {
  load: (specs) => openApiVendor("till", specs, ["till/till.json"]),
  mappedPaths: { "/receipts": ["receipts"] },
};
`;

const types = (properties: Readonly<Record<string, unknown>>): object => ({ type: "object", properties });

const json = (schema: object, example?: object) => ({ content: { "application/json": { schema, example } } });

const said = { description: "What is wrong", ...json(types({ message: { type: "string" } })) };

const operation = (schema: object, parameters: readonly (readonly [string, string])[], example?: object) => ({
  get: {
    parameters: parameters.map(([name, type]) => ({ in: "query", name, schema: { type } })),
    responses: { 200: { description: "As asked", ...json(schema, example) }, 401: said, 429: said },
  },
});

const receiptSchema = types({
  no: { type: "integer" },
  state: { enum: [1, 2] },
  sold_at: { type: "string" },
  changed_at: { type: "string" },
  customer: { type: ["object", "null"], properties: { id: { type: "integer" }, name: { type: "string" } } },
  lines: {
    type: "array",
    items: types({ sku: { type: "string" }, count: { type: "number" }, price: { type: ["number", "string"] } }),
  },
  total: { type: "number" },
});

/** What the vendor publishes. */
const description = {
  openapi: "3.1.0",
  info: { title: "Till", version: "1" },
  servers: [{ url: "https://may-mau.till.example/api" }],
  paths: {
    "/shop": operation(types({ name: { type: "string" } }), []),
    "/receipts": operation(
      types({ count: { type: "integer" }, rows: { type: "array", items: receiptSchema } }),
      [
        ["page", "integer"],
        ["per_page", "integer"],
        ["changed_since", "string"],
      ],
      { count: 1, rows: [receipt] },
    ),
  },
};
