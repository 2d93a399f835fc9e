import ky, { HTTPError } from "ky";
import type { Api } from "../connector/api.ts";
import type { HttpDeclaration } from "../connector/connector.ts";
import type { Answer, Json, Query, Wire } from "../connector/wire.ts";
import { OpenSMEError } from "../errors.ts";
import type { ConnectionState } from "../remedies.ts";
import { loginName, type Pass, type Proof, type SignedRequest } from "./auth.ts";
import { authorizer } from "./authorizer.ts";
import {
  AttemptTimeout,
  codeOf,
  type ErrorDeclaration,
  explain,
  isFailure,
  UnreadableAnswer,
  waitOf,
} from "./explain.ts";
import { chunksOf, patient } from "./file.ts";
import { parseJson } from "./json.ts";
import { type Clock, type Pace, pacer, stopped } from "./pace.ts";
import type { Token, TokenStore } from "./tokens.ts";

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
  /** The moment that requests are signed for; the machine's clock unless given. */
  now?: (() => Date) | undefined;
  /** Waits, before each request, for what the connection shares with others: the limit of an app that all its accounts go through. */
  pace?: Pace | undefined;
  /** The clock that requests are paced by, for tests that do not want to wait; the real one unless given. */
  clock?: Clock | undefined;
}

/** The part of a connector that says how it talks. */
interface Speaker<Config> {
  readonly id: string;
  readonly name: string;
  readonly http: HttpDeclaration<Config>;
}

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
  const { gateway, timeout = 60_000, retries = 4, longestWait = 120, now = () => new Date() } = options;
  const base = typeof http.baseUrl === "string" ? http.baseUrl : http.baseUrl(config);
  const extra = typeof http.hosts === "function" ? http.hosts(config) : (http.hosts ?? []);
  const auth = http.auth(config);
  const hosts = new Set([new URL(base).host, ...extra]);
  const enter = pacer(http.limits ?? [], options.clock);

  const allowed = (address: string): URL => {
    const url = new URL(address);
    if (url.protocol === "https:" && hosts.has(url.host)) return url;
    throw new OpenSMEError(
      `Refused to send a request to ${url.host}: ${connector.name} may only be asked at ${[...hosts].join(", ")} over https.`,
      { code: "unsupported", connector: connector.id },
    );
  };

  let shown: readonly string[] = [];
  /** Vendors quote what they refuse. */
  const conceal = (words: string): string =>
    [...secrets, ...shown].reduce(
      (text, secret) => (secret.length < shortestSecret ? text : text.replaceAll(secret, "***")),
      words,
    );

  /** Goes where the vendor points, within the allowed hosts. What authorises a request stays at its own. */
  const followed = async (url: URL, init: Sent, own: readonly string[], signal: AbortSignal): Promise<Response> => {
    let response = await fetch(through(gateway, url), { ...init, redirect: "manual", signal });
    for (let hop = 0; redirects.includes(response.status) && hop < 5; hop += 1) {
      const location = response.headers.get("location");
      if (location === null || !URL.canParse(location, url.href)) break;
      const target = allowed(new URL(location, url).href);
      const headers = new Headers(init.headers);
      if (target.host !== url.host) for (const name of ["authorization", "cookie", ...own]) headers.delete(name);
      // See Other: what was asked for is done, and the target tells of it.
      const asked = response.status === 303 ? { headers, method: "GET" } : { ...init, headers };
      response = await fetch(through(gateway, target), { ...asked, redirect: "manual", signal });
    }
    if (response.status >= 300 && response.status < 400)
      throw new UnreadableAnswer(`status ${response.status}, which leads nowhere`);
    return response;
  };

  const attempt = async (
    bare: URL,
    request: Request,
    { prove, token }: Pass,
    signal: AbortSignal | undefined,
  ): Promise<Answer> => {
    const release = await enter(signal);
    await options.pace?.(signal).catch((error: unknown) => {
      release();
      throw error;
    });
    const limit = AbortSignal.timeout(timeout);
    try {
      const bounded = signal ? AbortSignal.any([signal, limit]) : limit;
      const proof = prove((part) => signable(dressed(bare, request, part)));
      shown = secretsIn(proof, token);
      const { url, init } = dressed(bare, request, proof);
      const response = await followed(url, init, Object.keys(proof.headers ?? {}), bounded);
      return { status: response.status, headers: response.headers, body: parse(await textOf(response), response) };
    } catch (error) {
      if (signal?.aborted) throw stopped(signal);
      if (limit.aborted) throw new AttemptTimeout(`no answer within ${timeout / 1000} s`);
      throw error;
    } finally {
      release();
    }
  };

  const isRefused = (answer: Answer): boolean =>
    answer.status === 401 || (isFailure(http.error, answer) && codeOf(http.error, answer) === "auth");

  if (auth.kind === "oauth2") hosts.add(new URL(auth.tokenUrl).host);
  const pass = authorizer(
    auth,
    options.tokens,
    async (wire, prove = () => ({})) => {
      const request = {
        method: wire.method ?? "get",
        headers: { accept: "application/json", ...lowerCase(wire.headers) },
        body: wire.body,
        form: wire.form,
      };
      try {
        const answer = await attempt(allowed(addressOf(base, wire)), request, { prove }, options.signal);
        const failure = isFailure(http.error, answer) ? codeOf(http.error, answer) : undefined;
        return { ...answer, failure, retryAfter: waitOf(http.error, answer) };
      } catch (error) {
        if (OpenSMEError.is(error)) throw error;
        return { status: 503, headers: new Headers(), body: undefined, failure: "unavailable", retryAfter: undefined };
      }
    },
    now,
  );

  const authorised = async (url: URL, request: Request, signal: AbortSignal | undefined): Promise<Answer> => {
    const current = await pass();
    const { renew } = current;
    const answer = await attempt(url, request, current, signal);
    if (!renew || !isRefused(answer)) return answer;
    await renew();
    return attempt(url, request, await pass(), signal);
  };

  /** How the connection stands if what it proves itself with is refused: a token that was just given, or what the settings hold. */
  const refused: ConnectionState = loginName(auth) === undefined ? "wrong-credentials" : "revoked";
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
          const given = await authorised(url, request, signal);
          if (method === "get" && given.status === 200 && given.body === undefined && !isFailure(http.error, given))
            throw new UnreadableAnswer("an empty text instead of JSON");
          answer = given;
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
      throw explain(connector, error, answer, { idempotent, method, path: declared.path, refused }, conceal);
    }
    const received = answer as unknown as Answer;
    return envelope ? { ...received, body: envelope.unwrap(received.body) } : received;
  };

  /** A file at the API's own host is a request like any other; elsewhere its address is what opens it. */
  const openFile = async (url: URL, signal: AbortSignal | undefined): Promise<Download> => {
    const isOwn = url.host === new URL(base).host;
    const release = isOwn ? await enter(signal) : () => undefined;
    const patience = patient(timeout, signal);
    try {
      if (isOwn) await options.pace?.(signal);
      const current = isOwn ? await pass() : undefined;
      const proof: Proof = current?.prove((part) => signable(dressed(url, asFile, part))) ?? {};
      if (isOwn) shown = secretsIn(proof, current?.token);
      const { url: whole, init } = dressed(url, asFile, proof);
      const response = await patience.within(followed(whole, init, Object.keys(proof.headers ?? {}), patience.signal));
      const { status, headers } = response;
      if (status < 400) return { answer: { status, headers, body: undefined }, file: chunksOf(response, patience) };
      const body = parse(await patience.within(response.text()), response);
      return { answer: { status, headers, body }, file: undefined };
    } catch (error) {
      if (signal?.aborted) throw stopped(signal);
      throw error;
    } finally {
      release();
    }
  };

  const download = async (
    address: string,
    { signal = options.signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<AsyncIterable<Uint8Array>> => {
    const url = allowed(address);
    const where = { idempotent: true, method: "get", path: `${url.origin}${url.pathname}`, refused };
    let opened: Download | undefined;
    const told = (error: unknown): OpenSMEError =>
      signal?.aborted ? stopped(signal) : explain(connector, error, opened?.answer, where, conceal);
    try {
      await ky(url, {
        timeout: false,
        fetch: async () => {
          opened = undefined;
          opened = await openFile(url, signal);
          return new Response(null, { status: opened.answer.status, headers: waitIn(http.error, opened.answer) });
        },
        retry: {
          limit: retries,
          jitter: (delay) => delay * (0.5 + Math.random() / 2),
          backoffLimit: 20_000,
          shouldRetry: ({ error }) => {
            if (!(error instanceof HTTPError)) return !OpenSMEError.is(error);
            const wait = opened && waitOf(http.error, opened.answer);
            return wait !== undefined && wait > longestWait ? false : undefined;
          },
        },
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      throw told(error);
    }
    const { file } = opened as unknown as Download;
    return (async function* () {
      try {
        if (file) yield* file;
      } catch (error) {
        throw told(error);
      }
    })();
  };

  return {
    sensitive: options.sensitive ?? false,
    pageSize: options.pageSize,
    config: config as Readonly<Record<string, unknown>>,
    clock: options.clock,
    download,
    request: async (wire, { signal = options.signal } = {}) => send(wire, await sessionHeaders(), signal),
  };
};

/** An opened file, or the answer in its place. */
interface Download {
  answer: Answer;
  file: AsyncIterable<Uint8Array> | undefined;
}

const asFile: Request = { method: "get", headers: { accept: "*/*" }, body: undefined, form: undefined };

/** A request as it goes out, but for what authorises it. */
interface Request {
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Json | undefined;
  form: Query | undefined;
}

/** A request that carries a proof. What it carries itself stays: a vendor's second API may want credentials of its own. */
const dressed = (bare: URL, request: Request, { headers, query = {}, form }: Proof): { url: URL; init: Sent } => {
  const url = new URL(bare);
  for (const [name, value] of Object.entries(query)) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  const fields = form && Object.keys(form).length > 0 ? { ...form, ...request.form } : request.form;
  return { url, init: initOf({ ...request, form: fields, headers: { ...headers, ...request.headers } }) };
};

const signable = ({ url, init }: { url: URL; init: Sent }): SignedRequest => ({
  method: init.method,
  path: url.pathname,
  query: Object.fromEntries(url.searchParams),
  form: init.form,
  body: init.body ?? "",
});

/** What of a proof must not be told: its values without the scheme before them, those of the cookies, and the token that it stands on. */
const secretsIn = ({ headers, query, form }: Proof, token: Token | undefined): string[] => [
  ...Object.values({ ...headers, ...query, ...form }).flatMap((value) => [
    value.replace(/^\S+ /, ""),
    ...value.split("; ").flatMap((cookie) => /^[^\s=]+=(.+)$/.exec(cookie)?.[1] ?? []),
  ]),
  ...[token?.accessToken, token?.refreshToken].filter((secret) => secret !== undefined),
];

/** A request as it goes out, whole. */
interface Sent {
  method: string;
  headers: Record<string, string>;
  form: Record<string, string>;
  body?: string;
}

const initOf = ({ method, headers, body, form }: Request): Sent => {
  const base = { method: method.toUpperCase(), form: Object.fromEntries(given(form ?? {})) };
  if (form)
    return {
      ...base,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(base.form).toString(),
    };
  if (body === undefined) return { ...base, headers: { ...headers } };
  return { ...base, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
};

const given = (fields: Query): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));

/** The status by which ky knows what can be tried again, whatever status the vendor gives it. */
const statusOf = (declaration: ErrorDeclaration, answer: Answer): number => {
  if (answer.status < 400 && !isFailure(declaration, answer)) return answer.status;
  const code = codeOf(declaration, answer);
  if (code === "rate_limited") return 429;
  return code === "unavailable" || code === "timeout" ? 503 : Math.max(answer.status, 400);
};

/** The time to wait where ky looks for it, and nothing else that it would take for one: when a limit is reset is for no retry to wait. */
const waitIn = (declaration: ErrorDeclaration, answer: Answer): Record<string, string> => {
  const wait = waitOf(declaration, answer);
  return wait === undefined ? {} : { "retry-after": String(Math.ceil(wait)) };
};

const lowerCase = (headers: Readonly<Record<string, string>> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

const addressOf = (base: string, wire: Wire & { path: string }): string => {
  const url = new URL(/^https?:\/\//.test(wire.path) ? wire.path : `${base.replace(/\/$/, "")}${wire.path}`);
  for (const [name, value] of given(wire.query ?? {})) url.searchParams.set(name, value);
  return url.href;
};

/** Strict, which reads what is not ASCII twice as fast, too. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** JSON is UTF-8, and by an old habit marked as something else; what is not UTF-8 is what it is marked as. */
const textOf = async (response: Response): Promise<string> => {
  const bytes = await response.arrayBuffer();
  try {
    return utf8.decode(bytes);
  } catch {
    const charset = /charset="?([\w-]+)/i.exec(response.headers.get("content-type") ?? "")?.[1];
    return decodeAs(charset, bytes);
  }
};

const decodeAs = (charset: string | undefined, bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
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
