import { loadDocument } from "./document.ts";
import { documentExamples, type Example, fileExamples } from "./examples.ts";
import { kiotvietDocuments, kiotvietExamples } from "./kiotviet.ts";
import { createDescription, type Description } from "./openapi.ts";
import type { Refine } from "./schema.ts";

/** Where the vendors' descriptions lie: beside the project, never inside it. */
export const specsFolder = new URL("../../../shared/specs/", import.meta.url);

/** A vendor's description and every example payload in it. */
export interface Vendor {
  description: Description;
  examples: Example[];
}

/** Xero writes times in JSON as `/Date(1777034078688+0000)/`, the offset not always; in requests it also takes `YYYY-MM-DD`. */
const xeroDates: Refine = (schema, direction) => {
  if (schema["x-is-msdate"] !== true && schema["x-is-msdate-time"] !== true) return {};
  const wire = "/Date\\(-?\\d+([+-]\\d{4})?\\)/";
  return {
    pattern: direction === "response" ? `^${wire}$` : `^(${wire}|\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2})?)$`,
  };
};

const loaders: Record<string, (specs: URL) => Promise<Vendor>> = {
  bamboohr: (specs) => openApiVendor("bamboohr", specs, ["bamboohr/public.yaml"]),
  kiotviet: async (specs) => {
    const folder = new URL("kiotviet/examples/", specs);
    const [documents, examples] = await Promise.all([
      kiotvietDocuments(folder),
      fileExamples("kiotviet", folder, kiotvietExamples),
    ]);
    return { description: createDescription("kiotviet", documents), examples };
  },
  xero: async (specs) => {
    const vendor = await openApiVendor(
      "xero",
      specs,
      ["xero/xero_accounting.yaml", "xero/xero-identity.yaml"],
      xeroDates,
    );
    const connections = await fileExamples("xero", new URL("xero/examples/", specs), {
      "connections.json": {
        resourcePath: "/Connections",
        operation: "getConnections",
        direction: "response",
        status: "200",
      },
    });
    return { ...vendor, examples: [...vendor.examples, ...connections] };
  },
};

/** Loads a vendor by connector id. */
export async function loadVendor(id: string, specs: URL = specsFolder): Promise<Vendor> {
  const load = loaders[id];
  if (load === undefined)
    throw new Error(`No description is known for ${id}; name its files in scripts/specs/vendors.ts`);
  return load(specs);
}

async function openApiVendor(id: string, specs: URL, files: string[], refine?: Refine): Promise<Vendor> {
  const documents = await Promise.all(files.map((file) => loadDocument(new URL(file, specs))));
  return {
    description: createDescription(id, documents, refine),
    examples: documents.flatMap((document, index) => documentExamples(id, files[index] ?? "", document)),
  };
}
