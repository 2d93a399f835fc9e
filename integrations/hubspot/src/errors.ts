import type { Answer } from "@opensme/core";
import * as z from "zod";

/** https://developers.hubspot.com/docs/reference/api/other-resources/error-handling */
const Failure = z.object({
  message: z.string().nullish(),
  category: z.string().nullish(),
  policyName: z.string().nullish(),
  errors: z.array(z.object({ message: z.string().nullish() })).nullish(),
});

/** Messages quote what was sent: addresses, telephone numbers and values are left out; ids of records stay. */
const withoutValues = (message: string): string =>
  message
    .replace(/[^\s"'<>]+@[^\s"'<>]+/g, "…")
    .replace(/(\bid:? )?\+?\d[\d ().-]{7,}\d/gi, (digits, isId) => (isId || /^\d{12,}$/.test(digits) ? digits : "…"))
    .replace(/"(?:propertyValue|value)":"[^"]*"/g, '"value":"…"');

export const readError = ({ body }: Answer): { message?: string | undefined; code?: string | undefined } => {
  const failure = Failure.safeParse(body).data;
  const details = failure?.errors?.flatMap(({ message }) => message || []) ?? [];
  const message = [...new Set([failure?.message, ...details].filter(Boolean))].join("; ");
  return {
    message: message ? withoutValues(message) : undefined,
    code: failure?.policyName || failure?.category || undefined,
  };
};

/** Seconds after which the limits of moving spans leave room again; that of a day does not say when. */
const spans: Readonly<Record<string, number>> = { SECONDLY: 1, TEN_SECONDLY_ROLLING: 10 };

export const retryAfter = ({ status, headers, body }: Answer): number | undefined => {
  if (status !== 429 || headers.has("retry-after")) return undefined;
  return spans[Failure.safeParse(body).data?.policyName ?? ""];
};
