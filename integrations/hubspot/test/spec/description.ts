import type { DescribedOperation, DescribedVendor } from "../../../../scripts/specs/example-vendor.ts";
import { batch, error, owner, paging, pipeline, property, record, taxRate } from "./shapes.ts";

const guide = "https://developers.hubspot.com/docs/guides/api/crm";

/** Objects that this connector reads; their records have one form. */
const objects = [
  "contacts",
  "companies",
  "deals",
  "leads",
  "products",
  "line_items",
  "orders",
  "invoices",
  "commerce_payments",
  "calls",
  "meetings",
  "emails",
  "communications",
  "tasks",
  "notes",
];

const search = { limit: "integer 0 to 200", after: "string", query: "string", properties: ["string"] } as const;
const filter = { propertyName: "string", operator: "string", value: "string" } as const;

/** Recorded answers of contacts; those of the other objects are alike. */
const recorded = (type: string, ...files: string[]): string[] => (type === "contacts" ? files : []);

const operationsOf = (type: string): DescribedOperation[] => [
  {
    section: `${guide}/using-object-apis`,
    method: "get",
    path: `/crm/v3/objects/${type}`,
    query: { limit: "integer 1 to 100", after: "string", properties: "string", archived: "boolean" },
    requiredQuery: [],
    answers: {
      "200": {
        examples: recorded(type, "read__objects-api__contacts-response.json"),
        fields: { results: ["#record"], paging },
        required: ["results"],
      },
    },
  },
  {
    section: `${guide}/using-object-apis`,
    method: "post",
    path: `/crm/v3/objects/${type}`,
    body: {
      fields: {
        properties: { "*": "string" },
        associations: [
          {
            to: { id: "string" },
            types: [{ associationCategory: /^(HUBSPOT|USER|INTEGRATOR)_DEFINED$/, associationTypeId: "integer" }],
          },
        ],
      },
      required: ["properties"],
    },
    answers: { "201": { fields: "#record" } },
  },
  {
    section: `${guide}/using-object-apis`,
    method: "patch",
    path: `/crm/v3/objects/${type}/{id}`,
    body: { fields: { properties: { "*": "string" } }, required: ["properties"] },
    answers: { "200": { fields: "#record" } },
  },
  {
    section: `${guide}/using-object-apis`,
    method: "delete",
    path: `/crm/v3/objects/${type}/{id}`,
    answers: { "204": {} },
  },
  {
    section: `${guide}/search`,
    method: "post",
    path: `/crm/v3/objects/${type}/search`,
    body: {
      examples: recorded(type, "read__objects-api__contacts-req-payload-since-until.json"),
      fields: {
        ...search,
        filterGroups: [{ filters: [filter] }],
        sorts: [{ propertyName: "string", direction: /^(ASCENDING|DESCENDING)$/ }],
      },
    },
    answers: {
      "200": {
        examples: recorded(
          type,
          "search__contacts__1-first-page.json",
          "search__contacts__2-second-page.json",
          "read-via-search__contacts-response.json",
        ),
        fields: { total: "integer", results: ["#record"], paging },
        required: ["total", "results"],
      },
    },
  },
  {
    section: `${guide}/using-object-apis`,
    method: "post",
    path: `/crm/v3/objects/${type}/batch/read`,
    body: { fields: { inputs: [{ id: "string" }], properties: ["string"] }, required: ["inputs"] },
    answers: {
      "200": {
        examples: recorded(type, "read__objects-api__contacts-batch.json"),
        fields: { ...batch, results: ["#record"] },
        required: ["status", "results"],
      },
      "207": { fields: { ...batch, results: ["#record"] }, required: ["status", "results", "errors"] },
    },
  },
];

/** Batches of writes are not sent, but their answers hold records in the same form. */
const batchWrites: DescribedOperation[] = ["create", "update"].map((operation) => ({
  section: `${guide}/using-object-apis`,
  method: "post",
  path: `/crm/v3/objects/contacts/batch/${operation}`,
  body: { fields: { inputs: ["unknown"] } },
  answers: {
    "200": { examples: [`batch__${operation}__contacts__success.json`], fields: { ...batch, results: ["#record"] } },
    "207": {
      examples: [`batch__${operation}__contacts__err-partial-success.json`],
      fields: { ...batch, results: ["#record"] },
    },
  },
}));

