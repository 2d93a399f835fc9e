import type { Answer, ErrorCode } from "@opensme/core";
import * as z from "zod";

const GraphQLErrors = z.array(
  z.looseObject({
    message: z.string().nullish(),
    extensions: z.looseObject({ code: z.string().nullish() }).nullish(),
  }),
);
const Failed = z.looseObject({ errors: GraphQLErrors.min(1) });

const UserErrors = z.array(
  z.looseObject({ message: z.string().nullish(), code: z.string().nullish(), field: z.array(z.string()).nullish() }),
);
const Payload = z.looseObject({ userErrors: UserErrors.min(1) });
const Refused = z.looseObject({ data: z.record(z.string(), z.unknown()) });

/** Refusals of the request itself, such as for its token, as text or as a list. */
const Rejected = z.looseObject({
  errors: z.string().or(z.looseObject({})).nullish(),
  error_description: z.string().nullish(),
});

interface Said {
  message?: string | undefined;
  code?: string | undefined;
  /** Of a mutation: the field of the input. */
  field?: string | undefined;
}

/** What Shopify says of a failure: `errors` of the whole request, or `userErrors` of a mutation, both with status 200. */
const said = ({ body }: Answer): Said | undefined => {
  const failed = Failed.safeParse(body).data?.errors[0];
  if (failed) return { message: failed.message ?? undefined, code: failed.extensions?.code ?? undefined };
  for (const payload of Object.values(Refused.safeParse(body).data?.data ?? {})) {
    const refusal = Payload.safeParse(payload).data?.userErrors[0];
    if (refusal)
      return {
        message: refusal.message ?? undefined,
        code: refusal.code ?? undefined,
        field: refusal.field?.join("."),
      };
  }
  const rejected = Rejected.safeParse(body).data;
  if (typeof rejected?.errors === "string") return { message: rejected.errors };
  return rejected?.error_description ? { message: rejected.error_description } : undefined;
};

/** Some fields of an answer can fail alone; what they would have told is not known then, so that the whole answer is not taken. */
export const isFailure = (answer: Answer): boolean => {
  const found = said(answer);
  return found !== undefined && (found.message !== undefined || found.code !== undefined);
};

/** Messages may quote what was sent. */
const withoutPersonalData = (message: string): string => message.replace(/\S+@\S+|\+?\d[\d ().-]{6,}\d/g, "…");

export const readError = (answer: Answer): { message?: string | undefined; code?: string | undefined } | undefined => {
  const found = said(answer);
  if (!found) return undefined;
  const message = [found.field, found.message && withoutPersonalData(found.message)].filter(Boolean).join(": ");
  return { message, code: found.code };
};

/** https://shopify.dev/docs/api/admin-graphql#status_and_error_codes */
const codes: Readonly<Record<string, ErrorCode>> = {
  THROTTLED: "rate_limited",
  ACCESS_DENIED: "permission",
  SHOP_INACTIVE: "permission",
  INTERNAL_SERVER_ERROR: "unavailable",
  TIMEOUT: "unavailable",
  NOT_FOUND: "not_found",
  PRODUCT_DOES_NOT_EXIST: "not_found",
  PRODUCT_VARIANT_DOES_NOT_EXIST: "not_found",
};

export const classifyError = (answer: Answer): ErrorCode | undefined => {
  const { code, message } = said(answer) ?? {};
  const known = code && codes[code];
  if (known) return known;
  if (message && /does(?: not|n't) exist$|could not be found|not found/i.test(message) && answer.status === 200)
    return "not_found";
  // 423: the shop is locked; 430: Shopify takes the requests for an attack.
  return answer.status === 423 ? "permission" : answer.status === 430 ? "rate_limited" : undefined;
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
