import { type Answer, type ErrorCode, row } from "@opensme/core";
import * as z from "zod";

const Envelope = row({
  status: z.union([z.number(), z.string()]),
  error: z.union([z.string(), z.number(), z.boolean()]),
  messages: z.record(z.string(), z.unknown()),
  message: z.string(),
});

const envelopeOf = ({ body }: Answer): z.output<typeof Envelope> => Envelope.safeParse(body).data ?? {};

/** A status of HTTP, whatever that of the answer itself. */
const statusIn = (answer: Answer): number => {
  const status = Number(envelopeOf(answer).status);
  return status >= 400 ? status : answer.status;
};

/** Failures have the status 200 too: https://developer.sepay.vn/en/sepay-api/v2/nang-cap-tu-v1 */
export const isFailure = (answer: Answer): boolean => {
  const { error, messages } = envelopeOf(answer);
  return isRefusedToken(answer) || statusIn(answer) >= 400 || Boolean(error) || messages?.["success"] === false;
};

/** A token that is not known is answered with nothing at all. */
const isRefusedToken = ({ status, body }: Answer): boolean => status === 200 && body === undefined;

export const readError = (answer: Answer): { message?: string | undefined; code?: string | undefined } => {
  const { error, messages, message } = envelopeOf(answer);
  const said = Object.values(messages ?? {}).find((text) => typeof text === "string");
  // Messages may quote the account that was asked for.
  return {
    message: (said ?? message ?? (typeof error === "string" ? error : undefined))?.replace(/\d{6,}/g, "…"),
    code: error ? String(error) : undefined,
  };
};

const codes: Readonly<Record<number, ErrorCode>> = {
  401: "auth",
  403: "permission",
  404: "not_found",
  429: "rate_limited",
  500: "unavailable",
  503: "unavailable",
};

export const classifyError = (answer: Answer): ErrorCode | undefined =>
  isRefusedToken(answer) ? "auth" : codes[statusIn(answer)];

/** https://developer.sepay.vn/en/sepay-api/v1/gioi-thieu */
export const retryAfter = ({ headers }: Answer): number | undefined => {
  const seconds = Number.parseFloat(headers.get("x-sepay-userapi-retry-after") ?? "");
  return seconds >= 0 ? seconds : undefined;
};
