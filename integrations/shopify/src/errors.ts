import { type Answer, type ErrorCode, type Issue, row } from "@opensme/core";
import * as z from "zod";

const GraphQLError = row({
  message: z.string(),
  extensions: row({
    code: z.string(),
    /** What is wrong with a variable, by its fields. */
    problems: z.array(z.looseObject({ path: z.array(z.union([z.string(), z.int()])), explanation: z.string() })),
  }),
});
const Failed = z.looseObject({ errors: z.array(GraphQLError).min(1) });

const UserError = row({
  message: z.string(),
  code: z.string(),
  field: z.array(z.string()),
});
type UserError = Partial<z.output<typeof UserError>>;

const Payload = z.looseObject({ userErrors: z.array(UserError) });
const Answered = z.looseObject({ data: z.record(z.string(), z.unknown()) });

/** Refusals of the request itself, such as for its token, as text or as a list. */
const Rejected = row({
  errors: z.string().or(z.looseObject({})),
  error_description: z.string(),
});

interface Said {
  message?: string | undefined;
  code?: string | undefined;
  issues?: readonly Issue[];
}

const textOf = (errors: readonly UserError[]): string =>
  [...new Set(errors.flatMap(({ message }) => message || []))].join("; ");

const issuesIn = (errors: readonly UserError[]): Issue[] =>
  errors.flatMap(({ field, message }) =>
    field?.length ? [{ path: field.join("."), message: message || "is not valid" }] : [],
  );

const codeIn = (errors: readonly UserError[]): string | undefined => errors.find(({ code }) => code)?.code ?? undefined;

/** What Shopify says of a failure: `errors` of the whole request, or `userErrors` of a mutation, both with status 200. */
export const readError = ({ body }: Answer): Said | undefined => {
  const failed = Failed.safeParse(body).data?.errors;
  if (failed) {
    const extensions = failed.map((error) => error.extensions ?? {});
    const problems = extensions.flatMap((extension) => extension.problems ?? []);
    const issues = problems.map(({ path, explanation }) => ({ field: path.map(String), message: explanation }));
    return { message: textOf(failed), code: codeIn(extensions), issues: issuesIn(issues) };
  }
  const payloads = Object.values(Answered.safeParse(body).data?.data ?? {});
  const refusals = payloads.flatMap((payload) => Payload.safeParse(payload).data?.userErrors ?? []);
  if (refusals.length > 0) return { message: textOf(refusals), code: codeIn(refusals), issues: issuesIn(refusals) };
  const { errors, error_description } = Rejected.safeParse(body).data ?? {};
  const message = typeof errors === "string" ? errors : error_description;
  return message ? { message } : undefined;
};

/** Some fields of an answer can fail alone; what they would have told is not known then, so that the whole answer is not taken. */
export const isFailure = (answer: Answer): boolean => readError(answer) !== undefined;

/** https://shopify.dev/docs/api/admin-graphql#status_and_error_codes */
const codes: Readonly<Record<string, ErrorCode>> = {
  THROTTLED: "rate_limited",
  ACCESS_DENIED: "permission",
  SHOP_INACTIVE: "permission",
  INTERNAL_SERVER_ERROR: "unavailable",
  TIMEOUT: "unavailable",
  NOT_FOUND: "not_found",
  CHANGE_FROM_QUANTITY_STALE: "conflict",
  PRODUCT_DOES_NOT_EXIST: "not_found",
  PRODUCT_VARIANT_DOES_NOT_EXIST: "not_found",
};

export const classifyError = (answer: Answer): ErrorCode | undefined => {
  const { code, message } = readError(answer) ?? {};
  const known = code && codes[code];
  if (known) return known;
  if (message && /does(?: not|n't) exist$|could not be found|not found/i.test(message) && answer.status === 200)
    return "not_found";
  // 402: the shop is frozen until it pays; 423: it is locked; 430: Shopify takes the requests for an attack.
  return answer.status === 402 || answer.status === 423
    ? "permission"
    : answer.status === 430
      ? "rate_limited"
      : undefined;
};

const Cost = z.looseObject({
  extensions: z.looseObject({
    cost: z.looseObject({
      requestedQueryCost: z.number(),
      throttleStatus: z.looseObject({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
    }),
  }),
});

/** Seconds until the points that a query costs are there again: https://shopify.dev/docs/api/usage/limits#graphql-admin-api-rate-limits */
export const retryAfter = (answer: Answer): number | undefined => {
  if (classifyError(answer) !== "rate_limited") return undefined;
  const cost = Cost.safeParse(answer.body).data?.extensions.cost;
  if (!cost) return undefined;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  return Math.max(1, Math.ceil((cost.requestedQueryCost - currentlyAvailable) / restoreRate));
};
