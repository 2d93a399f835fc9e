import { type Document, type Parameter, type RouteMatch, resolve, type Schema } from "./document.ts";
import { type Issue, pointer, within } from "./finding.ts";
import type { SchemaValidator } from "./schema.ts";

/** Checks the values in the path of a request against the declared parameters. `where` starts at the request. */
export function pathIssues(match: RouteMatch, validate: SchemaValidator): Issue[] {
  const { document, parameters } = match.route;
  return parameters
    .filter((parameter) => parameter.in === "path")
    .flatMap((parameter) =>
      textIssues(document, parameter, match.pathValues[parameter.name], pointer("path", parameter.name), validate),
    );
}

/** Checks names and values of a query string: what is not declared is a finding. */
export function queryIssues(match: RouteMatch, query: URLSearchParams, validate: SchemaValidator): Issue[] {
  const { document } = match.route;
  const declared = match.route.parameters.filter((parameter) => parameter.in === "query");
  const unclaimed = new Set(query.keys());
  const issues = declared.flatMap((parameter) => {
    const where = pointer("query", parameter.name);
    const schema = parameter.schema ?? {};
    const keys = [...new Set(query.keys())].filter((key) => belongsTo(parameter, key));
    for (const key of keys) unclaimed.delete(key);
    if (keys.length === 0) return parameter.required === true ? [missing(where)] : [];
    if (parameter.style === "deepObject") {
      const properties = keys.map((key) => {
        const name = /\[([^\]]*)\]/.exec(key)?.[1] ?? key;
        return [name, decodeTexts(document, propertySchema(document, schema, name), query.getAll(key))] as const;
      });
      return within(where, validate(schema, "request", Object.fromEntries(properties)));
    }
    return within(where, validate(schema, "request", decodeTexts(document, schema, query.getAll(keys[0] ?? ""))));
  });
  return [
    ...issues,
    ...[...unclaimed].map((name) => ({
      where: pointer("query", name),
      keyword: "undeclared",
      message: "is not a query parameter in the description",
    })),
  ];
}

/** Checks the declared header parameters; `headers` has lower-case names. Headers that are not declared are free. */
export function headerIssues(match: RouteMatch, headers: Map<string, string>, validate: SchemaValidator): Issue[] {
  return match.route.parameters
    .filter((parameter) => parameter.in === "header")
    .flatMap((parameter) => {
      const value = headers.get(parameter.name.toLowerCase());
      return textIssues(
        match.route.document,
        parameter,
        value,
        pointer("headers", parameter.name.toLowerCase()),
        validate,
      );
    });
}

/** Reads the fields of an `application/x-www-form-urlencoded` body as the schema types them. */
export function decodeForm(document: Document, schema: Schema, body: string): Record<string, unknown> {
  const form = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => [
      name,
      decodeTexts(document, propertySchema(document, schema, name), form.getAll(name)),
    ]),
  );
}

function textIssues(
  document: Document,
  parameter: Parameter,
  value: string | undefined,
  where: string,
  validate: SchemaValidator,
): Issue[] {
  if (value === undefined) return parameter.required === true ? [missing(where)] : [];
  const schema = parameter.schema ?? {};
  return within(where, validate(schema, "request", decodeTexts(document, schema, [value])));
}

/** A list may stand as repeated keys or joined with commas: vendors declare the one and describe the other. */
function decodeTexts(document: Document, schema: Schema, texts: string[]): unknown {
  const resolved = resolve<Schema>(document, schema);
  if (typesOf(document, resolved).has("array")) {
    const items = resolved.items ?? {};
    return texts.flatMap((text) => text.split(",")).map((text) => decodeText(text, typesOf(document, items)));
  }
  return texts.length === 1 ? decodeText(texts[0] ?? "", typesOf(document, resolved)) : texts;
}

function decodeText(text: string, types: Set<string>): unknown {
  if (types.has("string")) return text;
  if ((types.has("integer") || types.has("number")) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.has("boolean") && (text === "true" || text === "false")) return text === "true";
  return text;
}

function typesOf(document: Document, schema: Schema, seen = new Set<Schema>()): Set<string> {
  const resolved = resolve<Schema>(document, schema);
  if (seen.has(resolved)) return new Set();
  seen.add(resolved);
  const parts = [...(resolved.allOf ?? []), ...(resolved.anyOf ?? []), ...(resolved.oneOf ?? [])];
  return new Set([resolved.type ?? [], ...parts.map((part) => [...typesOf(document, part, seen)])].flat());
}

function propertySchema(document: Document, schema: Schema, name: string): Schema {
  const resolved = resolve<Schema>(document, schema);
  const own = resolved.properties?.[name];
  if (own !== undefined) return own;
  for (const part of resolved.allOf ?? []) {
    const found = propertySchema(document, part, name);
    if (Object.keys(found).length > 0) return found;
  }
  return {};
}

function belongsTo(parameter: Parameter, key: string): boolean {
  if (parameter.style === "deepObject") return key.startsWith(`${parameter.name}[`);
  return key === parameter.name || key === `${parameter.name}[]`;
}

const missing = (where: string): Issue => ({ where, keyword: "required", message: "is required and missing" });
