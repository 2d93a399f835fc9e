import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookRequest, Webhooks } from "@opensme/core";
import * as z from "zod";
import { ownId, vietnamTime } from "./wire.ts";

const isEqual = (given: string, expected: string): boolean => {
  const [left, right] = [given, expected].map((text) => createHmac("sha256", "compare").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
};

/** Seconds by which the sender's clock may differ: https://developer.sepay.vn/en/sepay-webhooks/bao-mat */
const tolerance = 300;

const isSigned = ({ headers, body }: WebhookRequest, secret: string): boolean => {
  const timestamp = headers.get("x-sepay-timestamp") ?? "";
  if (!(Math.abs(Date.now() / 1000 - Number.parseInt(timestamp, 10)) <= tolerance)) return false;
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return isEqual((headers.get("x-sepay-signature") ?? "").trim().toLowerCase(), `sha256=${signature}`);
};

const Notice = z.object({ id: ownId, transactionDate: vietnamTime.nullish() });

/** JSON, or a form where the webhook was set up so. */
const parse = (body: string): unknown =>
  /^\s*\{/.test(body) ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));

/**
 * Webhooks, one transaction each. Answer 200 and `{"success": true}` within 5 seconds; the same one may come again, with the same id. The secret is either the
 * API key, which proves who sends, or that of HMAC-SHA256, which also covers the body: https://developer.sepay.vn/en/sepay-webhooks/xac-thuc
 */
export const webhooks: Webhooks = {
  answers: { accepted: { success: true } },
  verify: (request, secret) => {
    if (secret === "") return false;
    if (request.headers.has("x-sepay-signature")) return isSigned(request, secret);
    const [scheme = "", key = ""] = (request.headers.get("authorization") ?? "").trim().split(/\s+/, 2);
    return scheme.toLowerCase() === "apikey" && isEqual(key, secret);
  },
  events: ({ body }) => {
    const { id, transactionDate } = Notice.parse(parse(body));
    return [{ type: "changed", resource: "bankTransactions", id, at: transactionDate || undefined }];
  },
};
