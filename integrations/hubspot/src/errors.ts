import { type Answer, fields, row } from "@opensme/core";
import * as z from "zod";

/** https://developers.hubspot.com/docs/reference/api/other-resources/error-handling */
const Failure = row({
  ...fields(z.string(), "message", "category", "policyName"),
  errors: z.array(
    row({
      message: z.string(),
      context: row({ propertyName: z.array(z.string()) }),
    }),
  ),
});

/** Messages quote the values that were sent. */
const withoutValues = (message: string): string => message.replace(/"(?:propertyValue|value)":"[^"]*"/g, '"value":"…"');

/** What is wrong with single properties names them. */
export const readError = ({ body }: Answer) => {
  const failure = Failure.safeParse(body).data;
  const details = failure?.errors ?? [];
  const messages = [failure?.message, ...details.map(({ message }) => message)].filter(Boolean);
  const message = [...new Set(messages)].join("; ");
  return {
    message: message ? withoutValues(message) : undefined,
    code: failure?.policyName || failure?.category || undefined,
    issues: details.flatMap(({ message: problem, context }) =>
      (context?.propertyName ?? []).map((name) => ({
        path: `properties.${name}`,
        message: withoutValues(problem ?? "is not valid"),
      })),
    ),
  };
};

/** Seconds after which the limits of moving spans leave room again; that of a day does not say when. */
const spans: Readonly<Record<string, number>> = { SECONDLY: 1, TEN_SECONDLY_ROLLING: 10 };

export const retryAfter = ({ status, headers, body }: Answer): number | undefined => {
  if (status !== 429 || headers.has("retry-after")) return undefined;
  return spans[Failure.safeParse(body).data?.policyName ?? ""];
};
