import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { type Document, isReference, resolve, type Schema } from "./document.ts";
import { type Issue, pointer } from "./finding.ts";

export type Direction = "request" | "response";

/** Adds what a vendor says about a schema outside JSON Schema (such as Xero's `x-is-msdate`) as JSON Schema keywords. */
export type Refine = (schema: Schema, direction: Direction) => Record<string, unknown>;

export type SchemaValidator = (schema: Schema, direction: Direction, value: unknown) => Issue[];

const assertions = [
  "const",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "required",
  "type",
  "uniqueItems",
] as const;

/**
 * Validates values against the schemas of one OpenAPI document.
 *
 * Two readings are stricter than JSON Schema's own, since a mock that invents a field name must be caught: a schema with
 * `properties` means an object, and an object that lists its properties and says nothing of others takes no others.
 * One is looser: `oneOf` is read as `anyOf`, since vendors write alternatives that overlap.
 */
export function schemaValidator(document: Document, refine: Refine = () => ({})): SchemaValidator {
  const ajv = new Ajv2020({ allErrors: true, strict: false, unicodeRegExp: false, logger: false });
  formats.default(ajv);
  for (const direction of ["request", "response"] as const) {
    const schemas = Object.entries(document.components?.schemas ?? {});
    ajv.addSchema({
      $id: schemaId(direction),
      $defs: Object.fromEntries(
        schemas.map(([name, schema]) => [name, toJsonSchema(schema, { document, direction, refine }, false)]),
      ),
    });
  }
  const compiled = {
    request: new WeakMap<Schema, ValidateFunction>(),
    response: new WeakMap<Schema, ValidateFunction>(),
  };
  return (schema, direction, value) => {
    let validate = compiled[direction].get(schema);
    if (validate === undefined) {
      validate = ajv.compile(toJsonSchema(schema, { document, direction, refine }, true));
      compiled[direction].set(schema, validate);
    }
    return validate(value) ? [] : issuesOf(validate.errors ?? []);
  };
}

interface Conversion {
  document: Document;
  direction: Direction;
  refine: Refine;
}

const schemaId = (direction: Direction): string => `https://description.invalid/${direction}`;

/** `closed` says that the schema stands for a whole value, not for one part of a composition. */
function toJsonSchema(schema: Schema | boolean, conversion: Conversion, closed: boolean): Record<string, unknown> {
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  const isVersion30 = conversion.document.openapi.startsWith("3.0");
  let keywords: Record<string, unknown>;
  if (schema.$ref !== undefined) {
    const $ref = schema.$ref.replace("#/components/schemas/", `${schemaId(conversion.direction)}#/$defs/`);
    keywords = isVersion30 ? { $ref } : { ...ownKeywords(schema, conversion), $ref };
  } else {
    keywords = { ...ownKeywords(schema, conversion), ...conversion.refine(schema, conversion.direction) };
    if (isVersion30 && schema.nullable === true) keywords = nullable(keywords);
  }
  const { names, open } = closed ? listedProperties(schema, conversion.document) : { names: [], open: true };
  if (open || names.length === 0) return keywords;
  const unchecked = Object.fromEntries(names.map((name) => [name, true]));
  return { ...keywords, properties: { ...unchecked, ...(keywords["properties"] ?? {}) }, additionalProperties: false };
}

function nullable(keywords: Record<string, unknown>): Record<string, unknown> {
  const { type, enum: values } = keywords;
  if (typeof type !== "string") return { anyOf: [{ type: "null" }, keywords] };
  return { ...keywords, type: [type, "null"], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) };
}

