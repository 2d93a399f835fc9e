import { type Answer, type ErrorCode, row } from "@opensme/core";
import * as z from "zod";
import { alone } from "./apps.ts";

const Envelope = row({
  code: z.union([z.string(), z.number()]),
  message: z.string(),
});

const envelopeOf = ({ body }: Answer): z.output<typeof Envelope> => Envelope.safeParse(alone(body)).data ?? {};

/** Every answer has the status 200; `code` tells. */
export const isFailure = (answer: Answer): boolean => String(envelopeOf(answer).code) !== "1";

export const readError = (answer: Answer): { message?: string | undefined; code?: string | undefined } => {
  const { code, message } = envelopeOf(answer);
  return {
    message: message || undefined,
    code: code === null || code === undefined ? undefined : String(code),
  };
};

const meanings: readonly (readonly [RegExp, ErrorCode])[] = [
  [/token|unauthori[sz]ed|đăng nhập/i, "auth"],
  [/permission|not allowed|forbidden|quyền/i, "permission"],
  [/too many|rate limit|quá nhiều/i, "rate_limited"],
  [/not (?:be )?found|not exist|không tồn tại|không tìm thấy/i, "not_found"],
  [/try again|maintenance|thử lại|bảo trì/i, "unavailable"],
];

/** There are no codes of errors, only words for them; an answer that does not even say that it failed is none of Base's. */
export const classifyError = (answer: Answer): ErrorCode | undefined => {
  if (answer.status >= 400) return undefined;
  const { code, message = "" } = envelopeOf(answer);
  if (code === undefined || code === null) return "unavailable";
  return meanings.find(([pattern]) => pattern.test(message ?? ""))?.[1];
};
