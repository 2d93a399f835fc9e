import ky, { HTTPError } from "ky";
import type { HttpDeclaration } from "../connector/connector.ts";
import type { Answer, Api, Wire } from "../connector/wire.ts";
import { type ErrorCode, OpenSMEError } from "../errors.ts";
import { authorizer, type TokenStore } from "./auth.ts";
import { pacer, stopped } from "./pace.ts";

export interface TransportOptions {
  tokens: TokenStore;
  /** Fetches sensitive fields too: national ids, bank accounts, pay, birth dates, health. */
  sensitive?: boolean | undefined;
  /** Address of a gateway that answers `GATEWAY/<host>/<path>` in place of `https://<host>/<path>`: a simulated vendor, or a recording proxy. */
  gateway?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds that one attempt may take. */
  timeout?: number | undefined;
  /** How often a request that may be repeated is tried again. */
  retries?: number | undefined;
  /** Seconds that a vendor may ask to wait before a retry; beyond it the call fails with `rate_limited` and says when to come back. */
  longestWait?: number | undefined;
}

/** The part of a connector that says how it talks. */
interface Speaker<Config> {
  readonly id: string;
  readonly name: string;
  readonly http: HttpDeclaration<Config>;
}

type ErrorDeclaration = HttpDeclaration<never>["error"];

const redirects = [301, 302, 303, 307, 308];

/** An answer of status 200 whose body is not what was asked for: broken off, or a web page. Worth another try. */
class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
}

/** No answer within the time allowed. */
class AttemptTimeout extends Error {
  override readonly name = "AttemptTimeout";
}

