import { createHmac, timingSafeEqual } from "node:crypto";
import { codec, required, row, signature, type WebhookRequest, type Webhooks } from "@opensme/core";
import * as z from "zod";
import { vietnamTime } from "./wire.ts";

const isEqual = (given: string, expected: string): boolean => {
  const [left, right] = [given, expected].map((text) => createHmac("sha256", "compare").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
};

const timestampOf = ({ headers }: WebhookRequest): string => headers.get("x-sepay-timestamp") ?? "";

/** https://developer.sepay.vn/en/sepay-webhooks/bao-mat */
const isSigned = signature({
  header: "x-sepay-signature",
  encoding: "hex",
  prefix: /^sha256=/i,
  text: (request) => `${timestampOf(request)}.${request.body}`,
});

const Notice = row({ id: required(codec.ownId), transactionDate: vietnamTime });

/** What the payment gateway tells of an order: https://developer.sepay.vn/en/cong-thanh-toan/IPN */
const GatewayNotice = z.object({ order: row({ id: codec.ownId, order_id: codec.ownId }) });

/** JSON, or a form where the webhook was set up so. */
const parse = (body: string): unknown =>
  /^\s*\{/.test(body) ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));

/**
 * Webhooks, one transaction each, or one order of the payment gateway. Answer 200 and `{"success": true}` within 5 seconds; the same one may come again, with the same id. The secret is either the
 * API key, which proves who sends, or that of HMAC-SHA256, which also covers the body: https://developer.sepay.vn/en/sepay-webhooks/xac-thuc
 */
export const webhooks: Webhooks = {
  answers: { accepted: { success: true } },
  verify: (request, secret) => {
    if (secret === "") return false;
    if (request.headers.has("x-sepay-signature")) return isSigned(request, secret);
    const ofGateway = request.headers.get("x-secret-key");
    if (ofGateway !== null) return isEqual(ofGateway, secret);
    const [scheme = "", key = ""] = (request.headers.get("authorization") ?? "").trim().split(/\s+/, 2);
    return scheme.toLowerCase() === "apikey" && isEqual(key, secret);
  },
  // With the API key no time is signed.
  sent: {
    at: (request) =>
      request.headers.has("x-sepay-signature") ? Number.parseInt(timestampOf(request), 10) * 1000 : undefined,
    tolerance: 300,
  },
  events: ({ body }) => {
    const notice = parse(body);
    const { data: ofGateway } = GatewayNotice.safeParse(notice);
    const order = ofGateway?.order.order_id ?? ofGateway?.order.id;
    if (order) return [{ type: "changed", resource: "payments", id: order }];
    const { id, transactionDate } = Notice.parse(notice);
    return [{ type: "changed", resource: "bankTransactions", id, at: transactionDate || undefined }];
  },
};
