import { HTTPError, NetworkError } from "ky";
import type { HttpDeclaration } from "../connector/connector.ts";
import type { Answer } from "../connector/wire.ts";
import type { ErrorCode } from "../error-codes.ts";
import { OpenSMEError, reworded } from "../errors.ts";
import { type ConnectionState, remedies } from "../remedies.ts";

export type ErrorDeclaration = HttpDeclaration<never>["error"];

/** An answer of status 200 whose body is not what was asked for: broken off, or a web page. Worth another try. */
export class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
}

/** No answer within the time allowed. */
export class AttemptTimeout extends Error {
  override readonly name = "AttemptTimeout";
}

/** Whether the vendor says that the request failed, by the status or within an answer of status 200. */
export const isFailure = (declaration: ErrorDeclaration, answer: Answer): boolean => {
  if (answer.status >= 400) return true;
  return declared(() => declaration?.isFailure?.(answer)) ?? false;
};

/** What may be a telephone number, with what stands around it: a day, what is called an id, an id of many digits or a part of a longer word is none. */
const digits = /(?<![\p{L}\d.-])(?<!\bid:? ?)\+?\(?\d[\d ().-]{6,}\d(?![\p{L}\d-])/giu;

const isTelephone = (found: string): boolean => {
  const count = found.replace(/\D/g, "").length;
  const isAmount = /^\d+\.\d{1,4}$/.test(found);
  const isDay = /^\(?\d{4}-\d{2}-\d{2}\b/.test(found);
  return count >= 8 && count <= (found.startsWith("+") ? 15 : 11) && !isAmount && !isDay;
};

/** A vendor's words without e-mail addresses and telephone numbers: messages quote what was sent. */
export const withoutPersonalData = (words: string): string =>
  words
    .replace(/[^\s"'<>()[\],;:]+@[^\s"'<>()[\],;:]+/g, "…")
    .replace(digits, (found) => (isTelephone(found) ? "…" : found));

/** Seconds that the vendor asks to wait: in its own way, or by `Retry-After`, as seconds or as a date. */
export const waitOf = (declaration: ErrorDeclaration, answer: Answer): number | undefined => {
  const own = declared(() => declaration?.retryAfter?.(answer));
  if (own !== undefined) return own;
  const value = answer.headers.get("retry-after");
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  // By the clock that the date is of, where the vendor shows it.
  const now = Date.parse(answer.headers.get("date") ?? "") || Date.now();
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
};

export const codeOf = (declaration: ErrorDeclaration, answer: Answer | undefined): ErrorCode => {
  const status = answer?.status ?? 0;
  const own = answer && declared(() => declaration?.classify?.(answer));
  if (own) return own;
  if (status === 401) return "auth";
  if (status === 402 || status === 403) return "permission";
  if (status === 404 || status === 410) return "not_found";
  if (status === 409 || status === 412) return "conflict";
  if (status === 408) return "timeout";
  if (status === 429) return "rate_limited";
  return status >= 500 ? "unavailable" : "invalid";
};

/** Says what became of a request that failed, and what to do next. `refused`: how the connection stands if its credentials are refused; `conceal` takes credentials out of the vendor's words. */
export const explain = (
  connector: { id: string; name: string; http: { error?: ErrorDeclaration | undefined } },
  error: unknown,
  answer: Answer | undefined,
  request: { idempotent: boolean; method: string; path: string; refused: ConnectionState },
  conceal: (words: string) => string,
): OpenSMEError => {
  const where = `${request.method.toUpperCase()} ${request.path.replace(/\?.*$/, "")}`;
  if (OpenSMEError.is(error))
    return reworded(error, `${connector.name}: ${error.message}`, { connector: connector.id, cause: error });
  if (error instanceof HTTPError && answer) {
    const declaration = connector.http.error;
    const code = codeOf(declaration, answer);
    const state = code === "auth" ? request.refused : undefined;
    const retryAfter = waitOf(declaration, answer);
    const said = declared(() => declaration?.read?.(answer));
    const spoken = (words: string): string => conceal(withoutPersonalData(words));
    const message = said?.message && spoken(said.message);
    const passes = code === "unavailable" || code === "timeout";
    const uncertain = !request.idempotent && passes;
    const words = [
      `${connector.name} answered ${answer.status} to ${where}`,
      message ? `: ${message.replace(/[.\s]+$/, "")}. ` : ". ",
      uncertain
        ? "Whether the change was made is not known: look the record up before sending it again."
        : (remedies[state ?? code]?.en ?? ""),
      retryAfter ? ` The vendor asks to wait ${retryAfter} s.` : "",
    ];
    return new OpenSMEError(words.join("").trim(), {
      code: uncertain ? "unknown_outcome" : code,
      ...(state ? { state } : {}),
      retryable: code === "rate_limited" || (passes && !uncertain),
      connector: connector.id,
      status: answer.status,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(said?.issues ? { issues: said.issues.map(({ path, message }) => ({ path, message: spoken(message) })) } : {}),
      ...(said?.code ? { vendorCode: conceal(said.code) } : {}),
      ...requestIdOf(declaration, answer),
    });
  }
  // ky wraps what went wrong together with its request.
  const cause = error instanceof NetworkError ? error.cause : error;
  if (!request.idempotent) {
    return new OpenSMEError(
      `The answer of ${connector.name} to ${where} did not come, or not whole. Whether the change was made is not known: look the record up before sending it again.`,
      { code: "unknown_outcome", connector: connector.id, cause },
    );
  }
  if (cause instanceof UnreadableAnswer) {
    return new OpenSMEError(
      `${connector.name} answered ${where} with ${cause.message}. ${remedies.unavailable?.en} If it stays so, check the address in the connection's settings.`,
      { code: "mismatch", retryable: true, connector: connector.id, cause },
    );
  }
  const timedOut = cause instanceof AttemptTimeout;
  return new OpenSMEError(
    timedOut
      ? `${connector.name} gave ${cause.message} to ${where}. ${remedies.timeout?.en}`
      : `${connector.name} could not be reached for ${where}. Check the network. ${remedies.unavailable?.en}`,
    { code: timedOut ? "timeout" : "unavailable", retryable: true, connector: connector.id, cause },
  );
};

/** A declaration that fails on an answer of an unforeseen form does not hide the failure itself. */
const declared = <Result>(read: () => Result): Result | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

const requestIdOf = (declaration: ErrorDeclaration, answer: Answer): { requestId?: string } => {
  const id = declaration?.requestIdHeader === undefined ? null : answer.headers.get(declaration.requestIdHeader);
  return id === null ? {} : { requestId: id };
};
