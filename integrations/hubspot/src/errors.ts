import { type Answer, type ErrorCode, fields, row } from "@opensme/core";
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

/** 423: so much was written that HubSpot locks what it is written to; 477: the account is being moved. Neither has been carried out. */
export const classifyError = ({ status }: Answer): ErrorCode | undefined =>
  status === 423 || status === 477 ? "rate_limited" : undefined;

/** Seconds after which the limits of moving spans leave room again; that of a day does not say when. */
const spans: Readonly<Record<string, number>> = { SECONDLY: 1, TEN_SECONDLY_ROLLING: 10 };

export const retryAfter = ({ status, headers, body }: Answer): number | undefined => {
  // A lock lasts for two seconds; how long a move takes is told by the header.
  if (status === 423) return 2;
  if (status !== 429 || headers.has("retry-after")) return undefined;
  return spans[Failure.safeParse(body).data?.policyName ?? ""];
};
