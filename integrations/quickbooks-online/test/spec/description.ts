import type { Document, Operation, Parameter, Schema } from "../../../../scripts/specs/document.ts";
import { sandbox } from "../../src/sandbox/index.ts";

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const json = (schema: Schema) => ({ content: { "application/json": { schema } } });

const time: Schema = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}-\\d{2}:\\d{2}$" };

const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: "object",
  properties,
  required,
});

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes; the gateway before the API writes its keys in lower case. */
const text: Schema = { type: "string" };
const fault = object(
  {
    Fault: object(
      {
        type: text,
        Error: {
          type: "array",
          items: object({ Message: text, Detail: text, code: text, element: text }, ["Message", "code"]),
        },
      },
      ["Error"],
    ),
    time: { type: "string" },
  },
  ["Fault"],
);
const refusal = object(
  {
    fault: object(
      {
        type: text,
        error: {
          type: "array",
          items: object({ message: text, detail: text, code: text, element: { type: ["string", "null"] } }, [
            "message",
            "code",
          ]),
        },
      },
      ["error"],
    ),
    time: { type: "integer" },
  },
  ["fault"],
);

const failures = { "400": json(fault), "401": json(refusal), "403": json(refusal), "429": json(fault) };

const query = (name: string, schema: Schema, required = false): Parameter => ({ name, in: "query", required, schema });

const edition = query("minorversion", { type: "integer", minimum: 75 }, true);

/** https://developer.intuit.com/app/developer/qbo/docs/workflows/create-custom-fields/get-started */
const include = query("include", { type: "string", enum: ["enhancedAllCustomFields"] });

/** At most 50 characters: https://blogs.intuit.com/blog/2015/04/06/15346/ */
const requestId = query("requestid", { type: "string", maxLength: 50 });

const secured = { security: [{ oauth: [] }] };

/** What the query language knows; no "or", positions from 1, at most 1,000 rows. */
const sentence =
  "^select \\* from \\w+( where (?!.* or ).+?)?( orderby [\\w.]+( asc| desc)?)?( startposition [1-9]\\d*)?( maxresults ([1-9]\\d{0,2}|1000))?$";

const rowsOf = (entities: readonly string[]): Schema =>
  object({
    ...Object.fromEntries(entities.map((entity) => [entity, { type: "array", items: ref(entity) }])),
    startPosition: { type: "integer", minimum: 1 },
    maxResults: { type: "integer", maximum: 1000 },
    totalCount: { type: "integer" },
  });

const each = (entities: readonly string[]): Record<string, Schema> =>
  Object.fromEntries(entities.map((entity) => [entity, ref(entity)]));

const answer = (entity: string): Schema => object({ [entity]: ref(entity), time }, [entity, "time"]);

/** What pays a card off has another name in answers than in queries and paths. */
export const pathOf = (entity: string): string => `/${entity.toLowerCase().replace(/txn$/, "")}`;

const get = (entity: string): Operation => ({
  ...secured,
  operationId: `read ${entity}`,
  parameters: [edition],
  responses: { "200": json(answer(entity)), ...failures },
});

const post = (entity: string): Operation => ({
  ...secured,
  operationId: `write ${entity}`,
  parameters: [
    edition,
    requestId,
    query("operation", { type: "string", enum: ["delete", "void", "update"] }),
    query("include", { type: "string", enum: ["void"] }),
  ],
  requestBody: { required: true, ...json(ref(entity)) },
  responses: { "200": json(answer(entity)), ...failures },
});

/** The operations of the API, with the types of the vendor's XML schemas: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account */
export const documentOf = (
  schemas: Record<string, Schema>,
  readable: readonly string[],
  writable: readonly string[],
): Document => {
  const { realmId } = sandbox().config;
  const companies = `/v3/company/${String(realmId)}`;
  return {
    openapi: "3.1.0",
    servers: [{ url: `https://quickbooks.api.intuit.com${companies}` }],
    components: {
      schemas,
      securitySchemes: {
        oauth: {
          type: "oauth2",
          flows: { authorizationCode: { tokenUrl: "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer" } },
        },
      },
    },
    paths: {
      "/query": {
        get: {
          ...secured,
          operationId: "query",
          parameters: [edition, include, query("query", { type: "string", pattern: sentence }, true)],
          responses: {
            "200": json(object({ QueryResponse: rowsOf(readable), time }, ["QueryResponse", "time"])),
            ...failures,
          },
        },
      },
      "/preferences": {
        get: {
          ...secured,
          operationId: "preferences",
          parameters: [edition],
          responses: { "200": json(object({ Preferences: ref("Preferences"), time }, ["Preferences"])), ...failures },
        },
      },
      "/invoice/{id}/send": {
        post: {
          ...secured,
          operationId: "send Invoice",
          parameters: [
            { name: "id", in: "path", required: true, schema: text },
            edition,
            requestId,
            query("sendTo", text),
          ],
          responses: { "200": json(answer("Invoice")), ...failures },
        },
      },
      "/batch": {
        post: {
          ...secured,
          operationId: "batch",
          parameters: [edition, requestId],
          requestBody: {
            required: true,
            ...json(
              object(
                {
                  BatchItemRequest: {
                    type: "array",
                    maxItems: 30,
                    items: object({ bId: text, operation: text, ...each(writable) }, ["bId"]),
                  },
                },
                ["BatchItemRequest"],
              ),
            ),
          },
          responses: {
            "200": json(
              object(
                {
                  BatchItemResponse: {
                    type: "array",
                    items: object({ bId: text, Fault: fault.properties?.["Fault"] ?? {}, ...each(writable) }, ["bId"]),
                  },
                  time,
                },
                ["BatchItemResponse", "time"],
              ),
            ),
            ...failures,
          },
        },
      },
      "/cdc": {
        get: {
          ...secured,
          operationId: "cdc",
          parameters: [
            edition,
            query("entities", { type: "string", pattern: "^\\w+(,\\w+)*$" }, true),
            query(
              "changedSince",
              { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})$" },
              true,
            ),
          ],
          responses: {
            "200": json(
              object(
                {
                  CDCResponse: {
                    type: "array",
                    items: object({ QueryResponse: { type: "array", items: rowsOf(readable) } }, ["QueryResponse"]),
                  },
                  time,
                },
                ["CDCResponse", "time"],
              ),
            ),
            ...failures,
          },
        },
      },
      ...Object.fromEntries(
        readable.map((entity) => [
          `${pathOf(entity)}/{id}`,
          {
            get: {
              ...get(entity),
              parameters: [edition, include, { name: "id", in: "path", required: true, schema: text }],
            },
          },
        ]),
      ),
      ...Object.fromEntries(writable.map((entity) => [pathOf(entity), { post: post(entity) }])),
    },
  };
};
