import { delay, HttpResponse, matchRequestUrl } from "msw";

/** Which requests a fault hits; without anything, the next one, the token endpoint's included. */
export interface FaultTarget {
  /**
   * A string is a path as MSW reads it, without the query: `/customers/:id`, or a whole address; `*` stands for anything.
   * A regular expression is tested against the whole address with its query.
   */
  path?: string | RegExp;
  /** In any case. */
  method?: string;
  /** How many requests it hits. Default 1; `Infinity` for all. */
  times?: number;
  /** How many matching requests pass unharmed first. Default 0. */
  after?: number;
}

/** Something that goes wrong on the vendor's side or on the way, and for which requests. */
export type Fault = FaultTarget & Failure;

type Failure =
  /** This answer instead of the vendor's; a string is sent as text, anything else as JSON. */
  | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string> }
  /** A maintenance page: 200 and `text/html`. */
  | { kind: "html" }
  /** The vendor's answer breaks off in the middle; what was asked for has happened. */
  | { kind: "truncated" }
  /** The connection breaks before an answer; `applied` when the vendor has already done what was asked for. */
  | { kind: "reset"; applied?: boolean }
  /** No answer until the client gives up; `applied` when the vendor has already done what was asked for. */
  | { kind: "hang"; applied?: boolean }
  /** The vendor takes this long; it does what was asked for even if the client gives up meanwhile. */
  | { kind: "delay"; milliseconds: number }
  /** The vendor's own "too many requests". */
  | { kind: "rate-limit"; retryAfter?: string }
  /** Access tokens issued so far stop working, from this request on. */
  | { kind: "expire-token" }
  /** Access and refresh tokens issued so far stop working, from this request on. */
  | { kind: "revoke" }
  /** Changes the vendor's JSON answer. */
  | { kind: "edit"; edit: (body: unknown) => unknown };

/** Switches faults on. Of several that are due for a request, the one injected first acts and the others wait for the next request. */
export interface Faults {
  inject(fault: Fault): void;
  clear(): void;
}

export interface FaultQueue extends Faults {
  /** Counts a request, and gives the fault it suffers. */
  take(request: Request): Fault | undefined;
}

export function createFaultQueue(): FaultQueue {
  let queue: { fault: Fault; passing: number; remaining: number }[] = [];

  return {
    inject(fault) {
      queue.push({ fault, passing: fault.after ?? 0, remaining: fault.times ?? 1 });
    },
    clear() {
      queue = [];
    },
    take(request) {
      let due: (typeof queue)[number] | undefined;
      for (const entry of queue) {
        if (!isTarget(entry.fault, request)) continue;
        if (entry.passing > 0) entry.passing -= 1;
        else due ??= entry;
      }
      if (!due) return undefined;
      due.remaining -= 1;
      if (due.remaining <= 0) queue = queue.filter((entry) => entry !== due);
      return due.fault;
    },
  };
}

function isTarget({ path, method }: FaultTarget, request: Request): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method.toUpperCase()) return false;
  if (path === undefined) return true;
  if (path instanceof RegExp) return request.url.search(path) >= 0;
  const url = new URL(request.url);
  return matchRequestUrl(url, path, url.origin).matches;
}

/** What a fault needs of the vendor. */
export interface FaultyVendor {
  rateLimited(retryAfter: string | undefined): Response;
  expireTokens(): void;
  revokeTokens(): void;
  respond(): Promise<Response>;
}

/** The answer the vendor gives under a fault; an error response where it gives none. */
export async function answerUnder(fault: Fault | undefined, vendor: FaultyVendor): Promise<Response> {
  switch (fault?.kind) {
    case "status":
      return statusResponse(fault.status, fault.body, fault.headers);
    case "html":
      return HttpResponse.html("<!doctype html><title>Maintenance</title><p>We will be back soon.</p>");
    case "rate-limit":
      return vendor.rateLimited(fault.retryAfter);
    case "reset":
    case "hang":
      return fault.applied ? vendor.respond() : HttpResponse.error();
    case "delay":
      await delay(fault.milliseconds);
      return vendor.respond();
    case "expire-token":
      vendor.expireTokens();
      return vendor.respond();
    case "revoke":
      vendor.revokeTokens();
      return vendor.respond();
    case "edit":
      return editedResponse(await vendor.respond(), fault.edit);
    case "truncated":
    case undefined:
      return vendor.respond();
  }
}

/** What of the vendor's answer reaches the client under a fault. */
export async function deliverUnder(fault: Fault | undefined, answer: Response, signal: AbortSignal): Promise<Response> {
  switch (fault?.kind) {
    case "truncated":
      return truncatedResponse(answer);
    case "reset":
      return HttpResponse.error();
    case "hang":
      await aborted(signal);
      return HttpResponse.error();
    default:
      return answer;
  }
}

function statusResponse(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  if (body === undefined) return new HttpResponse(null, { status, headers });
  if (typeof body === "string") return HttpResponse.text(body, { status, headers });
  return new HttpResponse(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

async function editedResponse(answer: Response, edit: (body: unknown) => unknown): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new HttpResponse(JSON.stringify(edit(await answer.json())), { status: answer.status, headers });
}

/** Promises the whole length, sends the first half and fails. An answer without a body breaks before it arrives. */
async function truncatedResponse(answer: Response): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length === 0) return HttpResponse.error();
  const headers = new Headers(answer.headers);
  headers.set("content-length", String(bytes.length));
  let isHalfSent = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isHalfSent) controller.error(new TypeError("terminated"));
        else controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
        isHalfSent = true;
      },
    },
    // Without read-ahead, so that the error cannot overtake the half.
    { highWaterMark: 0 },
  );
  return new Response(body, { status: answer.status, headers });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  // Keeps the process alive as an open socket does; `AbortSignal.timeout` alone does not.
  const socket = setInterval(() => undefined, 60_000);
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  clearInterval(socket);
}
