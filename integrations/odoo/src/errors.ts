import type { Answer, ErrorCode } from "@opensme/core";
import * as z from "zod";

const Failure = z.looseObject({ name: z.string(), message: z.string().nullish() });

/** JSON-2 gives the failure as the answer, JSON-RPC within one of status 200. `debug` beside it is a traceback of the server's, and never passed on. */
const Answered = z.union([
  Failure,
  z
    .looseObject({ error: z.looseObject({ message: z.string().nullish(), data: Failure.nullish() }) })
    .transform(({ error }) => error.data ?? { name: "", message: error.message }),
]);

const said = ({ body }: Answer): z.output<typeof Failure> | undefined => Answered.safeParse(body).data;

/** The first line, without a value that was sent; the lines after it name users and records. */
const firstLine = (message: string): string => (message.split("\n")[0] ?? "").replace(/: '.*'$/, "");

/** What Odoo says of a failure: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html#dynamic-documentation */
export const readError = (answer: Answer): { message: string; code: string } | undefined => {
  const failure = said(answer);
  return failure && { message: firstLine(failure.message ?? ""), code: failure.name };
};

/** Whether an answer of status 200 is a failure, as all those of JSON-RPC are. */
export const isFailure = ({ body }: Answer): boolean =>
  z.looseObject({ jsonrpc: z.string(), error: z.looseObject({}) }).safeParse(body).success;

const codes: Readonly<Record<string, ErrorCode>> = {
  "odoo.exceptions.AccessDenied": "auth",
  "odoo.http.SessionExpiredException": "auth",
  "odoo.exceptions.AccessError": "permission",
  "odoo.exceptions.MissingError": "not_found",
  "odoo.exceptions.UserError": "invalid",
  "odoo.exceptions.ValidationError": "invalid",
  "odoo.exceptions.RedirectWarning": "invalid",
  "odoo.exceptions.LockError": "unavailable",
};

/** The name of the exception tells more than the status: an unknown field is a 500. */
export const classifyError = (answer: Answer): ErrorCode | undefined => {
  const name = said(answer)?.name ?? "";
  if (Object.hasOwn(codes, name)) return codes[name];
  if (/^builtins\.(?:ValueError|TypeError|KeyError|AttributeError|AssertionError)$/.test(name)) return "invalid";
  return answer.status < 400 ? "unavailable" : undefined;
};
