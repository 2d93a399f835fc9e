import { type Answer, codec, defineConnector, pick, row, secret } from "@opensme/core";
import * as z from "zod";
import { bankAccounts } from "./bank-accounts.ts";
import { bankTransactions } from "./bank-transactions.ts";
import { bills } from "./bills.ts";
import { credentials } from "./credentials.ts";
import { customers } from "./customers.ts";
import { fulfillments } from "./fulfillments.ts";
import { invoices } from "./invoices.ts";
import { items } from "./items.ts";
import { locations } from "./locations.ts";
import { orders } from "./orders.ts";
import { organizations } from "./organizations.ts";
import { payments } from "./payments.ts";
import { purchaseOrders } from "./purchase-orders.ts";
import { refunds } from "./refunds.ts";
import { stockLevels } from "./stock-levels.ts";
import { stockMovements } from "./stock-movements.ts";
import { suppliers } from "./suppliers.ts";
import { taxRates } from "./tax-rates.ts";
import { users } from "./users.ts";
import { webhooks } from "./webhooks.ts";

const ErrorBody = z.looseObject({
  responseStatus: row({ errorCode: z.string(), message: z.string() }),
});

const said = ({ body }: Answer): { code: string; message: string } => {
  const { data } = ErrorBody.safeParse(body);
  return { code: data?.responseStatus.errorCode ?? "", message: data?.responseStatus.message ?? "" };
};

const Page = z.looseObject({ data: z.array(row({ retailerId: codec.identifier })) });

/** KiotViet, the shop software (retail). Restaurants use another address with other objects, which this connector does not cover. */
export const kiotviet = defineConnector({
  spec: 1,
  id: "kiotviet",
  name: "KiotViet",
  version: "0.1.0",
  categories: ["sales"],
  countries: ["VN"],
  config: z.strictObject({
    retailer: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, "expected the shop's name in its address, such as my-shop of my-shop.kiotviet.vn")
      .describe("The shop's name in its address: my-shop of my-shop.kiotviet.vn"),
    clientId: z.string().min(1).describe("Client ID, under Settings > Connect API in KiotViet"),
    clientSecret: secret(z.string().min(1)).describe("Security code, beside the client ID"),
  }),
  credentials,
  http: {
    baseUrl: "https://public.kiotapi.com",
    headers: ({ retailer }) => ({ retailer }),
    auth: ({ clientId, clientSecret }) => ({
      kind: "oauth2",
      tokenUrl: "https://id.kiotviet.vn/connect/token",
      grant: { type: "client_credentials" },
      clientId,
      clientSecret,
      clientAuthentication: "body",
      parameters: { scopes: "PublicApi.Access" },
    }),
    limits: [{ requests: 5000, seconds: 3600 }],
    error: {
      read: said,
      classify: (answer) => {
        const { code, message } = said(answer);
        if (/too.?many|rate.?limit|quota/i.test(code) || /giới hạn.*request/i.test(message)) return "rate_limited";
        if (/not.?found/i.test(code)) return "not_found";
        // "Thiết lập … đang không được bật": the shop has switched orders or deliveries off.
        return /Thiết lập.*không được bật/i.test(message) ? "permission" : undefined;
      },
    },
  },
  check: {
    path: "/branches",
    query: { pageSize: 1 },
    identity: pick(Page, ({ data }) => ({ id: data[0]?.retailerId ?? undefined })),
  },
  resources: {
    organizations,
    locations,
    users,
    customers,
    suppliers,
    items,
    stockLevels,
    stockMovements,
    orders,
    invoices,
    fulfillments,
    refunds,
    payments,
    purchaseOrders,
    bills,
    taxRates,
    bankAccounts,
    bankTransactions,
  },
  webhooks,
});