function ownKeywords(schema: Schema, conversion: Conversion): Record<string, unknown> {
  const keywords: Record<string, unknown> = {};
  for (const keyword of assertions) if (schema[keyword] !== undefined) keywords[keyword] = schema[keyword];
  if (schema.type === undefined && schema.$ref === undefined) {
    if (schema.properties !== undefined) keywords["type"] = "object";
    else if (schema.items !== undefined) keywords["type"] = "array";
  }
  for (const [bound, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof schema[exclusive] !== "boolean") continue;
    delete keywords[exclusive];
    if (schema[exclusive]) keywords[exclusive] = schema[bound];
  }

  const part = (each: Schema): Record<string, unknown> => toJsonSchema(each, conversion, false);
  const whole = (each: Schema | boolean): Record<string, unknown> => toJsonSchema(each, conversion, true);
  if (schema.allOf !== undefined) keywords["allOf"] = schema.allOf.map(part);
  const alternatives = [schema.anyOf, schema.oneOf]
    .filter((each) => each !== undefined)
    .map((each) => ({ anyOf: each.map(part) }));
  if (alternatives.length === 1) Object.assign(keywords, alternatives[0]);
  else if (alternatives.length > 1) keywords["allOf"] = [...(schema.allOf ?? []).map(part), ...alternatives];
  if (schema.not !== undefined) keywords["not"] = part(schema.not);
  if (schema.items !== undefined) keywords["items"] = whole(schema.items);
  if (schema.prefixItems !== undefined) keywords["prefixItems"] = schema.prefixItems.map(whole);
  if (schema.additionalProperties !== undefined) {
    const others = schema.additionalProperties;
    keywords["additionalProperties"] = typeof others === "boolean" ? others : whole(others);
  }
  if (schema.patternProperties !== undefined)
    keywords["patternProperties"] = mapValues(schema.patternProperties, whole);
  if (schema.properties !== undefined) {
    const hidden = conversion.direction === "request" ? "readOnly" : "writeOnly";
    keywords["properties"] = mapValues(schema.properties, (property) =>
      property[hidden] === true ? false : whole(property),
    );
    if (schema.required !== undefined) {
      keywords["required"] = schema.required.filter((name) => schema.properties?.[name]?.[hidden] !== true);
    }
  }
  return keywords;
}

/** The names of all properties in all parts of a schema; `open` when some part takes names that it does not list. */
function listedProperties(
  schema: Schema,
  document: Document,
  seen = new Set<Schema>(),
): { names: string[]; open: boolean } {
  if (seen.has(schema)) return { names: [], open: false };
  seen.add(schema);
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (isReference(schema)) parts.push(resolve<Schema>(document, schema));
  const others = schema.additionalProperties;
  const isFreeForm = schema.type === "object" && schema.properties === undefined && parts.length === 0;
  const listed = parts.map((part) => listedProperties(part, document, seen));
  return {
    names: [...Object.keys(schema.properties ?? {}), ...listed.flatMap((part) => part.names)],
    open:
      isFreeForm ||
      (others !== undefined && others !== false) ||
      schema.patternProperties !== undefined ||
      listed.some((part) => part.open),
  };
}

function mapValues<From, To>(record: Record<string, From>, convert: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
}

/** The failures inside the branches of a failed choice say nothing: only the choice itself is reported. */
function issuesOf(errors: ErrorObject[]): Issue[] {
  const choices = errors.filter((error) => error.keyword === "anyOf");
  return errors
    .filter(
      (error) =>
        !choices.some(
          (choice) =>
            error !== choice &&
            error.instancePath.startsWith(choice.instancePath) &&
            error.schemaPath.startsWith(`${choice.schemaPath}/`),
        ),
    )
    .map(issueOf);
}

function issueOf(error: ErrorObject): Issue {
  const { instancePath: where, keyword, params } = error;
  switch (keyword) {
    case "required":
      return { where: where + pointer(String(params["missingProperty"])), keyword, message: "is required and missing" };
    case "additionalProperties":
      return {
        where: where + pointer(String(params["additionalProperty"])),
        keyword: "undeclared",
        message: "is not in the description",
      };
    case "false schema":
      return { where, keyword: "read-only", message: "is not taken in this direction (readOnly or writeOnly)" };
    case "enum": {
      const allowed: unknown[] = params["allowedValues"];
      return {
        where,
        keyword,
        message: `must be one of ${allowed.slice(0, 12).join(", ")}${allowed.length > 12 ? ", ..." : ""}`,
      };
    }
    default:
      return { where, keyword, message: error.message ?? keyword };
  }
}
