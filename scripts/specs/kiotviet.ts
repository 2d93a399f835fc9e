import { readFile } from "node:fs/promises";
import type { Document, Operation, Parameter, PathItem, Schema } from "./document.ts";
import type { Example } from "./examples.ts";
import { mergeSchemas, schemaOfSamples, schemaOfShape } from "./examples-shape.ts";
import { objects } from "./kiotviet-objects.ts";
import { type DocumentedOperation, operations, type QueryKind } from "./kiotviet-operations.ts";

/** KiotViet publishes no OpenAPI file: its documented examples and tables are put together into one, and checked the same way. */
export async function kiotvietDocuments(examples: URL): Promise<Document[]> {
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(new URL(file, examples), "utf8"));
  const schemas: Record<string, Schema> = { error: schemaOfSamples([await read("error.json")]) };
  for (const [name, object] of Object.entries(objects)) {
    const documented = schemaOfShape(object.fields);
    const seen = object.example === undefined ? documented : schemaOfSamples(rowsOf(await read(object.example)));
    schemas[name] = { ...mergeSchemas(seen, documented), required: [...object.required] };
  }

  const paths: Record<string, PathItem> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return [
    {
      openapi: "3.1.0",
      servers: [{ url: "https://public.kiotapi.com" }],
      security: [{ bearer: [] }],
      paths,
      components: { schemas },
    },
    tokenDocument(schemaOfSamples([await read("token.response.json")])),
  ];
}

/** Which operation each example file is of. */
export const kiotvietExamples: Record<string, Pick<Example, "resourcePath" | "operation" | "direction" | "status">> = {
  ...Object.fromEntries(
    operations.flatMap(({ method, path, answer }) => {
      const file = "page" in answer ? objects[answer.page]?.example : undefined;
      return file === undefined
        ? []
        : [
            [
              file,
              {
                resourcePath: path,
                operation: `${method.toUpperCase()} ${path}`,
                direction: "response",
                status: "200",
              },
            ],
          ];
    }),
  ),
  "error.json": { resourcePath: "/", operation: "error", direction: "response", status: "default" },
  "order.create.request.json": { resourcePath: "/orders", operation: "POST /orders", direction: "request" },
  "token.response.json": {
    resourcePath: "/connect/token",
    operation: "POST /connect/token",
    direction: "response",
    status: "200",
  },
  ...Object.fromEntries(
    [
      "customer.update",
      "invoice.update",
      "order.update",
      "product.delete.list",
      "product.delete.removeid",
      "product.update",
      "stock.update",
    ].map((event) => [
      `webhook.${event}.json`,
      { resourcePath: "/webhooks", operation: `webhook ${event}`, direction: "webhook" },
    ]),
  ),
};

function describeOperation({ method, path, query = {}, body, answer }: DocumentedOperation): Operation {
  const parameters: Parameter[] = [
    { name: "Retailer", in: "header", required: true, schema: { type: "string" } },
    ...[...path.matchAll(/\{(\w+)\}/g)].map(
      ([, name = ""]): Parameter => ({ name, in: "path", required: true, schema: pathSchema(name) }),
    ),
    ...Object.entries(query).map(([name, kind]): Parameter => ({ name, in: "query", schema: querySchema(kind) })),
  ];
  const json = (schema: Schema) => ({ "application/json": { schema } });
  return {
    operationId: `${method.toUpperCase()} ${path}`,
    parameters,
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(schemaOfShape(body)) } }),
    responses: {
      "200": { content: json("page" in answer ? pageSchema(answer.page, answer.removed) : reference(answer.one)) },
      default: { content: json(reference("error")) },
    },
  };
}

/** `timestamp` is the one time with an offset. */
function pageSchema(object: string, removed?: string): Schema {
  return {
    type: "object",
    required: ["total", "data"],
    properties: {
      total: { type: "integer" },
      pageSize: { type: "integer" },
      data: { type: "array", items: reference(object) },
      timestamp: schemaOfSamples(["2026-10-07T14:39:10.0000000+07:00"]),
      ...(removed === undefined ? {} : { [removed]: { type: "array", items: { type: "integer" } } }),
    },
  };
}

function querySchema(kind: QueryKind): Schema {
  switch (kind) {
    case "boolean":
    case "integer":
    case "string":
      return { type: kind };
    case "integers":
    case "strings":
      return { type: "array", items: { type: kind === "integers" ? "integer" : "string" } };
    case "page-size":
      return { type: "integer", minimum: 1, maximum: 100 };
    case "direction":
      return { enum: ["Asc", "Desc", "ASC", "DESC"] };
    case "date-time":
      return schemaOfShape("written-time");
  }
}

const pathSchema = (name: string): Schema => ({ type: name === "id" ? "integer" : "string" });

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** The rows of an example page; of a tree also the rows below. */
function rowsOf(page: unknown): unknown[] {
  const { data } = page as { data: { children?: unknown[] }[] };
  return data.flatMap((row) => [row, ...(row.children ?? [])]);
}

/** Section 2.2 of the manual; `scopes` is its own spelling. */
function tokenDocument(answer: Schema): Document {
  const text = { type: "string" };
  return {
    openapi: "3.1.0",
    servers: [{ url: "https://id.kiotviet.vn" }],
    paths: {
      "/connect/token": {
        post: {
          requestBody: {
            required: true,
            content: {
              "application/x-www-form-urlencoded": {
                schema: {
                  required: ["scopes", "grant_type", "client_id", "client_secret"],
                  properties: {
                    scopes: { enum: ["PublicApi.Access"] },
                    grant_type: { enum: ["client_credentials"] },
                    client_id: text,
                    client_secret: text,
                  },
                },
              },
            },
          },
          responses: {
            "200": {
              content: {
                "application/json": { schema: { ...answer, required: ["access_token", "expires_in", "token_type"] } },
              },
            },
            "4XX": {
              content: {
                "application/json": {
                  schema: { required: ["error"], properties: { error: text, error_description: text } },
                },
              },
            },
          },
        },
      },
    },
  };
}
