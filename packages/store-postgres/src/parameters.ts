import { OpenSMEError } from "@opensme/core";
import type { SqlParameter } from "@opensme/sync/sql";

/** What may hold a colon that names no parameter: texts, quoted names, comments, casts; else a name behind a colon. */
const places =
  /\b[eE]'(?:[^'\\]|\\[\s\S])*'|'[^']*'|"[^"]*"|--.*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|::|:([A-Za-z_]\w*)/g;

/** Puts `$1`, `$2` and so on, which PostgreSQL knows, where named parameters stand. Throws `invalid` where one of them stands nowhere. */
export const positional = (
  sql: string,
  parameters: Readonly<Record<string, SqlParameter>>,
): { text: string; values: SqlParameter[] } => {
  const names = Object.keys(parameters);
  const found = new Set<string>();
  const text = sql.replace(places, (place, _, name: string | undefined) => {
    if (name === undefined || !Object.hasOwn(parameters, name)) return place;
    found.add(name);
    return `$${names.indexOf(name) + 1}`;
  });
  const idle = names.find((name) => !found.has(name));
  if (idle !== undefined) {
    throw new OpenSMEError(`There is no :${idle} in the SQL, which is given as a parameter.`, { code: "invalid" });
  }
  return { text, values: Object.values(parameters) };
};
