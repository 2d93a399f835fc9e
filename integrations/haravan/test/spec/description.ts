import type { DescribedOperation, DescribedVendor } from "../../../../scripts/specs/example-vendor.ts";
import { objects } from "./objects.ts";

const moment = "string | null";
const manual = "https://docs.haravan.com/docs/omni-apis";

const paging = { limit: "integer 1 to 50", page: "integer", since_id: "integer", fields: "string" } as const;
const changes = {
  ...paging,
  ids: "string",
  created_at_min: moment,
  created_at_max: moment,
  updated_at_min: moment,
  updated_at_max: moment,
} as const;

/** As bodies show it; the manual has a table of what may be written nowhere. */
const address = {
  first_name: "string",
  last_name: "string",
  address1: "string",
  address2: "string",
  city: "string",
  zip: "string",
  country: "string",
  country_code: "string",
  province: "string",
  province_code: "string",
  district: "string",
  district_code: "string",
  ward: "string",
  ward_code: "string",
} as const;

const customerBody = {
  id: "integer",
  first_name: "string",
  last_name: "string",
  email: "string",
  phone: "string",
  note: "string",
  tags: "string",
  verified_email: "boolean",
  addresses: [address],
} as const;

const variantBody = {
  id: "integer",
  sku: "string",
  barcode: "string",
  price: "number",
  grams: "number",
  inventory_management: "string",
  option1: "string",
  option2: "string",
  option3: "string",
} as const;

const productBody = {
  title: "string",
  body_html: "string",
  vendor: "string",
  product_type: "string",
  tags: "string",
  variants: [variantBody],
  options: [{ name: "string", position: "integer" }],
  images: [{ src: "string" }],
} as const;

const notes = { id: "integer", note: "string", note_attributes: [{ name: "string", value: "string" }] } as const;

const orderBody = {
  ...notes,
  email: "string",
  line_items: [{ variant_id: "integer", quantity: "number", price: "number" }],
  customer: { id: "integer" },
  shipping_address: address,
  source_name: "string",
} as const;

const list = (name: string, path: string, rest: Partial<DescribedOperation>): DescribedOperation => ({
  method: "get",
  path: `/${path}.json`,
  requiredQuery: [],
  answers: { "200": { fields: { [path]: [`#${name}`] }, required: [path] } },
  ...rest,
});

const one = (
  name: string,
  path: string,
  answer: DescribedOperation["answers"][string] = { fields: { [name]: `#${name}` } },
): DescribedOperation => ({
  method: "get",
  path: `/${path}/{id}.json`,
  answers: { "200": { ...answer, required: [name] } },
});

const write = (
  method: "post" | "put",
  path: string,
  name: string,
  body: NonNullable<NonNullable<DescribedOperation["body"]>["fields"]>,
): DescribedOperation => ({
  method,
  path: `/${path}.json`,
  body: { fields: { [name]: body }, required: [name] },
  answers: { [method === "post" ? "201" : "200"]: { fields: { [name]: `#${name}` }, required: [name] } },
});

/** Papers of the stock, and what one of each is called. */
const stockPapers = [
  ["transfers", "transfer"],
  ["adjustments", "adjustment"],
  ["purchase_orders", "purchase_order"],
] as const;

