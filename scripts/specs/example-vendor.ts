import { readFile } from "node:fs/promises";
import type { DescribedResponse, MediaType, methods, Operation, Parameter, PathItem, Schema } from "./document.ts";
import type { Example } from "./examples.ts";
import { pointer } from "./finding.ts";
import { createDescription } from "./openapi.ts";
import { type Decisive, mergeSchemas, type Shape, schemaOfSamples, schemaOfShape } from "./shape.ts";
import type { Vendor } from "./spec.ts";

/** What a vendor's manual says of an object or a body: by its examples, by its tables, or by both. */
export interface Described {
  /** Where the manual says so. */
  section?: string;
  /** Example files, with a pointer where only parts of one are meant: `orders.page.json#/data/*`, `*` for every element. */
  examples?: readonly string[];
  /** What the tables add to the examples; whole where there is none. */
  fields?: Shape;
  /** Keys that never fail to come. */
  required?: readonly string[];
  /** `application/json` when absent. */
  mediaType?: string;
}

export interface DescribedOperation {
  /** Where the manual says so. */
  section?: string;
  method: (typeof methods)[number];
  /** Template below the server: `/orders/{id}`. */
  path: string;
  /** Instead of the vendor's. */
  server?: string;
  /** Instead of the vendor's. */
  headers?: Readonly<Record<string, Shape>>;
  query?: Readonly<Record<string, Shape>>;
  /** Names of query parameters that must be sent. */
  requiredQuery?: readonly string[];
  body?: Described;
  /** By status as OpenAPI keys it: `200`, `4XX`, `default`. An answer without examples and fields has no body. */
  answers: Readonly<Record<string, Described>>;
}

export interface DescribedVendor {
  /** Base address: `https://{shop}.example.com/api`. */
  server: string;
  /** Headers that every request must carry: `{ Authorization: /^Bearer ./ }`. */
  headers?: Readonly<Record<string, Shape>>;
  /** Values in paths by their name; text when absent. */
  pathParameters?: Readonly<Record<string, Shape>>;
  /** Answers that every operation can give, errors above all. */
  answers?: Readonly<Record<string, Described>>;
  /** Objects that stand in several bodies, named `#order` in shapes. */
  objects?: Readonly<Record<string, Described>>;
  operations: readonly DescribedOperation[];
}

/**
 * A vendor that publishes examples and tables in place of OpenAPI. Say which operations there are and which files are
 * examples of their bodies; the schemas are inferred from these, and the examples of answers go through the mapping:
 *
 *     exampleVendor("acme", new URL("acme/examples/", specs), {
 *       server: "https://api.acme.example",
 *       headers: { Authorization: /^Bearer ./ },
 *       objects: { order: { examples: ["orders.json#/data/*"], fields: { note: "string | null" }, required: ["id"] } },
 *       operations: [
 *         {
 *           method: "get",
 *           path: "/orders",
 *           query: { page: "integer", status: /^(open|paid)$/ },
 *           answers: { "200": { examples: ["orders.json"], fields: { data: ["#order"] }, required: ["data"] } },
 *         },
 *       ],
 *     });
 *
 * A key that is in no example and no table is a finding, as is a time in another form than the examples have. Where
 * tables and examples know one value, examples decide in answers, since they show the wire, and tables in requests.
 */
