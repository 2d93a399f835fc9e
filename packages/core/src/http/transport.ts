import ky, { HTTPError } from "ky";
import type { HttpDeclaration } from "../connector/connector.ts";
import type { Answer, Api, Json, Query, Wire } from "../connector/wire.ts";
import { OpenSMEError } from "../errors.ts";
import { type Auth, authorizer, type Proof, type TokenStore } from "./auth.ts";
import {
  AttemptTimeout,
  codeOf,
  type ErrorDeclaration,
  explain,
  isFailure,
  UnreadableAnswer,
  waitOf,
} from "./explain.ts";
import { parseJson } from "./json.ts";
import { pacer, stopped } from "./pace.ts";

export interface TransportOptions {
  tokens: TokenStore;
  /** Fetches sensitive fields too: national ids, bank accounts, pay, birth dates, health. */
  sensitive?: boolean | undefined;
  /** How many elements a page is to hold, where the vendor lets it be chosen; what the connector declares unless given. */
  pageSize?: number | undefined;
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

/** The header by which requests prove who sends them. */
const proofHeader = (auth: Auth): string =>
  (auth.kind === "header" ? auth.name : auth.kind === "oauth2" ? auth.header : undefined) ?? "authorization";

/** Where a request to an address goes on a connection: to the gateway, where it has one. */
export const through = (gateway: string | undefined, { host, pathname, search, href }: URL): string =>
  gateway ? `${gateway.replace(/\/$/, "")}/${host}${pathname}${search}` : href;

/** Shorter texts are no credentials, and stand in too many words. */
const shortestSecret = 4;

const redirects = [301, 302, 303, 307, 308];

/** Builds the one way in which a connection talks to its vendor. */
export const transport = <Config>(
  connector: Speaker<Config>,
  config: Config,
  options: TransportOptions,
  secrets: readonly string[] = [],
): Api => {
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

  const attempt = async (url: URL, init: RequestInit, signal: AbortSignal | undefined): Promise<Answer> => {
    const release = await pace(signal);
    const limit = AbortSignal.timeout(timeout);
    try {
      const bounded = signal ? AbortSignal.any([signal, limit]) : limit;
      let response = await fetch(through(gateway, url), { ...init, redirect: "manual", signal: bounded });
      for (let hop = 0; redirects.includes(response.status) && hop < 5; hop += 1) {
        const target = allowed(new URL(response.headers.get("location") ?? "", url).href);
        const headers = new Headers(init.headers);
        if (target.host !== url.host) headers.delete(proofHeader(auth));
        response = await fetch(through(gateway, target), { ...init, headers, redirect: "manual", signal: bounded });
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
      const answer = await attempt(allowed(url), init, options.signal);
      return { status: answer.status, body: answer.body, retryAfter: waitOf(undefined, answer) };
    } catch (error) {
      if (OpenSMEError.is(error)) throw error;
      return { status: 503, body: undefined };
    }
  });
  if (auth.kind === "oauth2") hosts.add(new URL(auth.tokenUrl).host);

  let proof: readonly string[] = [];
  /** Vendors quote what they refuse. */
  const conceal = (words: string): string =>
    [...secrets, ...proof].reduce(
      (text, secret) => (secret.length < shortestSecret ? text : text.replaceAll(secret, "***")),
      words,
    );

  const authorised = async (url: URL, request: Request, signal: AbortSignal | undefined): Promise<Answer> => {
    const prove = ({ headers = {}, query = {}, form = {} }: Proof): Promise<Answer> => {
      proof = Object.values({ ...headers, ...query, ...form }).map((value) => value.replace(/^\S+ /, ""));
      const target = new URL(url);
      // What a request itself carries stays: a vendor's second API may want credentials of its own.
      for (const [name, value] of Object.entries(query))
        if (!target.searchParams.has(name)) target.searchParams.set(name, value);
      const fields = auth.kind === "form" ? { ...form, ...request.form } : request.form;
      return attempt(target, initOf({ ...request, form: fields, headers: { ...headers, ...request.headers } }), signal);
    };
    const first = await authority.proof();
    const answer = await prove(first);
    if (answer.status !== 401 || !authority.renew) return answer;
    await authority.renew(first);
    return prove(await authority.proof());
  };

  const envelope = http.envelope?.(config);
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
    declared: Wire & { path: string },
    shared: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> => {
    const whole = { ...declared, headers: { ...lowerCase(shared), ...lowerCase(declared.headers) } };
    const wire = envelope ? envelope.wrap(whole) : whole;
    const method = wire.method ?? "get";
    const url = allowed(addressOf(base, wire));
    const headers: Record<string, string> = {
      accept: "application/json",
      ...lowerCase(http.headers?.(config)),
      ...lowerCase(wire.headers),
    };
    const idempotent =
      method === "get" ||
      wire.idempotent === true ||
      (http.idempotencyHeader !== undefined && http.idempotencyHeader.toLowerCase() in headers);
    const request: Request = { method, headers, body: wire.body, form: wire.form };

    let answer: Answer | undefined;
    try {
      await ky(url, {
        method,
        timeout: false,
        fetch: async () => {
          answer = undefined;
          answer = await authorised(url, request, signal);
          return new Response(null, { status: statusOf(http.error, answer), headers: waitIn(http.error, answer) });
        },
        retry: {
          limit: retries,
          methods: [method],
          jitter: (delay) => delay * (0.5 + Math.random() / 2),
          backoffLimit: 20_000,
          shouldRetry: ({ error }) => {
            if (OpenSMEError.is(error))
              return error.retryable && (error.retryAfter ?? 0) <= longestWait && !signal?.aborted && idempotent;
            if (error instanceof HTTPError) {
              const wait = answer && waitOf(http.error, answer);
              if (wait !== undefined && wait > longestWait) return false;
              const code = codeOf(http.error, answer);
              // Refused unread, so even a write may be sent again. Undefined leaves it to ky, which keeps to Retry-After.
              if (code === "rate_limited") return undefined;
              return idempotent && (code === "unavailable" || code === "timeout") ? undefined : false;
            }
            return idempotent;
          },
        },
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw stopped(signal);
      throw explain(connector, error, answer, { idempotent, method, path: declared.path }, conceal);
    }
    const received = answer as unknown as Answer;
    return envelope ? { ...received, body: envelope.unwrap(received.body) } : received;
  };

  return {
    sensitive: options.sensitive ?? false,
    pageSize: options.pageSize,
    config: config as Readonly<Record<string, unknown>>,
    request: async (wire, { signal = options.signal } = {}) => send(wire, await sessionHeaders(), signal),
  };
};

/** A request as it goes out, but for what authorises it. */
interface Request {
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Json | undefined;
  form: Query | undefined;
}

const initOf = ({ method, headers, body, form }: Request): RequestInit => ({
  method: method.toUpperCase(),
  ...(form
    ? {
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        body: new URLSearchParams(given(form)).toString(),
      }
    : body === undefined
      ? { headers }
      : { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) }),
});

const given = (fields: Query): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));

