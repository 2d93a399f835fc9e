import type { Document } from "./document.ts";

/**
 * Describes the token endpoints that a document names in its OAuth 2.0 security schemes, as RFC 6749 sets them down:
 * requests of sections 4.1.3, 4.4.2 and 6 (with `code_verifier` of RFC 7636), answers of sections 5.1 and 5.2.
 */
export function tokenDocuments(document: Document): Document[] {
  const schemes = Object.values(document.components?.securitySchemes ?? {});
  const addresses = new Set(
    schemes
      .filter((scheme) => scheme.type === "oauth2")
      .flatMap((scheme) => Object.values(scheme.flows ?? {}).map((flow) => flow.tokenUrl))
      .filter((address) => address !== undefined),
  );
  return [...addresses].map((address) => {
    const absolute = /^(https?:\/\/[^/]+)(\/.*)$/.exec(address);
    return tokenDocument(absolute?.[1] ?? document.servers?.[0]?.url ?? "", absolute?.[2] ?? address);
  });
}

function tokenDocument(server: string, path: string): Document {
  const text = { type: "string" };
  return {
    openapi: "3.1.0",
    servers: [{ url: server }],
    paths: {
      [path]: {
        post: {
          requestBody: {
            required: true,
            content: {
              "application/x-www-form-urlencoded": {
                schema: {
                  required: ["grant_type"],
                  properties: {
                    grant_type: { enum: ["authorization_code", "client_credentials", "refresh_token"] },
                    client_id: text,
                    client_secret: text,
                    code: text,
                    code_verifier: text,
                    redirect_uri: text,
                    refresh_token: text,
                    scope: text,
                  },
                },
              },
            },
          },
          responses: {
            "200": {
              content: {
                "application/json": {
                  schema: {
                    required: ["access_token", "token_type"],
                    properties: {
                      access_token: text,
                      expires_in: { type: "integer" },
                      id_token: text,
                      refresh_token: text,
                      scope: text,
                      token_type: text,
                    },
                  },
                },
              },
            },
            "4XX": {
              content: {
                "application/json": {
                  schema: {
                    required: ["error"],
                    properties: {
                      error: {
                        enum: [
                          "invalid_client",
                          "invalid_grant",
                          "invalid_request",
                          "invalid_scope",
                          "unauthorized_client",
                          "unsupported_grant_type",
                        ],
                      },
                      error_description: text,
                      error_uri: text,
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  };
}