export async function exampleVendor(id: string, folder: URL, vendor: DescribedVendor): Promise<Vendor> {
  const samples = sampleReader(folder);

  const schemaOf = async (described: Described, decisive: Decisive): Promise<Schema> => {
    const { examples = [], fields, required } = described;
    const found = await Promise.all(examples.map(samples));
    const seen = schemaOfSamples(found.flat().map(({ payload }) => payload));
    const documented = fields === undefined ? {} : schemaOfShape(fields);
    const schema = mergeSchemas(seen, documented, decisive);
    return required === undefined ? schema : { ...schema, required: [...required] };
  };

  const contentOf = async (
    described: Described,
    decisive: Decisive,
  ): Promise<{ content?: Record<string, MediaType> }> => {
    const { examples = [], fields, mediaType = "application/json" } = described;
    if (examples.length === 0 && fields === undefined) return {};
    return { content: { [mediaType]: { schema: await schemaOf(described, decisive) } } };
  };

  const responsesOf = (answers: Readonly<Record<string, Described>>): Promise<Record<string, DescribedResponse>> =>
    mapAsync(answers, (answer) => contentOf(answer, "examples"));

  const describe = async (operation: DescribedOperation): Promise<Operation> => {
    const { method, path, server, headers, query, requiredQuery, body, answers } = operation;
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
    const inPath = Object.fromEntries(
      names.map((name): [string, Shape] => [name, vendor.pathParameters?.[name] ?? "string"]),
    );
    return {
      operationId: `${method.toUpperCase()} ${path}`,
      servers: [{ url: server ?? vendor.server }],
      parameters: [
        ...parameters("path", inPath, names),
        ...parameters("header", headers ?? vendor.headers),
        ...parameters("query", query, requiredQuery ?? []),
      ],
      ...(body === undefined ? {} : { requestBody: { required: true, ...(await contentOf(body, "tables")) } }),
      responses: await responsesOf({ ...vendor.answers, ...answers }),
    };
  };

  const paths: Record<string, PathItem> = {};
  for (const operation of vendor.operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: await describe(operation) };
  }
  const schemas = await mapAsync(vendor.objects ?? {}, (object) => schemaOf(object, "examples"));
  const examples = await Promise.all(
    vendor.operations.flatMap(({ method, path, body, answers }) => {
      const operation = `${method.toUpperCase()} ${path}`;
      const of = { vendor: id, resourcePath: path, operation };
      return [
        ...(body?.examples ?? []).map((file) => examplesOf(file, { ...of, direction: "request" })),
        ...Object.entries(answers).flatMap(([status, answer]) =>
          (answer.examples ?? []).map((file) => examplesOf(file, { ...of, direction: "response", status })),
        ),
      ];
    }),
  );
  return {
    description: createDescription(id, [{ openapi: "3.1.0", paths, components: { schemas } }]),
    examples: examples.flat(),
  };

  async function examplesOf(file: string, of: Omit<Example, "payload" | "source">): Promise<Example[]> {
    return (await samples(file)).map((sample) => ({ ...of, ...sample }));
  }
}

type Sample = Pick<Example, "payload" | "source">;

/** Reads `file.json` or `file.json#/pointer/*`; each file once. */
function sampleReader(folder: URL): (reference: string) => Promise<Sample[]> {
  const files = new Map<string, Promise<unknown>>();
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(new URL(file, folder), "utf8"));
  return async (reference) => {
    const [file = "", at = ""] = reference.split("#");
    const content = files.get(file) ?? read(file);
    files.set(file, content);
    let selected = [{ payload: await content, at: "" }];
    for (const segment of at.split("/").slice(1)) {
      selected = selected.flatMap(({ payload, at }) =>
        childrenOf(payload)
          .filter(([key]) => segment === "*" || pointer(key) === `/${segment}`)
          .map(([key, child]) => ({ payload: child, at: at + pointer(key) })),
      );
    }
    if (selected.length === 0) throw new Error(`There is nothing at ${reference} in ${folder.pathname}`);
    return selected.map(({ payload, at }) => ({ payload, source: at === "" ? file : `${file}#${at}` }));
  };
}

const childrenOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];

function parameters(
  place: Parameter["in"],
  shapes: Readonly<Record<string, Shape>> = {},
  required: readonly string[] = Object.keys(shapes),
): Parameter[] {
  return Object.entries(shapes).map(([name, shape]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: schemaOfShape(shape),
  }));
}

async function mapAsync<From, To>(
  record: Readonly<Record<string, From>>,
  convert: (value: From) => Promise<To>,
): Promise<Record<string, To>> {
  const entries = Object.entries(record).map(async ([key, value]) => [key, await convert(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