const associations = (): DescribedOperation => ({
  section: `${guide}/associations/associations-v4`,
  method: "post",
  path: "/crm/v4/associations/{from}/{to}/batch/read",
  body: { fields: { inputs: [{ id: "string", after: "string" }] }, required: ["inputs"] },
  answers: Object.fromEntries(
    ["200", "207"].map((status) => [
      status,
      {
        examples: ["search__contacts__contacts-to-companies.json"],
        fields: {
          ...batch,
          results: [
            {
              from: { id: "string" },
              to: [
                {
                  toObjectId: "integer",
                  associationTypes: [{ category: "string", typeId: "integer", label: "string | null" }],
                },
              ],
              paging,
            },
          ],
        },
        required: ["status", "results"],
      },
    ]),
  ),
});

const settings: DescribedOperation[] = [
  {
    section: "https://developers.hubspot.com/docs/reference/api/settings/account-information/account-information",
    method: "get",
    path: "/account-info/v3/details",
    answers: {
      "200": {
        examples: ["post-auth__account-info.json"],
        fields: { additionalCurrencies: ["string"] },
        required: ["portalId", "timeZone", "companyCurrency"],
      },
    },
  },
  {
    section: `${guide}/owners`,
    method: "get",
    path: "/crm/v3/owners",
    query: { limit: "integer 1 to 500", after: "string", email: "string", archived: "boolean" },
    requiredQuery: [],
    answers: { "200": { fields: { results: [owner], paging }, required: ["results"] } },
  },
  {
    section: "https://developers.hubspot.com/docs/api-reference/latest/crm/objects/line-items/guide",
    method: "get",
    path: "/tax-rates/v1/tax-rates",
    query: { limit: "integer", after: "string", active: "boolean" },
    requiredQuery: [],
    answers: { "200": { fields: { results: ["#taxRate"], paging }, required: ["results"] } },
  },
  {
    section: "https://developers.hubspot.com/docs/api-reference/latest/crm/objects/line-items/guide",
    method: "get",
    path: "/tax-rates/v1/tax-rates/{id}",
    answers: { "200": { fields: "#taxRate" } },
  },
  {
    section: `${guide}/properties`,
    method: "get",
    path: "/crm/v3/properties/{type}",
    answers: {
      "200": {
        examples: ["metadata-contacts-properties-sampled.json", "metadata-deals-properties-sampled.json"],
        fields: { results: [property] },
        required: ["results"],
      },
    },
  },
  ...["deals", "leads", "orders"].flatMap((type): DescribedOperation[] => [
    {
      section: `${guide}/pipelines`,
      method: "get",
      path: `/crm/v3/pipelines/${type}`,
      answers: {
        "200": {
          examples: type === "deals" ? ["metadata-deals-external-pipelines.json"] : [],
          fields: { results: ["#pipeline"] },
          required: ["results"],
        },
      },
    },
    {
      section: `${guide}/pipelines`,
      method: "get",
      path: `/crm/v3/pipelines/${type}/{id}`,
      answers: { "200": { fields: "#pipeline" } },
    },
  ]),
  {
    section: "https://developers.hubspot.com/docs/guides/api/app-management/oauth-tokens",
    method: "post",
    path: "/oauth/v3/token",
    headers: {},
    body: {
      mediaType: "application/x-www-form-urlencoded",
      fields: {
        grant_type: /^(authorization_code|refresh_token)$/,
        client_id: "string",
        client_secret: "string",
        refresh_token: "string",
        code: "string",
        redirect_uri: "string",
      },
      required: ["grant_type", "client_id", "client_secret"],
    },
    answers: {
      "200": {
        fields: {
          token_type: "string",
          access_token: "string",
          refresh_token: "string",
          expires_in: "integer",
        },
        required: ["access_token", "expires_in"],
      },
      "400": { fields: { error: "string", error_description: "string" } },
    },
  },
];

/** HubSpot's own OpenAPI files may not be used: its guides and recorded answers are put together into one. */
export const description: DescribedVendor = {
  server: "https://api.hubapi.com",
  headers: { Authorization: /^Bearer ./ },
  answers: { default: { fields: error } },
  objects: {
    record: { fields: record, required: ["id", "properties", "createdAt", "updatedAt", "archived"] },
    taxRate: { fields: taxRate, required: ["id", "name", "percentageRate", "active"] },
    pipeline: { fields: pipeline, required: ["id", "label", "displayOrder", "stages"] },
  },
  operations: [...objects.flatMap(operationsOf), ...batchWrites, associations(), ...settings],
};
