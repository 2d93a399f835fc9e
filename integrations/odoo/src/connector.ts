import { codec, defineConnector, OpenSMEError, pick, secret } from "@opensme/core";
import * as z from "zod";
import { credentials } from "./credentials.ts";
import { classifyError, isFailure, readError } from "./errors.ts";
import { jsonRpc, signIn } from "./protocol.ts";
import { resources } from "./resources.ts";

const Config = z
  .strictObject({
    host: z
      .string()
      .regex(/^[A-Za-z0-9.-]+(?::\d+)?$/, "expected a host such as my-company.odoo.com, without https://")
      .describe(
        "Where Odoo is reached: my-company.odoo.com, or the company's own host, with the port where it is not 443",
      ),
    database: z
      .string()
      .min(1)
      .describe("Name of the database; on odoo.com the first part of the host, without .odoo.com"),
    apiKey: secret(z.string().min(1)).describe("API key of the user, under Preferences > Security > API Keys"),
    protocol: z
      .enum(["json-2", "json-rpc"])
      .default("json-2")
      .describe("json-2 from Odoo 19 on; json-rpc for Odoo 16 to 18, with the login beside the key"),
    login: z.string().min(1).optional().describe("Login of the key's user, which json-rpc needs"),
  })
  .refine(({ protocol, login }) => protocol === "json-2" || login !== undefined, {
    path: ["login"],
    message: "is needed where the protocol is json-rpc",
  });

const Company = z.object({ id: codec.identifier, name: z.string() });

/** Odoo, 16 and later: books, sales, stock, customers and people of one database. */
export const odoo = defineConnector({
  spec: 1,
  id: "odoo",
  name: "Odoo",
  version: "0.1.0",
  categories: ["accounting", "sales", "crm", "people"],
  countries: [],
  config: Config,
  credentials,
  http: {
    baseUrl: ({ host }) => `https://${host}`,
    headers: ({ database }) => ({ "X-Odoo-Database": database }),
    auth: ({ protocol, apiKey }) => (protocol === "json-2" ? { kind: "bearer", token: apiKey } : { kind: "none" }),
    session: (config) => (config.protocol === "json-rpc" ? signIn(config) : undefined),
    envelope: (config) => (config.protocol === "json-rpc" ? jsonRpc(config) : undefined),
    // Odoo states none; a server of a small company has a handful of workers.
    limits: [{ requests: 10, seconds: 1 }, { concurrent: 4 }],
    error: { read: readError, classify: classifyError, isFailure },
  },
  check: {
    method: "post",
    path: "/json/2/res.company/search_read",
    body: { domain: [], fields: ["name"], order: "id", limit: 1 },
    idempotent: true,
    identity: pick(z.array(Company), ([company]) => {
      if (!company) throw new OpenSMEError("Odoo shows no company to this user.", { code: "permission" });
      return company;
    }),
  },
  resources,
});
