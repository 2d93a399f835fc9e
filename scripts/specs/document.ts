import { fileURLToPath } from "node:url";
import SwaggerParser from "@apidevtools/swagger-parser";

export interface Reference {
  $ref: string;
}

/** What this check reads of an OpenAPI 3.0 or 3.1 schema. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  nullable?: boolean;
  readOnly?: boolean;
  writeOnly?: boolean;
  required?: string[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  prefixItems?: Schema[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean | number;
  exclusiveMaximum?: boolean | number;
  example?: unknown;
  [keyword: string]: unknown;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  style?: string;
  schema?: Schema;
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown } | Reference>;
}

export interface RequestBody {
  required?: boolean;
  content?: Record<string, MediaType>;
}

export interface DescribedResponse {
  headers?: Record<string, { required?: boolean; schema?: Schema } | Reference>;
  content?: Record<string, MediaType>;
}

export interface Operation {
  operationId?: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses?: Record<string, DescribedResponse | Reference>;
  security?: Record<string, string[]>[];
  servers?: { url: string }[];
}

export const methods = ["get", "put", "post", "delete", "patch", "head", "options"] as const;

export type PathItem = { [method in (typeof methods)[number]]?: Operation } & {
  parameters?: (Parameter | Reference)[];
  servers?: { url: string }[];
};

export interface Document {
  openapi: string;
  servers?: { url: string }[];
  security?: Record<string, string[]>[];
  paths?: Record<string, PathItem>;
  webhooks?: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    securitySchemes?: Record<string, { type: string; flows?: Record<string, { tokenUrl?: string }> }>;
    [kind: string]: unknown;
  };
}

/** Reads an OpenAPI 3.0 or 3.1 file; references stay references (Xero's schemas contain one another). */
export async function loadDocument(file: URL): Promise<Document> {
  const document: unknown = await SwaggerParser.bundle(fileURLToPath(file));
  return document as Document;
}

export function isReference(value: object): value is Reference {
  return "$ref" in value;
}

/** Follows references inside the document until something else stands there. */
export function resolve<Target extends object>(document: Document, value: Target | Reference): Target {
  let current: unknown = value;
  while (typeof current === "object" && current !== null && isReference(current)) {
    const reference = current.$ref;
    if (!reference.startsWith("#/")) throw new Error(`A reference out of the document: ${reference}`);
    current = reference
      .slice(2)
      .split("/")
      .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((parent, key) => (parent as Record<string, unknown> | undefined)?.[key], document);
    if (current === undefined) throw new Error(`The document has no ${reference}`);
  }
  return current as Target;
}

/** One operation of a document, with the pattern of the addresses that it answers. */
export interface Route {
  document: Document;
  method: string;
  path: string;
  operation: Operation;
  parameters: Parameter[];
  pattern: RegExp;
  /** The same without regard to the case of letters. */
  loosePattern: RegExp;
  pathParameters: string[];
}

export interface RouteMatch {
  route: Route;
  pathValues: Record<string, string>;
  /** The address fits only when the case of its letters is ignored. */
  caseDiffers: boolean;
}

export function routesOf(document: Document): Route[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method): Route[] => {
      const operation = item[method];
      if (operation === undefined) return [];
      const servers = operation.servers ?? item.servers ?? document.servers ?? [];
      return servers.map(({ url }) => {
        const pattern = addressPattern(url.replace(/\/$/, ""), path);
        return {
          document,
          method: method.toUpperCase(),
          path,
          operation,
          parameters: mergeParameters(document, item.parameters ?? [], operation.parameters ?? []),
          pattern,
          loosePattern: new RegExp(pattern.source, "i"),
          pathParameters: [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? ""),
        };
      });
    }),
  );
}

/** The operations that answer an address: those spelled alike first, then the most literal path. */
export function matchRoutes(routes: Route[], method: string, url: URL): RouteMatch[] {
  const address = `${url.origin}${url.pathname}`;
  const matches = routes.flatMap((route): RouteMatch[] => {
    const match = route.method === method ? route.loosePattern.exec(address) : null;
    if (match === null) return [];
    const names = route.pathParameters.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]);
    return [{ route, pathValues: Object.fromEntries(names), caseDiffers: !route.pattern.test(address) }];
  });
  return matches.sort(
    (left, right) =>
      Number(left.caseDiffers) - Number(right.caseDiffers) ||
      left.route.pathParameters.length - right.route.pathParameters.length,
  );
}

/** A parameter of the operation replaces one of the path with the same name and place. */
function mergeParameters(
  document: Document,
  ofPath: (Parameter | Reference)[],
  ofOperation: (Parameter | Reference)[],
): Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const parameter of [...ofPath, ...ofOperation].map((each) => resolve(document, each))) {
    merged.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...merged.values()];
}

function addressPattern(server: string, path: string): RegExp {
  const literal = (text: string): string => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(
    `^${literal(server).replace(/\{[^}]+\}/g, "[^/]+")}${literal(path).replace(/\{[^}]+\}/g, "([^/]+)")}$`,
  );
}
