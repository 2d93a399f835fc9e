import type { Example } from "./examples.ts";
import type { Description } from "./openapi.ts";

/** Where the vendors' descriptions lie, a folder for each connector: beside the project, never inside it. */
export const specsFolder = new URL("../../../shared/specs/", import.meta.url);

/** A vendor's description and every example payload in it. */
export interface Vendor {
  description: Description;
  examples: Example[];
}

/**
 * What the spec check has to know of a connector: the value `spec` of its `test/spec.ts`. `mappedPaths` names keys of
 * resources by the path template of the description: `{ "/Invoices": ["invoices", "bills"] }`. Every path must have an
 * example, and every exception must be needed; what is not is stale and fails the check.
 */
export interface Spec {
  /** Reads description and examples below the folder of specs: `openApiVendor` where the vendor publishes OpenAPI, else `exampleVendor`. */
  load(specs: URL): Promise<Vendor>;
  mappedPaths: Readonly<Record<string, readonly string[]>>;
  exceptions?: readonly Exception[];
  rejectedExamples?: readonly RejectedExample[];
}

/** A place where the vendor's wire is known to differ from the vendor's own description. */
export interface Exception {
  /** Path template; `*` stands for one segment, `**` for any number of them. */
  path: string;
  /** Pointers as findings carry them, with the same wildcards. */
  where: readonly string[];
  /** Only findings with this keyword; any when absent. */
  keyword?: string;
  reason: string;
  source: string;
}

/** An example of the vendor's description that the mapping is right to reject, or that holds no record. */
export interface RejectedExample {
  /** Start of the `source` of the example. */
  example: string;
  reason: string;
}
