import { readFile } from "node:fs/promises";
import * as z from "zod";
import type { Operation, Schema } from "../../../scripts/specs/document.ts";
import { fileExamples } from "../../../scripts/specs/examples.ts";
import { createDescription } from "../../../scripts/specs/openapi.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";
import { access } from "../src/sandbox/wire.ts";

const Field = z.looseObject({ type: z.string() });
const Named = z.looseObject({ name: z.string(), type: z.string() });
type Table = Readonly<Record<string, { type: string }>>;

const empty: Schema = { const: false };
const orEmpty = (schema: Schema): Schema => ({ anyOf: [schema, empty] });

/** Values as the API gives them: what is empty is `false`, whatever its type. */
const schemaOf = (type: string): Schema => {
  switch (type) {
    case "boolean":
      return { type: "boolean" };
    case "integer":
    case "many2one_reference":
      return { type: "integer" };
    case "float":
    case "monetary":
      return { type: "number" };
    case "many2one":
      return orEmpty({
        type: "array",
        prefixItems: [{ type: "integer" }, { type: "string" }],
        minItems: 2,
        maxItems: 2,
      });
    case "one2many":
    case "many2many":
      return { type: "array", items: { type: "integer" } };
    case "date":
      return orEmpty({ type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
    case "datetime":
      return orEmpty({ type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$" });
    case "char":
    case "text":
    case "html":
    case "selection":
      return orEmpty({ type: "string" });
    default:
      return {};
  }
};

const common: Table = {
  id: { type: "integer" },
  display_name: { type: "char" },
  create_date: { type: "datetime" },
  write_date: { type: "datetime" },
};

/** Models whose records have the fields of another one too. */
const inherits: Readonly<Record<string, string>> = {
  "product.product": "product.template",
  "account.bank.statement.line": "account.move",
  "hr.employee": "hr.version",
};

const body = (schema: Schema): NonNullable<Operation["requestBody"]> => ({
  required: true,
  content: { "application/json": { schema } },
});

const operation = (name: string, request: Schema, answer: Schema): { post: Operation } => ({
  post: {
    operationId: name,
    parameters: [
      { name: "X-Odoo-Database", in: "header", required: true, schema: { type: "string" } },
      ...["model"].flatMap((parameter) =>
        name.includes(`{${parameter}}`)
          ? [{ name: parameter, in: "path" as const, required: true, schema: { type: "string" } }]
          : [],
      ),
    ],
    requestBody: body(request),
    responses: {
      "200": { content: { "application/json": { schema: answer } } },
      default: { content: { "application/json": { schema: { type: "object" } }, "text/html": {} } },
    },
  },
});

const context: Schema = { type: "object", properties: { active_test: { type: "boolean" } } };
const search: Schema = {
  type: "object",
  properties: {
    domain: {
      type: "array",
      items: { anyOf: [{ enum: ["|", "&", "!"] }, { type: "array", minItems: 3, maxItems: 3 }] },
    },
    fields: { type: "array", items: { type: "string" } },
    limit: { type: "integer" },
    offset: { type: "integer" },
    order: { type: "string" },
    context,
  },
};

/** Methods that are called for records: https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html, and the buttons of the apps. */
const acts = [
  "res.partner/action_archive",
  ...["unlink", "action_post", "button_cancel"].map((method) => `account.move/${method}`),
  ...["unlink", "action_confirm", "action_cancel"].map((method) => `sale.order/${method}`),
].map((method) => `/json/2/${method}`);

const act: Schema = {
  type: "object",
  required: ["ids"],
  properties: { ids: { type: "array", items: { type: "integer" } }, context: { type: "object" } },
};

/** Odoo publishes no OpenAPI: its description are the fields of its models, and the documented calls. */
const load: Spec["load"] = async (specs) => {
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(new URL(path, specs), "utf8"));
  const books = z
    .object({ models: z.record(z.string(), z.record(z.string(), Field)) })
    .parse(await json("odoo/accounting-fields.json")).models;
  const { _about: _, ...rest } = z.record(z.string(), z.unknown()).parse(await json("odoo-hr/hr-fields-19.0.json"));
  const people = Object.entries(rest).map(([model, table]) => {
    const { fields } = z.object({ fields: z.array(Named) }).parse(table);
    return [model, Object.fromEntries(fields.map((field) => [field.name, field]))] as const;
  });
  const tables = new Map<string, Table>([...Object.entries(books), ...people]);
  const rowOf = (model: string): Schema => {
    const fields = { ...common, ...tables.get(inherits[model] ?? ""), ...tables.get(model) };
    return {
      type: "object",
      properties: Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, schemaOf(type)])),
    };
  };
  const described = [...tables.keys()].map((model) => {
    const path = `/json/2/${model}/search_read`;
    return [path, operation(path, search, { type: "array", items: rowOf(model) })] as const;
  });
  const generic: readonly (readonly [path: string, request: Schema, answer: Schema])[] = [
    ["/json/2/{model}/search_read", search, { type: "array", items: {} }],
    [
      "/json/2/{model}/fields_get",
      { type: "object", properties: { attributes: { type: "array", items: { type: "string" } } } },
      {},
    ],
    [
      "/json/2/{model}/create",
      { type: "object", required: ["vals_list"], properties: { vals_list: { type: "array", items: {} } } },
      { type: "array", items: { type: "integer" } },
    ],
    [
      "/json/2/{model}/write",
      {
        type: "object",
        required: ["ids", "vals"],
        properties: { ids: { type: "array", items: { type: "integer" } }, vals: {} },
      },
      { type: "boolean" },
    ],
    ...acts.map((path) => [path, act, {}] as const),
  ];
  const paths = Object.fromEntries([
    ...described,
    ...generic.map(([path, request, answer]) => [path, operation(path, request, answer)] as const),
  ]);
  const examples = await fileExamples("odoo", new URL("odoo/examples/", specs), {
    "json2-docs.json": {
      resourcePath: "/json/2/res.partner/search_read",
      operation: "search_read",
      direction: "response",
      status: "200",
    },
  });
  return {
    description: createDescription("odoo", [{ openapi: "3.1.0", servers: [{ url: `https://${access.host}` }], paths }]),
    examples: examples.map((example) => ({
      ...example,
      payload: z.object({ search_read: z.object({ response: z.object({ body: z.unknown() }) }) }).parse(example.payload)
        .search_read.response.body,
    })),
  };
};

/** The connector as it is held against the vendor's description. */
export const spec: Spec = {
  load,
  mappedPaths: { "/json/2/res.partner/search_read": ["contacts"] },
  exceptions: [
    {
      path: "/json/2/res.partner/search_read",
      where: ["state_id", "country_id", "parent_id", "category_id"].map((field) => `/response/body/*/${field}`),
      keyword: "undeclared",
      reason: "The table, read from class definitions, lacks fields that are defined with arguments by position.",
      source: "fields_get of res.partner on Odoo 19",
    },
    {
      path: "/json/2/product.product/search_read",
      where: ["is_storable", "tracking", "qty_available", "total_value"].map((field) => `/response/body/*/${field}`),
      keyword: "undeclared",
      reason: "Fields of the stock app, which the tables do not cover.",
      source: "fields_get of product.product on Odoo 19",
    },
    {
      path: "/json/2/account.analytic.line/search_read",
      where: ["date", "unit_amount", "name"].map((field) => `/response/body/*/${field}`),
      keyword: "undeclared",
      reason:
        "The table has what the app for timesheets adds to analytic lines, and not the fields of these themselves.",
      source: "class AccountAnalyticLine of the module analytic, Odoo 16 to 19",
    },
  ],
};
