import type { DescribedVendor } from "../../../../scripts/specs/example-vendor.ts";
import { objects } from "./objects.ts";
import { operations, token } from "./operations.ts";

/** KiotViet publishes no OpenAPI file: its documented examples and tables are put together into one. */
export const description: DescribedVendor = {
  server: "https://public.kiotapi.com",
  headers: { Authorization: /^Bearer ./, Retailer: "string" },
  pathParameters: { id: "integer" },
  answers: { default: { examples: ["error.json"] } },
  objects,
  operations: [...operations, token],
};