const operations: DescribedOperation[] = [
  {
    section: `${manual}/shop/`,
    method: "get",
    path: "/shop.json",
    answers: { "200": { examples: ["shop.json"], fields: { shop: "#shop" }, required: ["shop"] } },
  },
  list("location", "locations", {
    section: `${manual}/location/`,
    answers: { "200": { examples: ["locations.json"], fields: { locations: ["#location"] }, required: ["locations"] } },
  }),
  one("location", "locations"),
  list("user", "users", {
    section: `${manual}/user/`,
    answers: { "200": { examples: ["users.json"], fields: { users: ["#user"] }, required: ["users"] } },
  }),
  one("user", "users"),
  list("customer", "customers", {
    section: `${manual}/customer/`,
    query: changes,
    answers: {
      "200": { examples: ["customers.page.json"], fields: { customers: ["#customer"] }, required: ["customers"] },
    },
  }),
  one("customer", "customers", { examples: ["customer.single.json"], fields: { customer: "#customer" } }),
  write("post", "customers", "customer", customerBody),
  write("put", "customers/{id}", "customer", customerBody),
  {
    section: `${manual}/customer/`,
    method: "delete",
    path: "/customers/{id}.json",
    answers: { "200": { fields: {} } },
  },
  list("product", "products", {
    section: `${manual}/products/`,
    query: changes,
    answers: {
      "200": { examples: ["products.page.json"], fields: { products: ["#product"] }, required: ["products"] },
    },
  }),
  one("product", "products", { examples: ["product.single.json"], fields: { product: "#product" } }),
  write("post", "products", "product", productBody),
  one("variant", "variants"),
  write("put", "variants/{id}", "variant", variantBody),
  list("inventoryLocation", "inventory_locations", {
    section: `${manual}/inventory-locations/`,
    query: {
      location_ids: "string",
      variant_ids: "string",
      limit: "integer 1 to 250",
      since_id: "integer",
      updated_at_min: "string",
      order: /^(id|updated_at)$/,
      direction: /^(asc|desc)$/,
    },
    requiredQuery: ["location_ids", "variant_ids"],
    answers: {
      "200": {
        examples: ["inventory-locations.json"],
        fields: { inventory_locations: ["#inventoryLocation"] },
        required: ["inventory_locations"],
      },
    },
  }),
  list("order", "orders", {
    section: `${manual}/orders/`,
    query: {
      ...changes,
      status: /^(open|closed|cancelled|any)$/,
      financial_status: "string",
      fulfillment_status: "string",
      order: /^(created_at|updated_at) (asc|desc)$/,
    },
  }),
  one("order", "orders", { examples: ["order.single.json"], fields: { order: "#order" } }),
  write("post", "orders", "order", orderBody),
  write("put", "orders/{id}", "order", notes),
  ...stockPapers.map(
    ([path, name]): DescribedOperation => ({
      section: `${manual}/${path === "purchase_orders" ? "inventory-purchase-orders" : `inventory-${name}`}/`,
      method: "get",
      path: `/inventories/${path}.json`,
      query: {
        limit: "integer 1 to 50",
        page: "integer",
        ...(path === "purchase_orders" ? {} : { since_id: "integer" }),
      },
      answers: { "200": { fields: { [path]: [`#${name}`] }, required: [path] } },
    }),
  ),
  {
    section: `${manual}/inventory-purchase-orders/`,
    method: "get",
    path: "/inventories/purchase_orders/{id}.json",
    answers: { "200": { fields: { purchase_order: "#purchase_order" }, required: ["purchase_order"] } },
  },
  ...["cancel", "confirm", "close", "open"].map(
    (verb): DescribedOperation => ({
      section: `${manual}/orders/`,
      method: "post",
      path: `/orders/{id}/${verb}.json`,
      body: {
        fields:
          verb === "cancel"
            ? {
                reason: "string",
                amount: "string",
                email: "boolean",
                restock: "boolean",
                note: "string",
                ignore_cancel_fulfillment: "boolean",
              }
            : {},
      },
      answers: { "200": { fields: { order: "#order" }, required: ["order"] } },
    }),
  ),
  {
    section: `${manual}/transactions/`,
    method: "get",
    path: "/orders/{id}/transactions.json",
    answers: { "200": { examples: ["transactions.json"] } },
  },
  {
    section: `${manual}/refunds/`,
    method: "get",
    path: "/orders/{id}/refunds.json",
    answers: { "200": { examples: ["refunds.json"] } },
  },
  ...(["get", "post", "delete"] as const).map(
    (method): DescribedOperation => ({
      // The manual names the calls and shows no answer; these are as apps declare them.
      section: "https://docs.haravan.com/docs/tutorials/webhooks/connect-webhook",
      method,
      server: "https://webhook.haravan.com",
      path: "/api/subscribe",
      answers: {
        "200": {
          fields: {
            error: "boolean",
            message: "string",
            error_Code: "string | null",
            ...(method === "get" ? { data: [{ id: "string", event: "string", url: "string" }] } : {}),
          },
          required: ["error"],
        },
      },
    }),
  ),
];

/** Haravan publishes no OpenAPI file: the examples and tables of its manual are put together into one. */
export const description: DescribedVendor = {
  server: "https://apis.haravan.com/com",
  headers: { Authorization: /^Bearer ./ },
  pathParameters: { id: "integer" },
  answers: { default: { fields: { errors: "unknown", error: "string", message: "string" } } },
  objects,
  operations,
};
