import { type Answer, codec, type ErrorCode, fields, row } from "@opensme/core";
import * as z from "zod";

export const Trouble = row({
  ...fields(z.string(), "Message", "message", "Detail", "detail", "element"),
  code: codec.identifier,
});

/** The API writes its keys with capitals, the gateway before it without: https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes */
const Failure = z.union([
  z.object({ Fault: z.object({ Error: z.array(Trouble) }) }).transform(({ Fault }) => Fault.Error),
  z.object({ fault: z.object({ error: z.array(Trouble) }) }).transform(({ fault }) => fault.error),
]);

const troublesIn = ({ body }: Answer): readonly z.output<typeof Trouble>[] => Failure.safeParse(body).data ?? [];

const staleObject = "5010";
const throttled = ["3001", "003001"];

/** Details name who changed a record meanwhile, and whom a name belongs to: such names are left out. */
const detailOf = ({ Detail, detail, code }: z.output<typeof Trouble>): string | undefined =>
  code === staleObject ? undefined : (Detail || detail || undefined)?.replace(/\$\$.*?\$\$/g, "…");

const sentence = (trouble: z.output<typeof Trouble>): string =>
  [trouble.Message || trouble.message, detailOf(trouble)].filter(Boolean).join(": ");

export const messageOf = (troubles: readonly z.output<typeof Trouble>[]): string =>
  [...new Set(troubles.map(sentence))].join("; ");

/** The element is the field at fault, where it is told. */
export const readError = (answer: Answer) => {
  const troubles = troublesIn(answer);
  return {
    message: messageOf(troubles) || undefined,
    code: troubles[0]?.code || undefined,
    issues: troubles.flatMap((trouble) =>
      trouble.element ? [{ path: trouble.element, message: sentence(trouble) }] : [],
    ),
  };
};

const codes: Readonly<Record<string, ErrorCode>> = {
  "500": "unsupported",
  "610": "not_found",
  "5010": "conflict",
  "3001": "rate_limited",
  "003001": "rate_limited",
  "3200": "auth",
  "003200": "auth",
  "3100": "permission",
  "003100": "permission",
  "6190": "permission",
  "5020": "permission",
  "10000": "unavailable",
};

/** The status is often 400, and sometimes 200 or 403, where the code says more. */
export const classifyError = (answer: Answer): ErrorCode | undefined => codes[troublesIn(answer)[0]?.code ?? ""];

/** A failure may come with status 200. */
export const isFailure = (answer: Answer): boolean => troublesIn(answer).length > 0;

/** How long to wait is not always said; what counts is the minute: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/limits-and-throttles */
export const waitAfter = (answer: Answer): number | undefined =>
  answer.headers.has("retry-after") || !(answer.status === 429 || throttled.includes(troublesIn(answer)[0]?.code ?? ""))
    ? undefined
    : 60;
