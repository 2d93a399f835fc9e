import { readFile } from "node:fs/promises";
import type { Schema } from "../../../scripts/specs/document.ts";
import type { Example } from "../../../scripts/specs/examples.ts";
import { filesServer } from "../../../scripts/specs/files.ts";
import { createDescription } from "../../../scripts/specs/openapi.ts";
import { type Shape, schemaOfShape } from "../../../scripts/specs/shape.ts";
import type { Spec, Vendor } from "../../../scripts/specs/spec.ts";
import { parseInvoices } from "../src/files.ts";

/** A line of the table of elements: `HDon/DLHDon/TTChung/NLap`, `date yyyy-MM-dd`, `0..1`. */
interface Row {
  path: string;
  type: string;
  occurs: string;
}

/** What an element holds that has no elements within it. An empty one is read as null. */
const leafOf = (type: string): Schema => {
  const length = /^string\((\d+)\)$/.exec(type)?.[1];
  const pattern = type.startsWith("date")
    ? "^\\d{4}-\\d{2}-\\d{2}$"
    : type === "decimal"
      ? "^-?\\d+(\\.\\d+)?$"
      : type === "int"
        ? "^\\d+$"
        : undefined;
  return {
    type: ["string", "null"],
    ...(length && { maxLength: Number(length) }),
    ...(pattern && { pattern }),
  };
};

/** The schema of an element out of the table, as `parseXml` gives it. Signatures are of another standard. */
const schemaOf = (rows: readonly Row[], path: string): Schema => {
  const own = rows.find((row) => row.path === path);
  const extra = /TTKhac$/.test(path) ? rows.filter((row) => row.path.startsWith("**/TTKhac/")) : [];
  const inner = [...rows, ...extra.map((row) => ({ ...row, path: row.path.replace("**/TTKhac", path) }))];
  const children = inner.filter((row) => row.path.slice(0, row.path.lastIndexOf("/")) === path);
  if (own && own.type !== "node") return leafOf(own.type);
  if (children.length === 0) return {};
  const properties = children.map((row): [string, Schema] => {
    const schema = schemaOf(inner, row.path);
    const isList = row.occurs.endsWith("n");
    return [row.path.slice(path.length + 1), isList ? { type: "array", items: schema } : schema];
  });
  return {
    type: ["object", "null"],
    properties: { "@Id": { type: "string" }, ...Object.fromEntries(properties) },
    required: children.flatMap((row) => (row.occurs.startsWith("1") ? [row.path.slice(path.length + 1)] : [])),
    additionalProperties: false,
  };
};

/** The notice 04/SS-HĐĐT and the answer 01/TB-SSĐT, for which there is no table: the names that software for e-invoices writes and reads. */
const notice: Shape = {
  DLTBao: {
    "@Id": "string",
    PBan: "string",
    MSo: "string",
    Ten: "string",
    Loai: "string",
    TNNT: "string",
    MST: "string",
    NTBao: "string",
    DSHDon: {
      HDon: [
        {
          STT: "string",
          MCQTCap: "string",
          KHMSHDon: "string",
          KHHDon: "string",
          SHDon: "string",
          Ngay: "string",
          LADHDDT: "string",
          TCTBao: "string",
          LDo: "string",
        },
      ],
    },
  },
  DSCKS: "unknown",
};

const samples = ["sample.vat-invoice.coded.xml", "sample.sales-invoice.replacement.xml"];

/** The connector as it is held against the table of elements of the standard, and against the samples beside it. */
export const spec: Spec = {
  async load(specs): Promise<Vendor> {
    const standard = new URL("../standards/vietnam/e-invoice/", specs);
    const { elements }: { elements: Row[] } = JSON.parse(await readFile(new URL("elements.json", standard), "utf8"));
    const answer = (schema: Schema) => ({
      get: { responses: { "200": { content: { "application/json": { schema } } } } },
    });
    const examples = samples.map(async (source): Promise<Example[]> => {
      const documents = parseInvoices(await readFile(new URL(source, standard)));
      return documents.map((payload) => ({
        vendor: "einvoice-xml",
        resourcePath: "/DLHDon",
        operation: "GET /DLHDon",
        direction: "response",
        status: "200",
        payload,
        source,
      }));
    });
    return {
      description: createDescription("einvoice-xml", [
        {
          openapi: "3.1.0",
          servers: [{ url: filesServer }],
          paths: { "/DLHDon": answer(schemaOf(elements, "HDon")), "/DLTBao": answer(schemaOfShape(notice)) },
        },
      ]),
      examples: (await Promise.all(examples)).flat(),
    };
  },
  mappedPaths: { "/DLHDon": ["eInvoices", "invoices", "bills"] },
};