/** The status by which ky knows what can be tried again, whatever status the vendor gives it. */
const statusOf = (declaration: ErrorDeclaration, answer: Answer): number => {
  if (answer.status < 400 && !isFailure(declaration, answer)) return answer.status;
  const code = codeOf(declaration, answer);
  if (code === "rate_limited") return 429;
  return code === "unavailable" || code === "timeout" ? 503 : Math.max(answer.status, 400);
};

/** The answer's headers, with the time to wait where ky looks for it. */
const waitIn = (declaration: ErrorDeclaration, answer: Answer): Headers => {
  const wait = waitOf(declaration, answer);
  const headers = new Headers(answer.headers);
  if (wait !== undefined) headers.set("retry-after", String(wait));
  return headers;
};

const lowerCase = (headers: Readonly<Record<string, string>> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

const addressOf = (base: string, wire: Wire & { path: string }): string => {
  const url = new URL(/^https?:\/\//.test(wire.path) ? wire.path : `${base.replace(/\/$/, "")}${wire.path}`);
  for (const [name, value] of given(wire.query ?? {})) url.searchParams.set(name, value);
  return url.href;
};

const parse = (text: string, response: Response): unknown => {
  if (text === "") return undefined;
  try {
    return parseJson(text);
  } catch {
    if (!response.ok) return undefined;
    throw new UnreadableAnswer(
      /^\s*</.test(text) ? "a web page or XML instead of JSON" : "a JSON text that breaks off or is not valid",
    );
  }
};
