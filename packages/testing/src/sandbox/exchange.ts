import type { Fault } from "./faults.ts";

/** A request and what the vendor answered. Header names are in lower case. */
export interface Exchange {
  request: { method: string; url: string; headers: Record<string, string>; body?: string };
  /** Status 0 where the vendor has not answered. */
  response: { status: number; headers: Record<string, string>; body: string };
  /** The fault the request suffered. Under `truncated`, `reset` and `hang`, `response` is the vendor's answer although the client never got it whole. */
  fault?: Fault["kind"];
}

/** Adds an exchange as its request arrives, and fills in the answer when there is one. */
export async function recordExchange(
  exchanges: Exchange[],
  request: Request,
  fault: Fault | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  const exchange: Exchange = {
    request: { method: request.method, url: request.url, headers: Object.fromEntries(request.headers) },
    response: { status: 0, headers: {}, body: "" },
    ...(fault ? { fault: fault.kind } : {}),
  };
  exchanges.push(exchange);
  if (request.body) exchange.request.body = await request.clone().text();

  const response = await answer();
  exchange.response = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.clone().text(),
  };
  return response;
}
