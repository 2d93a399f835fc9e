import { type Json, OpenSMEError, pick, type Wire } from "@opensme/core";
import * as z from "zod";

/** The settings that the older protocol needs. */
interface Login {
  database: string;
  apiKey: string;
  login?: string | undefined;
}

const uidHeader = "x-odoo-uid";

/** Arguments that are given by position: what `execute_kw` looks at itself. */
const argumentsOf = (
  method: string,
  { ids, vals_list, ...named }: Readonly<Record<string, Json | undefined>>,
): [Json[], Json] => (method === "create" ? [[vals_list ?? []], named] : [ids === undefined ? [] : [ids], named]);

const rpc = (service: string, method: string, args: Json[]): Wire & { path: string } => ({
  method: "post",
  path: "/jsonrpc",
  body: { jsonrpc: "2.0", method: "call", id: 1, params: { service, method, args } },
});

const Named = z.record(z.string(), z.custom<Json | undefined>());

/** Asks for the number of the user, which every call then carries. */
export const signIn = ({ database, login = "", apiKey }: Login) => ({
  request: { ...rpc("common", "authenticate", [database, login, apiKey, {}]), idempotent: true },
  headers: pick(z.union([z.int(), z.literal(false)]), (uid): Record<string, string> => {
    if (uid !== false) return { [uidHeader]: String(uid) };
    throw new OpenSMEError("Odoo does not know this login with this key. Check login, API key and database.", {
      code: "auth",
      state: "wrong-credentials",
    });
  }),
});

/** JSON-RPC, for Odoo 16 to 18, which have no JSON-2: https://www.odoo.com/documentation/18.0/developer/reference/external_api.html */
export const jsonRpc = ({ database, apiKey }: Login) => ({
  wrap: (wire: Wire & { path: string }): Wire & { path: string } => {
    const [, model, method] = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(wire.path) ?? [];
    if (model === undefined || method === undefined) return wire;
    const { [uidHeader]: uid, ...headers } = wire.headers ?? {};
    const [positional, named] = argumentsOf(method, Named.parse(wire.body ?? {}));
    const call = [database, Number(uid), apiKey, model, method, positional, named];
    return { ...wire, ...rpc("object", "execute_kw", call), headers };
  },
  unwrap: pick(z.looseObject({ result: z.unknown() }), ({ result }) => result),
});
