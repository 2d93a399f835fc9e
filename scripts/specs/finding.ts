/** One request to a vendor and the answer to it, as a sandbox records them. A `response.status` of 0 stands for no answer. */
export interface Exchange {
  request: { method: string; url: string; headers: Record<string, string>; body?: string };
  response: { status: number; headers: Record<string, string>; body: string };
}

/** One place where an exchange leaves the vendor's description. Never holds a value from a body, only where it stands. */
export interface Finding {
  vendor: string;
  /** Upper case. */
  method: string;
  /** The path template of the description, or the plain path when no operation fits. */
  path: string;
  /** JSON pointer into `{ request: { path, query, headers, body }, response: { status, headers, body } }`. */
  where: string;
  /** The JSON Schema keyword that failed, or one of `operation`, `path-case`, `undeclared`, `read-only`, `status`, `content-type`, `body`, `security`. */
  keyword: string;
  message: string;
}

/** A finding inside one value: `where` is relative to that value. */
export type Issue = Pick<Finding, "where" | "keyword" | "message">;

export function pointer(...segments: string[]): string {
  return segments.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The issues of a part, with pointers that start at the whole. */
export function within(where: string, issues: Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, where: where + issue.where }));
}

/** The same pointer for every row of a list and every id of a map: `/response/body/Invoices/7` becomes `/response/body/Invoices/*`. */
export function withoutIndices(where: string): string {
  return where.replace(/\/\d+(?=\/|$)/g, "/*");
}

/** A path or pointer pattern in which `*` stands for one segment and `**` for any number of them. */
export function wildcard(pattern: string): RegExp {
  const segments = pattern.split("/").slice(1);
  const source = segments.map((segment) => {
    if (segment === "**") return "(?:/[^/]*)*";
    return `/${segment === "*" ? "[^/]*" : segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
  });
  return new RegExp(`^${source.join("")}$`);
}
