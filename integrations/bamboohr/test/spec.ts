import { openApiVendor } from "../../../scripts/specs/openapi-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";

/** The connector as it is held against the vendor's description. */
export const spec: Spec = {
  load: (specs) => openApiVendor("bamboohr", specs, ["bamboohr/public.yaml"]),
  mappedPaths: {
    "/api/v1/company_information": ["organizations"],
    "/api/v1/employees": ["employees"],
  },
  exceptions: [
    {
      path: "/api/v1/time_off/requests",
      where: [
        "/response/body/*/id",
        "/response/body/*/employeeId",
        "/response/body/*/type/id",
        "/response/body/*/status/lastChangedByUserId",
        "/response/body/*/amount/amount",
        "/response/body/*/dates/*",
      ],
      keyword: "type",
      reason: "Ids and amounts come as text; the schema says integer and number.",
      source: "Vendor traffic recorded in 2026",
    },
    {
      path: "/api/v1/time_off/requests",
      where: ["/response/body/*/notes"],
      keyword: "type",
      reason: "An empty object comes as an empty list.",
      source: "Vendor traffic recorded in 2026",
    },
    {
      path: "/api/v1/applicant_tracking/applications",
      where: ["/response/body/applications/*/applicant/source"],
      keyword: "type",
      reason: "An applicant without a source has null there; the schema says string.",
      source: "Vendor traffic recorded in 2026",
    },
    {
      path: "/api/v1/employees",
      where: ["/request/query/page/after"],
      keyword: "type",
      reason: "The cursor is text: the schema joins one part that says string with one that says integer.",
      source: "CursorPaginationQueryObject and the examples of list-employees in public.yaml",
    },
    {
      path: "/**",
      where: ["/response/status"],
      keyword: "status",
      reason: "A key that is refused is answered with 401 whatever is asked; some operations do not list it.",
      source: "https://documentation.bamboohr.com/docs/getting-started",
    },
  ],
};
