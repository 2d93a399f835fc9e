import { readFile } from "node:fs/promises";
import { type Document, isReference, type MediaType, methods, resolve, type Schema } from "./document.ts";
import { pointer } from "./finding.ts";

/** One example payload of a vendor's description. */
export interface Example {
  vendor: string;
  /** Path template of the resource, such as `/Invoices/{InvoiceID}`. */
  resourcePath: string;
  /** The vendor's operation id, or method and path. */
  operation: string;
  direction: "request" | "response";
  /** Of a response, as the description keys it: `200`, `4XX`, `default`. */
  status?: string;
  payload: unknown;
  /** File and place, for messages and for the list of expected rejects. */
  source: string;
}

/** Every JSON example of requests and responses inside an OpenAPI document, in the order of the document. */
export function documentExamples(vendor: string, file: string, document: Document): Example[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const at = pointer("paths", path, method);
      const name = operation.operationId ?? `${method.toUpperCase()} ${path}`;
      const example =
        (direction: Example["direction"], status?: string) =>
        (found: Found): Example => ({
          vendor,
          resourcePath: path,
          operation: name,
          direction,
          ...(status === undefined ? {} : { status }),
          payload: found.payload,
          source: `${file}#${at}${direction === "request" ? "/requestBody" : pointer("responses", status ?? "")}${found.where}`,
        });
      const requestBody = operation.requestBody === undefined ? {} : resolve(document, operation.requestBody);
      return [
        ...examplesOf(document, requestBody.content).map(example("request")),
        ...Object.entries(operation.responses ?? {}).flatMap(([status, response]) =>
          examplesOf(document, resolve(document, response).content).map(example("response", status)),
        ),
      ];
    }),
  );
}

/** JSON files that a description has beside it, as examples: `operations` says what each file is of. */
export async function fileExamples(
  vendor: string,
  folder: URL,
  operations: Record<string, Pick<Example, "resourcePath" | "operation" | "direction" | "status">>,
): Promise<Example[]> {
  return Promise.all(
    Object.entries(operations).map(async ([file, operation]): Promise<Example> => {
      const payload: unknown = JSON.parse(await readFile(new URL(file, folder), "utf8"));
      return { vendor, ...operation, payload, source: file };
    }),
  );
}

interface Found {
  where: string;
  payload: unknown;
}

/** An example of a whole body: of the media type, or else of the schema itself. Examples of single properties are not payloads. */
function examplesOf(document: Document, content: Record<string, MediaType> = {}): Found[] {
  return Object.entries(content)
    .filter(([type]) => /[/+]json$/.test(type))
    .flatMap(([type, media]) => {
      const at = pointer("content", type);
      const named = Object.entries(media.examples ?? {}).map(([name, example]) => ({
        where: `${at}${pointer("examples", name)}`,
        payload: isReference(example) ? resolve<{ value?: unknown }>(document, example).value : example.value,
      }));
      if (media.example !== undefined) return [{ where: `${at}/example`, payload: media.example }, ...named];
      const schema = media.schema === undefined ? {} : resolve<Schema>(document, media.schema);
      return named.length === 0 && schema.example !== undefined
        ? [{ where: `${at}/schema/example`, payload: schema.example }]
        : named;
    })
    .map((found) => ({ ...found, payload: typeof found.payload === "string" ? parsed(found.payload) : found.payload }));
}

/** Some examples in YAML are JSON written as text. */
function parsed(text: string): unknown {
  return /^\s*[[{]/.test(text) ? JSON.parse(text) : text;
}
