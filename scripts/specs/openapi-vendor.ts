import { loadDocument } from "./document.ts";
import { documentExamples } from "./examples.ts";
import { createDescription } from "./openapi.ts";
import type { Refine } from "./schema.ts";
import type { Vendor } from "./spec.ts";

/**
 * A vendor that publishes OpenAPI 3.0 or 3.1: `openApiVendor("xero", specs, ["xero/xero_accounting.yaml"])`, files below
 * the folder of specs. `refine` reads what the vendor says of a schema in words of its own.
 */
export async function openApiVendor(id: string, specs: URL, files: string[], refine?: Refine): Promise<Vendor> {
  const documents = await Promise.all(files.map((file) => loadDocument(new URL(file, specs))));
  return {
    description: createDescription(id, documents, refine),
    examples: documents.flatMap((document, index) => documentExamples(id, files[index] ?? "", document)),
  };
}
