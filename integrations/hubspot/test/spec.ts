import { exampleVendor } from "../../../scripts/specs/example-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";
import { description } from "./spec/description.ts";

/** The connector as it is held against the vendor's guides and recorded answers. */
export const spec: Spec = {
  load: (specs) => exampleVendor("hubspot", new URL("hubspot/examples/amp/", specs), description),
  mappedPaths: {
    "/account-info/v3/details": ["organizations"],
    "/crm/v3/objects/contacts": ["contacts"],
    "/crm/v3/objects/contacts/search": ["contacts"],
    "/crm/v3/objects/contacts/batch/read": ["contacts"],
    "/crm/v3/objects/contacts/batch/create": ["contacts"],
    "/crm/v3/objects/contacts/batch/update": ["contacts"],
    "/crm/v3/pipelines/deals": ["pipelines"],
  },
};