/** Builds the one way in which a connection talks to its vendor. */
export const transport = <Config>(connector: Speaker<Config>, config: Config, options: TransportOptions): Api => {
  const { http } = connector;
  const { gateway, timeout = 60_000, retries = 4, longestWait = 120 } = options;
  const base = typeof http.baseUrl === "string" ? http.baseUrl : http.baseUrl(config);
  const extra = typeof http.hosts === "function" ? http.hosts(config) : (http.hosts ?? []);
  const auth = http.auth(config);
  const hosts = new Set([new URL(base).host, ...extra]);
  const pace = pacer(http.limits ?? []);

  const allowed = (address: string): URL => {
    const url = new URL(address);
    if (url.protocol === "https:" && hosts.has(url.host)) return url;
    throw new OpenSMEError(
      `Refused to send a request to ${url.host}: ${connector.name} may only be asked at ${[...hosts].join(", ")} over https.`,
      { code: "unsupported", connector: connector.id },
    );
  };
  const reroute = (url: URL): string =>
    gateway ? `${gateway.replace(/\/$/, "")}/${url.host}${url.pathname}${url.search}` : url.href;

  const attempt = async (url: URL, init: RequestInit, signal: AbortSignal | undefined): Promise<Answer> => {
    const release = await pace(signal);
    const limit = AbortSignal.timeout(timeout);
    try {
      const bounded = signal ? AbortSignal.any([signal, limit]) : limit;
      let response = await fetch(reroute(url), { ...init, redirect: "manual", signal: bounded });
      for (let hop = 0; redirects.includes(response.status) && hop < 5; hop += 1) {
        const target = allowed(new URL(response.headers.get("location") ?? "", url).href);
        const headers = new Headers(init.headers);
        if (target.host !== url.host) headers.delete("authorization");
        response = await fetch(reroute(target), { ...init, headers, redirect: "manual", signal: bounded });
      }
      return { status: response.status, headers: response.headers, body: parse(await response.text(), response) };
    } catch (error) {
      if (signal?.aborted) throw stopped(signal);
      if (limit.aborted) throw new AttemptTimeout(`no answer within ${timeout / 1000} s`);
      throw error;
    } finally {
      release();
    }
  };

  const authority = authorizer(auth, options.tokens, async (url, form, headers) => {
    const init = {
      method: "POST",
      body: form.toString(),
      headers: { ...headers, accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    };
    try {
      return await attempt(allowed(url), init, options.signal);
    } catch (error) {
      if (OpenSMEError.is(error)) throw error;
      return { status: 503, body: undefined };
    }
  });
  if (auth.kind === "oauth2") hosts.add(new URL(auth.tokenUrl).host);

  const authorised = async (url: URL, init: RequestInit, signal: AbortSignal | undefined): Promise<Answer> => {
    const credentials = await authority.headers();
    const prove = (proof: Record<string, string>): Promise<Answer> =>
      attempt(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...proof } }, signal);
    const answer = await prove(credentials);
    if (answer.status !== 401 || !authority.renew) return answer;
    await authority.renew(credentials);
    return prove(await authority.headers());
  };

  const session = http.session?.(config);
  let opened: Promise<Readonly<Record<string, string>>> | undefined;
  const sessionHeaders = async (): Promise<Readonly<Record<string, string>>> => {
    if (!session) return {};
    opened ??= send(session.request, {}, options.signal).then(({ body }) => session.headers(body));
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };

  const send = async (
    wire: Wire & { path: string },
    shared: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> => {
    const method = wire.method ?? "get";
    const url = allowed(addressOf(base, wire));
    const headers: Record<string, string> = {
      accept: "application/json",
      ...(wire.body === undefined ? {} : { "content-type": "application/json" }),
      ...lowerCase(http.headers?.(config)),
      ...lowerCase(shared),
      ...lowerCase(wire.headers),
    };
    const idempotent =
      method === "get" ||
      wire.idempotent === true ||
      (http.idempotencyHeader !== undefined && http.idempotencyHeader.toLowerCase() in headers);
    const init: RequestInit = {
      method: method.toUpperCase(),
      headers,
      ...(wire.body === undefined ? {} : { body: JSON.stringify(wire.body) }),
    };

    let answer: Answer | undefined;
    try {
      await ky(url, {
        method,
        timeout: false,
        fetch: async () => {
          answer = undefined;
          answer = await authorised(url, init, signal);
          return new Response(null, { status: answer.status, headers: answer.headers });
        },
        retry: {
          limit: retries,
          methods: [method],
          jitter: (delay) => delay * (0.5 + Math.random() / 2),
          backoffLimit: 20_000,
          shouldRetry: ({ error }) => {
            if (OpenSMEError.is(error)) return error.retryable && !signal?.aborted && idempotent;
            if (error instanceof HTTPError) {
              const wait = waitOf(error.response.headers);
              if (wait !== undefined && wait > longestWait) return false;
              // Refused unread, so even a write may be sent again. Undefined leaves it to ky, which keeps to Retry-After.
              return idempotent || codeOf(http.error, answer) === "rate_limited" ? undefined : false;
            }
            return idempotent;
          },
        },
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw stopped(signal);
      throw explain(connector, error, answer, { idempotent, method, path: wire.path });
    }
    return answer as unknown as Answer;
  };

  return {
    sensitive: options.sensitive ?? false,
    config: config as Readonly<Record<string, unknown>>,
    request: async (wire, { signal = options.signal } = {}) => send(wire, await sessionHeaders(), signal),
  };
};

const lowerCase = (headers: Readonly<Record<string, string>> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

const addressOf = (base: string, wire: Wire & { path: string }): string => {
  const url = new URL(/^https?:\/\//.test(wire.path) ? wire.path : `${base.replace(/\/$/, "")}${wire.path}`);
  for (const [name, value] of Object.entries(wire.query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
};

const parse = (text: string, response: Response): unknown => {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    if (!response.ok) return undefined;
    throw new UnreadableAnswer(
      /^\s*</.test(text) ? "a web page or XML instead of JSON" : "a JSON text that breaks off or is not valid",
    );
  }
};

/** Seconds that `Retry-After` asks for, given as seconds or as a date. */
const waitOf = (headers: Headers): number | undefined => {
  const value = headers.get("retry-after");
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
};

const codeOf = (declaration: ErrorDeclaration, answer: Answer | undefined): ErrorCode => {
  const status = answer?.status ?? 0;
  const own = answer && declaration?.classify?.(answer);
  if (own) return own;
  if (status === 401) return "auth";
  if (status === 402 || status === 403) return "permission";
  if (status === 404 || status === 410) return "not_found";
  if (status === 409 || status === 412) return "conflict";
  if (status === 408) return "timeout";
  if (status === 429) return "rate_limited";
  return status >= 500 ? "unavailable" : "invalid";
};

const remedies: Partial<Record<ErrorCode, string>> = {
  auth: "Check the credentials of this connection.",
  permission: "Give the credentials the right to see this, or leave the resource out.",
  not_found: "Check the id, and the address in the connection's settings.",
  conflict: "Read the record again and repeat the change on its present state.",
  rate_limited: "Wait, then run again; it goes on from where it stopped.",
  unavailable: "Try again later; a sync goes on from where it stopped.",
  timeout: "Try again later; a sync goes on from where it stopped.",
};

const explain = (
  connector: { id: string; name: string; http: { error?: ErrorDeclaration | undefined } },
  error: unknown,
  answer: Answer | undefined,
  request: { idempotent: boolean; method: string; path: string },
): OpenSMEError => {
  const where = `${request.method.toUpperCase()} ${request.path.replace(/\?.*$/, "")}`;
  if (OpenSMEError.is(error)) {
    return new OpenSMEError(`${connector.name}: ${error.message}`, {
      code: error.code,
      retryable: error.retryable,
      connector: connector.id,
      cause: error,
      ...(error.status === undefined ? {} : { status: error.status }),
      ...(error.vendorCode === undefined ? {} : { vendorCode: error.vendorCode }),
    });
  }
  if (error instanceof HTTPError && answer) {
    const declaration = connector.http.error;
    const code = codeOf(declaration, answer);
    const retryAfter = waitOf(answer.headers);
    const said = readError(declaration, answer);
    const uncertain = !request.idempotent && [502, 503, 504].includes(answer.status) && code === "unavailable";
    const words = [
      `${connector.name} answered ${answer.status} to ${where}`,
      said?.message ? `: ${said.message.replace(/[.\s]+$/, "")}. ` : ". ",
      uncertain
        ? "Whether the change was made is not known: look the record up before sending it again."
        : (remedies[code] ?? ""),
      retryAfter ? ` The vendor asks to wait ${retryAfter} s.` : "",
    ];
    return new OpenSMEError(words.join("").trim(), {
      code: uncertain ? "unknown_outcome" : code,
      retryable: code === "rate_limited" || code === "unavailable" || code === "timeout",
      connector: connector.id,
      status: answer.status,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(said?.code ? { vendorCode: said.code } : {}),
      ...requestIdOf(declaration, answer),
    });
  }
  if (error instanceof UnreadableAnswer) {
    return new OpenSMEError(
      `${connector.name} answered ${where} with ${error.message}. ${remedies.unavailable} If it stays so, check the address in the connection's settings.`,
      { code: "mismatch", retryable: true, connector: connector.id, cause: error },
    );
  }
  if (!request.idempotent) {
    return new OpenSMEError(
      `The connection to ${connector.name} broke during ${where}. Whether the change was made is not known: look the record up before sending it again.`,
      { code: "unknown_outcome", connector: connector.id, cause: error },
    );
  }
  const timedOut = error instanceof AttemptTimeout;
  return new OpenSMEError(
    timedOut
      ? `${connector.name} gave ${error.message} to ${where}. ${remedies.timeout}`
      : `${connector.name} could not be reached for ${where}. Check the network. ${remedies.unavailable}`,
    { code: timedOut ? "timeout" : "unavailable", retryable: true, connector: connector.id, cause: error },
  );
};

const readError = (
  declaration: ErrorDeclaration,
  answer: Answer,
): { message?: string | undefined; code?: string | undefined } | undefined => {
  try {
    return declaration?.read?.(answer);
  } catch {
    return undefined;
  }
};

const requestIdOf = (declaration: ErrorDeclaration, answer: Answer): { requestId?: string } => {
  const id = declaration?.requestIdHeader === undefined ? null : answer.headers.get(declaration.requestIdHeader);
  return id === null ? {} : { requestId: id };
};
