import { OpenSMEError, type Wire } from "@opensme/core";

/** Orders of the payment gateway. */
export const gateway = "https://pgapi.sepay.vn/v1/order";

interface Merchant {
  merchantId?: string | undefined;
  merchantSecret?: string | undefined;
}

type Call = Wire & { path: string };

/** The gateway wants credentials of its own. */
export const withMerchant =
  ({ merchantId, merchantSecret }: Merchant) =>
  (call: Call): Call => {
    if (!call.path.startsWith(gateway)) return call;
    if (merchantId && merchantSecret) {
      const pair = Buffer.from(`${merchantId}:${merchantSecret}`).toString("base64");
      return { ...call, headers: { ...call.headers, authorization: `Basic ${pair}` } };
    }
    throw new OpenSMEError(
      'The payment gateway cannot be read without its credentials: set "merchantId" and "merchantSecret", or leave payments out.',
      { code: "config", issues: [{ path: "merchantId", message: "is required" }] },
    );
  };
