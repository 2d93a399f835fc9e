/** As much of GraphQL as a vendor needs to answer what is asked and nothing else: fields, aliases, arguments, variables, fragments on types, `@include`. */

export type Value = string | number | boolean | null | undefined | Node | Resolver | readonly Value[];
export interface Node {
  [field: string]: Value;
}
export type Args = Readonly<Record<string, unknown>>;
type Resolver = (args: Args) => Value;

interface Field {
  kind: "field";
  name: string;
  alias: string;
  args: Readonly<Record<string, Literal>>;
  include: Literal | undefined;
  selections: readonly Selection[] | undefined;
}

interface Fragment {
  kind: "fragment";
  type: string;
  selections: readonly Selection[];
}

export type Selection = Field | Fragment;
type Literal = { variable: string } | { value: unknown };

export interface Operation {
  kind: "query" | "mutation";
  selections: readonly Selection[];
  /** Values of variables that are not given. */
  defaults: Readonly<Record<string, unknown>>;
}

/** Something that is asked for and cannot be; its code is the vendor's. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

const tokenPattern = /"(?:[^"\\]|\\.)*"|\.\.\.|\$?[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[{}()[\]:!=@]|\S/g;

/** Reads the one operation of a document. Throws a `QueryError` on what it does not understand. */
export const parse = (text: string): Operation => {
  const tokens = (text.match(tokenPattern) ?? []).filter((token) => token !== ",");
  let at = 0;
  const peek = (): string => tokens[at] ?? "";
  const take = (expected?: string): string => {
    const token = peek();
    if (token === "" || (expected !== undefined && token !== expected))
      throw new QueryError(`syntax error, unexpected ${token || "end of file"} at ${at}`, "parseError");
    at += 1;
    return token;
  };
  const maybe = (token: string): boolean => {
    if (peek() !== token) return false;
    at += 1;
    return true;
  };

  const literal = (): Literal => {
    if (peek().startsWith("$")) return { variable: take().slice(1) };
    if (maybe("[")) {
      const list: unknown[] = [];
      while (!maybe("]")) {
        const item = literal();
        list.push("value" in item ? item.value : undefined);
      }
      return { value: list };
    }
    const token = take();
    if (token.startsWith('"') || /^-?\d/.test(token) || ["true", "false", "null"].includes(token))
      return { value: JSON.parse(token) };
    return { value: token };
  };

  const args = (): Record<string, Literal> => {
    const found: Record<string, Literal> = {};
    if (!maybe("(")) return found;
    while (!maybe(")")) {
      const name = take();
      take(":");
      found[name] = literal();
    }
    return found;
  };

  const selections = (): Selection[] => {
    take("{");
    const found: Selection[] = [];
    while (!maybe("}")) {
      if (maybe("...")) {
        take("on");
        found.push({ kind: "fragment", type: take(), selections: selections() });
        continue;
      }
      const alias = take();
      const name = maybe(":") ? take() : alias;
      const given = args();
      const directive = maybe("@") ? take() : undefined;
      const { if: include, key } = directive ? args() : {};
      found.push({
        kind: "field",
        name,
        alias,
        // The resolver is told the key of `@idempotent` beside its arguments.
        args: key ? { ...given, idempotencyKey: key } : given,
        include,
        selections: peek() === "{" ? selections() : undefined,
      });
    }
    return found;
  };

  const defaults: Record<string, unknown> = {};
  if (peek() === "{") return { kind: "query", selections: selections(), defaults };
  const kind = take() === "mutation" ? "mutation" : "query";
  if (peek() !== "(" && peek() !== "{") take();
  if (maybe("(")) {
    while (!maybe(")")) {
      const name = take().slice(1);
      take(":");
      while (peek() !== "=" && peek() !== ")" && !peek().startsWith("$")) take();
      if (!maybe("=")) continue;
      const given = literal();
      defaults[name] = "value" in given ? given.value : undefined;
    }
  }
  return { kind, selections: selections(), defaults };
};

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const resolved = (given: Literal, variables: Args): unknown =>
  "variable" in given ? variables[given.variable] : given.value;

const argsOf = (field: Field, variables: Args): Args =>
  Object.fromEntries(Object.entries(field.args).map(([name, given]) => [name, resolved(given, variables)]));

const isAsked = ({ include }: Field, variables: Args): boolean => !include || resolved(include, variables) === true;

/** The answer to what was asked of a node: those fields, and no others. */
export const execute = (selections: readonly Selection[], source: Node, variables: Args): Record<string, unknown> => {
  const answer: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === "fragment") {
      if (source["__typename"] === selection.type)
        Object.assign(answer, execute(selection.selections, source, variables));
      continue;
    }
    if (!isAsked(selection, variables)) continue;
    answer[selection.alias] = complete(selection, valueIn(source, selection, variables), variables);
  }
  return answer;
};

const valueIn = (source: Node, field: Field, variables: Args): Value => {
  const value = source[field.name];
  if (value === undefined)
    throw new QueryError(
      `Field '${field.name}' doesn't exist on type '${String(source["__typename"] ?? "Object")}'`,
      "undefinedField",
    );
  return typeof value === "function" ? value(argsOf(field, variables)) : value;
};

const complete = (field: Field, value: Value, variables: Args): unknown => {
  if (value === null || value === undefined) return null;
  if (isList(value)) return value.map((item) => complete(field, item, variables));
  if (typeof value !== "object") return value;
  if (!field.selections)
    throw new QueryError(`Field must have selections (field '${field.name}' returns an object)`, "selectionMismatch");
  return execute(field.selections, value, variables);
};

/** What a query costs at most: a point for each object, and a connection two more than what may be in it. */
export const costOf = (selections: readonly Selection[], variables: Args): number =>
  selections.reduce((sum, selection) => {
    if (selection.kind === "fragment") return sum + costOf(selection.selections, variables);
    const { selections: inner } = selection;
    if (!inner || selection.name === "pageInfo" || !isAsked(selection, variables)) return sum;
    const { first, ids } = argsOf(selection, variables);
    const nodes = inner.find((field): field is Field => field.kind === "field" && field.name === "nodes");
    if (!nodes) return sum + (Array.isArray(ids) ? ids.length : 1) * (1 + costOf(inner, variables));
    return sum + 2 + Number(first ?? 1) * (1 + costOf(nodes.selections ?? [], variables));
  }, 0);
