import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookRequest, Webhooks } from "./webhooks.ts";

/** How a vendor signs what it sends: an HMAC-SHA256 of a text, in a header. */
export interface Signature {
  header: string;
  encoding: "hex" | "base64";
  /** What may stand before it in the header, such as `sha256=`. */
  prefix?: RegExp;
  /** What is signed; the body unless given. */
  text?: (request: WebhookRequest) => string;
}

/** Makes the `verify` of webhooks that are signed so. It compares in constant time, and an empty key verifies nothing. */
export const signature =
  ({ header, encoding, prefix, text = ({ body }) => body }: Signature) =>
  (request: WebhookRequest, key: string | Uint8Array): boolean => {
    const sent = (request.headers.get(header) ?? "").trim();
    const given = Buffer.from(prefix ? sent.replace(prefix, "") : sent, encoding);
    const expected = createHmac("sha256", key).update(text(request)).digest();
    return key.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
  };

/** Whether the vendor sent a webhook, and lately by the clock given, where it says when. */
export const isAuthentic = (
  { verify, sent }: Pick<Webhooks, "verify" | "sent">,
  request: WebhookRequest,
  secret: string,
  now: Date = new Date(),
): boolean => {
  if (secret === "" || !verify(request, secret)) return false;
  const at = sent?.at(request);
  return sent === undefined || at === undefined || Math.abs(now.getTime() - at) <= sent.tolerance * 1000;
};
