import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { type Document, loadDocument, methods, resolve, type Schema } from "../../../scripts/specs/document.ts";
import type { Example } from "../../../scripts/specs/examples.ts";
import { createDescription } from "../../../scripts/specs/openapi.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";

const file = "gusto/gusto-embedded-2025-06-15.openapi.yaml";

/** Some closing quotes stand at the start of their line, where YAML wants them indented. */
const repaired = async (specs: URL): Promise<Document> => {
  const folder = await mkdtemp(join(tmpdir(), "gusto-"));
  try {
    const copy = join(folder, "gusto.yaml");
    const text = await readFile(new URL(file, specs), "utf8");
    await writeFile(copy, text.replace(/^'$/gm, `${" ".repeat(60)}'`));
    return await loadDocument(pathToFileURL(copy));
  } finally {
    await rm(folder, { recursive: true });
  }
};

const Named = z.record(z.string(), z.unknown());
const Wrapped = z.strictObject({ value: z.unknown(), summary: z.unknown(), description: z.unknown() }).partial();

/** Examples by name, each as it is or with its value wrapped. */
const payloadsIn = (examples: unknown): [string, unknown][] =>
  Object.entries(Named.safeParse(examples).data ?? {}).map(([name, example]) => {
    const wrapped = Wrapped.safeParse(example).data;
    return [name, wrapped && "value" in wrapped ? wrapped.value : example];
  });

/** Those of a schema, or in lists those of its items. */
const schemaExamples = (document: Document, schema: Schema): [string, unknown][] => {
  const { "x-examples": examples, items } = resolve(document, schema);
  if (examples !== undefined || !items) return payloadsIn(examples);
  return schemaExamples(document, items).map(([name, payload]) => [name, [payload]]);
};

/** Most examples stand with the schemas of answers, under a name of the vendor's own. */
const examplesOf = ({ paths = {}, ...document }: Document): Example[] =>
  Object.entries(paths).flatMap(([resourcePath, item]) =>
    methods.flatMap((method) =>
      Object.entries(item[method]?.responses ?? {}).flatMap(([status, response]) =>
        Object.values(resolve(document, response).content ?? {}).flatMap(({ schema = {} }) =>
          schemaExamples(document, schema).map(([name, payload]) => ({
            vendor: "gusto",
            resourcePath,
            operation: `${method} ${resourcePath}`,
            direction: "response" as const,
            status,
            payload,
            source: `${method.toUpperCase()} ${resourcePath} ${name}`,
          })),
        ),
      ),
    ),
  );

/** Answers that no operation refers to any more, with the operation whose answers they were. */
const formerly: Readonly<Record<string, string>> = {
  "Company-Object": "/v1/companies/{company_id}",
  "Department-List": "/v1/companies/{company_uuid}/departments",
  "Location-List": "/v1/companies/{company_id}/locations",
  "Employee-List": "/v1/companies/{company_id}/employees",
  "Employee-Object": "/v1/employees/{employee_id}",
  "Job-List": "/v1/employees/{employee_id}/jobs",
  "Compensation-List": "/v1/jobs/{job_id}/compensations",
  "Termination-List": "/v1/employees/{employee_id}/terminations",
  "Time-Off-Policy-List": "/v1/companies/{company_uuid}/time_off_policies",
  "Payroll-List": "/v1/companies/{company_id}/payrolls",
  "Payroll-Show-Object": "/v1/companies/{company_id}/payrolls/{payroll_id}",
};

const Responses = z.record(
  z.string(),
  z.object({ content: z.record(z.string(), z.object({ examples: z.unknown().optional() })).optional() }),
);

const formerExamples = ({ components }: Document): Example[] => {
  const responses = Responses.parse(components?.["responses"]);
  return Object.entries(formerly).flatMap(([answer, resourcePath]) =>
    Object.values(responses[answer]?.content ?? {}).flatMap(({ examples }) =>
      payloadsIn(examples).map(([name, payload]) => ({
        vendor: "gusto",
        resourcePath,
        operation: `get ${resourcePath}`,
        direction: "response" as const,
        status: "200",
        payload,
        source: `${answer} ${name}`,
      })),
    ),
  );
};

/** The connector as it is held against the vendor's description. */
export const spec: Spec = {
  load: async (specs) => {
    const document = await repaired(specs);
    return {
      description: createDescription("gusto", [document]),
      examples: [...examplesOf(document), ...formerExamples(document)],
    };
  },
  mappedPaths: {
    "/v1/companies/{company_id}": ["organizations"],
    "/v1/companies/{company_id}/locations": ["locations"],
    "/v1/locations/{location_id}": ["locations"],
    "/v1/companies/{company_uuid}/departments": ["departments"],
    "/v1/departments/{department_uuid}": ["departments"],
    "/v1/companies/{company_id}/employees": ["employees"],
    "/v1/employees/{employee_id}": ["employees"],
    "/v1/employees/{employee_id}/jobs": ["jobs"],
    "/v1/jobs/{job_id}": ["jobs"],
    "/v1/jobs/{job_id}/compensations": ["compensations"],
    "/v1/compensations/{compensation_id}": ["compensations"],
    "/v1/employees/{employee_id}/terminations": ["terminations"],
    "/v1/companies/{company_uuid}/time_off_policies": ["leaveTypes"],
    "/v1/time_off_policies/{time_off_policy_uuid}": ["leaveTypes"],
    "/v1/companies/{company_uuid}/time_off/balances": ["leaveBalances"],
    "/v1/companies/{company_uuid}/time_off/requests": ["leaveRequests"],
    "/v1/companies/{company_uuid}/time_off/admin_approved_requests": ["leaveRequests"],
    "/v1/time_off/requests/{time_off_request_uuid}": ["leaveRequests"],
    "/v1/time_off/requests/{time_off_request_uuid}/approve": ["leaveRequests"],
    "/v1/time_off/requests/{time_off_request_uuid}/decline": ["leaveRequests"],
    "/v1/companies/{company_id}/payrolls": ["payrollRuns"],
    "/v1/companies/{company_id}/payrolls/{payroll_id}": ["payrollRuns", "payslips"],
  },
  exceptions: [
    {
      path: "/**",
      where: ["/request/headers/x-gusto-api-version"],
      keyword: "enum",
      reason:
        "This version ended on 17 November 2026. The description of the one that is asked for leaves out the operations of time off; else they differ in auto_payroll alone, and where reimbursements stand.",
      source: "https://docs.gusto.com/embedded-payroll/docs/version-upgrade-guide",
    },
    {
      path: "/v1/companies/{company_id}/payrolls/**",
      where: ["/response/body/*/auto_payroll", "/response/body/auto_payroll"],
      keyword: "undeclared",
      reason: "Its name since version 2025-11-15; it was auto_pilot.",
      source: "https://docs.gusto.com/app-integrations/changelog/v2025-11-15",
    },
    {
      path: "/oauth/token",
      where: ["/request/headers/content-type"],
      keyword: "content-type",
      reason: "Token endpoints take forms (RFC 6749, 4.1.3 and 6); this one takes JSON as well.",
      source: "https://docs.gusto.com/app-integrations/docs/oauth2",
    },
    {
      path: "/v1/companies/{company_id}/payrolls/{payroll_id}",
      where: [
        "/response/body/employee_compensations/*/gross_pay",
        "/response/body/employee_compensations/*/net_pay",
        "/response/body/employee_compensations/*/check_amount",
        "/response/body/employee_compensations/*/deductions/*/amount",
        "/response/body/employee_compensations/*/taxes/*/amount",
        "/response/body/employee_compensations/*/benefits/*/employee_deduction",
        "/response/body/employee_compensations/*/benefits/*/company_contribution",
      ],
      keyword: "type",
      reason: "Amounts come as text, as the description of the operation says; its schema says number.",
      source: "The description of get-v1-companies-company_id-payrolls-payroll_id, and the example Processed",
    },
    {
      path: "/v1/employees/{employee_id}",
      where: ["/response/body/current_home_address"],
      keyword: "undeclared",
      reason: "What `include` asks for is in the schema of the list alone.",
      source: "The schema Show-Employees",
    },
    {
      path: "/**",
      keyword: "status",
      where: ["/response/status"],
      reason:
        "Credentials that are refused are answered with 401, and at the token endpoint 400; no operation lists it.",
      source: "https://docs.gusto.com/app-integrations/docs/authentication",
    },
  ],
  rejectedExamples: [
    {
      example: "GET /v1/companies/{company_id}/locations success_status",
      reason: "Where a time should be it has a reference to the schema of times.",
    },
    ...[
      "POST /v1/jobs/{job_id}/compensations minimum_wage_adjusted",
      "GET /v1/jobs/{job_id}/compensations minimum_wage_adjusted",
      "GET /v1/compensations/{compensation_id} minimum_wage_adjusted",
      "PUT /v1/compensations/{compensation_id} minimum_wage_adjusted",
      "Compensation-List Example",
    ].map((example) => ({ example, reason: "Pay that does not say whose it is; whole answers do." })),
  ],
};
