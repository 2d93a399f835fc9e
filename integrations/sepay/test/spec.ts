import { exampleVendor } from "../../../scripts/specs/example-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";

const failure = { fields: { status: "integer", error: "unknown", messages: { "*": "unknown" } } } as const;

const refusal = { message: "string" } as const;
const order = {
  id: "string",
  customer_id: "string | null",
  order_id: "string",
  order_invoice_number: "string",
  order_status: "string",
  order_amount: "string",
  order_currency: "string",
  order_description: "string",
  authentication_status: "string | null",
  created_at: "string",
  updated_at: "string",
} as const;

/** The connector as it is held against the vendor's examples and the tables of its manual. */
export const spec: Spec = {
  load: (specs) =>
    exampleVendor("sepay", new URL("sepay/examples/", specs), {
      server: "https://my.sepay.vn/userapi",
      headers: { Authorization: /^Bearer ./ },
      answers: { "429": failure },
      operations: [
        {
          section: "https://developer.sepay.vn/en/sepay-api/v1/tai-khoan-ngan-hang",
          method: "get",
          path: "/bankaccounts/list",
          query: {
            short_name: "string",
            last_transaction_date_min: "string",
            last_transaction_date_max: "string",
            since_id: "integer",
            limit: "integer",
            accumulated_min: "number",
            accumulated_max: "number",
          },
          requiredQuery: [],
          answers: { "200": { examples: ["userapi.bankaccounts.list.response.json"] } },
        },
        {
          section: "https://developer.sepay.vn/en/sepay-api/v1/giao-dich",
          method: "get",
          path: "/transactions/list",
          query: {
            account_number: "string",
            transaction_date_min: "string",
            transaction_date_max: "string",
            since_id: "integer",
            limit: "integer",
            reference_number: "string",
            amount_in: "number",
            amount_out: "number",
          },
          requiredQuery: [],
          answers: { "200": { examples: ["userapi.transactions.list.response.json"] } },
        },
        {
          section: "https://developer.sepay.vn/en/sepay-api/v1/giao-dich",
          method: "get",
          path: "/transactions/details/{id}",
          answers: { "200": { examples: ["userapi.transactions.details.response.json"] } },
        },
        {
          section: "https://developer.sepay.vn/en/sepay-api/v1/tai-khoan-ngan-hang",
          method: "get",
          path: "/bankaccounts/details/{id}",
          answers: {
            "200": {
              fields: {
                status: "integer",
                error: "unknown",
                messages: { "*": "unknown" },
                bankaccount: { "*": "unknown" },
              },
            },
          },
        },
        {
          section: "https://developer.sepay.vn/en/cong-thanh-toan/API/don-hang/danh-sach-don-hang",
          method: "get",
          path: "/v1/order",
          server: "https://pgapi.sepay.vn",
          headers: { Authorization: /^Basic ./ },
          query: { page: "integer", per_page: "integer 1 to 100", sort: /^created_at:(asc|desc)$/ },
          requiredQuery: [],
          answers: { "200": { fields: { data: [order], meta: { "*": "unknown" } } }, "401": { fields: refusal } },
        },
        {
          section: "https://developer.sepay.vn/en/cong-thanh-toan/API/don-hang/chi-tiet-don-hang",
          method: "get",
          path: "/v1/order/detail/{order_id}",
          server: "https://pgapi.sepay.vn",
          headers: { Authorization: /^Basic ./ },
          answers: {
            "200": {
              examples: ["pg.order.detail.response.json"],
              fields: { data: { ...order, transactions: [{ "*": "unknown" }] } },
            },
          },
        },
        ...(["cancel", "voidTransaction"] as const).map((verb) => ({
          section: `https://developer.sepay.vn/en/cong-thanh-toan/API/${verb === "cancel" ? "don-hang/huy-don-hang" : "giao-dich/huy-giao-dich"}`,
          method: "post" as const,
          path: `/v1/order/${verb}`,
          server: "https://pgapi.sepay.vn",
          headers: { Authorization: /^Basic ./ },
          body: { fields: { order_invoice_number: "string" }, required: ["order_invoice_number"] } as const,
          answers: { "200": { fields: refusal }, "401": { fields: refusal }, "422": { fields: refusal } },
        })),
      ],
    }),
  mappedPaths: {
    "/v1/order/detail/{order_id}": ["payments"],
    "/bankaccounts/list": ["bankAccounts"],
    "/transactions/list": ["bankTransactions"],
    "/transactions/details/{id}": ["bankTransactions"],
  },
  exceptions: [
    {
      path: "/**",
      where: ["/response/body"],
      keyword: "body",
      reason: "A token that is not known is answered with status 200 and nothing.",
      source: "https://developer.sepay.vn/en/sepay-api/v2/nang-cap-tu-v1, authentication errors",
    },
    {
      path: "/transactions/details/*",
      where: [
        "/response/body/transaction/code",
        "/response/body/transaction/reference_number",
        "/response/body/transaction/sub_account",
      ],
      keyword: "type",
      reason: "All may be there or not; the example of one transaction shows one case of each, that of the list both.",
      source: "The example of /transactions/list",
    },
    {
      path: "/v1/order/detail/*",
      where: ["/response/body/data/created_at", "/response/body/data/updated_at"],
      keyword: "pattern",
      reason:
        "Times have a space between day and time in the manual; the example, after a client of the vendor's, has a T.",
      source: "https://developer.sepay.vn/en/cong-thanh-toan/API/don-hang/chi-tiet-don-hang",
    },
  ],
};
