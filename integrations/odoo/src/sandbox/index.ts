import { defineSandbox, HttpResponse, http, type Sandbox, type SandboxOptions } from "@opensme/testing";
import * as z from "zod";
import { apiOf } from "./api.ts";
import { controlOf } from "./control.ts";
import { type Database, Refusal } from "./database.ts";
import { databaseOf } from "./fill.ts";
import { access, login, uid } from "./wire.ts";

const base = `https://${access.host}`;

/** Exceptions as both protocols tell them. The real server puts a traceback into `debug`. */
const told = ({ exception, message }: Refusal) => ({
  name: exception,
  message,
  arguments: [message],
  context: {},
  debug: `Traceback (most recent call last): ${exception}`,
});

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  throw error;
};

const unauthorized = new Refusal(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");

const noDatabase = (): Response =>
  new HttpResponse("<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>", {
    status: 404,
    headers: { "content-type": "text/html; charset=utf-8" },
  });

const Call = z.object({ params: z.object({ service: z.string(), method: z.string(), args: z.array(z.unknown()) }) });

/** The arguments of a call by name, as JSON-2 has them. */
const named = (method: string, [first]: readonly unknown[], keywords: object): object =>
  first === undefined
    ? keywords
    : method === "create"
      ? { vals_list: first, ...keywords }
      : { ids: first, ...keywords };

/**
 * Odoo 19 with the sample company, from its description: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html. It answers JSON-2, and the
 * older JSON-RPC.
 */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<{ database: Database }>({
  id: "odoo",
  config: { ...access },
  state(company, { tokens }) {
    tokens.admit(access.apiKey);
    return { database: databaseOf(company) };
  },
  handlers(state, { now, tokens }) {
    const run = apiOf(
      () => state().database,
      () => now().toISOString(),
    );
    const answer = (body: unknown, status = 200): Response =>
      new HttpResponse(JSON.stringify(body), {
        status,
        headers: { "content-type": "application/json; charset=utf-8", date: now().toUTCString() },
      });

    const json2 = http.post(`${base}/json/2/:model/:method`, async ({ request, params }) => {
      if (request.headers.get("x-odoo-database") !== access.database) return noDatabase();
      try {
        if (!tokens.accepts(request.headers.get("authorization")?.replace(/^bearer /i, ""))) throw unauthorized;
        return answer(run(String(params["model"]), String(params["method"]), await request.json()));
      } catch (error) {
        const refusal = refusalOf(error);
        return answer(told(refusal), refusal.status);
      }
    });

    const rpc = http.post(`${base}/jsonrpc`, async ({ request }) => {
      const { service, method, args } = Call.parse(await request.json()).params;
      const [database, user, key, model, name, positional, keywords] = args;
      const isAdmitted = database === access.database && typeof key === "string" && tokens.accepts(key);
      try {
        if (service === "common" && method === "authenticate")
          return answer({ jsonrpc: "2.0", id: 1, result: isAdmitted && user === login ? uid : false });
        if (!isAdmitted || user !== uid) throw new Refusal(200, "odoo.exceptions.AccessDenied", "Access Denied");
        const body = named(String(name), z.array(z.unknown()).parse(positional), z.looseObject({}).parse(keywords));
        return answer({ jsonrpc: "2.0", id: 1, result: run(String(model), String(name), body) });
      } catch (error) {
        const refusal = refusalOf(error);
        const noModel = refusal.exception === "werkzeug.exceptions.NotFound";
        const data = noModel
          ? { ...told(refusal), name: "odoo.exceptions.UserError", message: `Object ${model} doesn't exist` }
          : told(refusal);
        return answer({ jsonrpc: "2.0", id: 1, error: { code: 0, message: "Odoo Server Error", data } });
      }
    });
    return [json2, rpc];
  },
  control: controlOf,
  // Odoo has no limit of its own; the proxy before it may have one.
  rateLimited: (retryAfter) =>
    new HttpResponse("<html><h1>429 Too Many Requests</h1></html>", {
      status: 429,
      headers: { "content-type": "text/html", ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }) },
    }),
});
