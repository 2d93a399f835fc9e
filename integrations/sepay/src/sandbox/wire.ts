import { HttpResponse } from "@opensme/testing";

export const host = "https://my.sepay.vn/userapi";

/** What gets in. */
export const apiToken = "SANDBOXTOKEN0000000000000000000000000000000000000000000000000001";

export const gateway = "https://pgapi.sepay.vn/v1/order";

/** What gets into the payment gateway. */
export const merchant = { merchantId: "SP-TEST-MAYMAU", merchantSecret: "spsk_test_sandbox0000000001" } as const;

/** A moment as SePay writes it: wall clock of Vietnam in whole seconds. */
export const localTime = (moment: string | Date): string =>
  new Date(new Date(moment).getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

/** Money as SePay writes it. */
export const money = (amount: number): string => amount.toFixed(2);

export const succeeded = (content: object): Response =>
  HttpResponse.json({ status: 200, error: null, messages: { success: true }, ...content });

/** Failures have the status 200 as well. */
export const failed = (status: number, message: string): Response =>
  HttpResponse.json({ status, error: status, messages: { error: message } });

export const tooMany = (retryAfter: string | undefined): Response =>
  HttpResponse.json(
    { status: 429, error: "Too Many Requests", messages: { success: false } },
    { status: 429, headers: retryAfter === undefined ? {} : { "x-sepay-userapi-retry-after": retryAfter } },
  );
