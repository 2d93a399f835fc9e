import { HttpResponse, http, type SandboxKit } from "@opensme/testing";
import { type Args, execute, type Node, parse, QueryError, type Selection, type Value } from "./graphql.ts";
import { type BulkJob, byId, type Shop } from "./shop.ts";
import { everything, gid, numberIn, timeOf } from "./wire.ts";

/** Where results lie, for as long as they do. */
const bucket = "https://storage.googleapis.com/shopify-tiers-assets-prod-us-east1";
const days = 7;

/** What one query may hold: https://shopify.dev/docs/api/usage/bulk-operations/queries#operation-restrictions */
const mostLists = 5;
const deepest = 2;
const mostAtOnce = 5;

const isList = (value: Value): value is readonly Node[] => Array.isArray(value);
const isNode = (value: Value): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** What is asked of the elements of a list; undefined for a field that is none. */
const elementsOf = (selection: Selection): readonly Selection[] | undefined => {
  const within = (selections: readonly Selection[] | undefined, name: string) =>
    selections?.find((inner) => inner.kind === "field" && inner.name === name)?.selections;
  return selection.kind === "field" ? within(within(selection.selections, "edges"), "node") : undefined;
};

const listsIn = (selections: readonly Selection[], depth = 0): number[] =>
  selections.flatMap((selection) => {
    const elements = elementsOf(selection);
    return elements ? [depth, ...listsIn(elements, depth + 1)] : listsIn(selection.selections ?? [], depth);
  });

/** A record and, right behind it, what is in its lists; each of these names the record that it belongs to. */
const linesOf = (node: Node, selections: readonly Selection[], parent?: Value): Node[] => {
  const own = selections.filter((selection) => !elementsOf(selection));
  const line = execute(own, node, {}) as Node;
  if (parent !== undefined) line["__parentId"] = parent;
  return [line, ...selections.flatMap((selection) => childrenOf(node, selection))];
};

const childrenOf = (node: Node, selection: Selection): Node[] => {
  const elements = elementsOf(selection);
  if (selection.kind !== "field" || !elements) return [];
  const resolve = node[selection.name];
  if (typeof resolve !== "function") throw new QueryError(`Field '${selection.name}' doesn't exist`, "undefinedField");
  const found = resolve(everything);
  const nodes = isNode(found) ? found["nodes"] : undefined;
  return isList(nodes) ? nodes.flatMap((element) => linesOf(element, elements, node["id"])) : [];
};

const refusal = (message: string, code: string): Node => ({
  bulkOperation: null,
  userErrors: [{ field: null, message, code }],
});

const isUnderWay = ({ node }: BulkJob): boolean => ["CREATED", "RUNNING"].includes(String(node["status"]));

/** Begins and stops operations, which ask for what can be asked of `root`. */
export const bulkMutations = (shop: Shop, kit: SandboxKit, root: () => Node): Node => ({
  bulkOperationRunQuery: ({ query, groupObjects }: Args) => {
    const { selections } = parse(String(query));
    const [asked, ...others] = selections;
    const lists = listsIn(selections);
    if (!asked || others.length > 0 || lists.length === 0)
      return refusal("Bulk queries must contain at least one connection.", "INVALID");
    if (lists.length > mostLists || Math.max(...lists) > deepest)
      return refusal("Bulk queries cannot contain so many connections, or so deep ones.", "INVALID");
    if (shop.bulk.filter(isUnderWay).length >= mostAtOnce)
      return refusal("Bulk operations limit reached. Please try again later.", "LIMIT_REACHED");
    const lines = childrenOf(root(), asked);
    const roots = lines.filter((line) => !("__parentId" in line));
    const apart = [...roots, ...lines.filter((line) => "__parentId" in line)];
    const number = shop.next();
    const node: Node = {
      __typename: "BulkOperation",
      id: gid("BulkOperation", number),
      status: "CREATED",
      errorCode: null,
      objectCount: "0",
      rootObjectCount: "0",
      url: null,
      partialDataUrl: null,
      createdAt: timeOf(kit.now()),
      completedAt: null,
    };
    shop.bulk.push({
      node,
      lines: groupObjects === true ? lines : apart,
      roots: roots.length,
      signature: crypto.randomUUID(),
    });
    return { bulkOperation: { ...node }, userErrors: [] };
  },
  bulkOperationCancel: ({ id }: Args) => {
    const job = shop.bulk.find(({ node }) => node["id"] === id);
    if (!job) return refusal("Bulk operation does not exist", "INVALID");
    if (isUnderWay(job)) job.node["status"] = "CANCELED";
    return { bulkOperation: { ...job.node }, userErrors: [] };
  },
});

const advance = ({ node, lines, roots, signature }: BulkJob, now: Date): void => {
  const ended = Date.parse(String(node["completedAt"]));
  if (node["status"] === "COMPLETED" && now.getTime() > ended + days * 86_400_000)
    Object.assign(node, { status: "EXPIRED", url: null });
  else if (node["status"] === "RUNNING")
    Object.assign(node, {
      status: "COMPLETED",
      completedAt: timeOf(now),
      objectCount: String(lines.length),
      rootObjectCount: String(roots),
      // Where there is nothing, there is no file.
      url: lines.length > 0 ? `${bucket}/${numberIn(node["id"])}?Signature=${signature}` : null,
    });
  else if (node["status"] === "CREATED") node["status"] = "RUNNING";
};

export const bulkQueries = (shop: Shop, kit: SandboxKit): Node => ({
  bulkOperation: ({ id }: Args) => {
    const job = shop.bulk.find(({ node }) => node["id"] === id);
    if (!job) return null;
    advance(job, kit.now());
    return byId([job.node], id) ?? null;
  },
});

const refused = (code: string, status: number): Response =>
  HttpResponse.xml(`<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`, { status });

/** Results, one record a line. Their address is all that opens them; credentials of another kind are refused. */
export const bulkFiles = (shop: () => Shop, { now }: SandboxKit) =>
  http.get(`${bucket}/:number`, ({ request, params }) => {
    const job = shop().bulk.find(({ node }) => String(numberIn(node["id"])) === params["number"]);
    if (!job || new URL(request.url).searchParams.get("Signature") !== job.signature)
      return refused("SignatureDoesNotMatch", 403);
    if (now().getTime() > Date.parse(String(job.node["completedAt"])) + days * 86_400_000)
      return refused("ExpiredToken", 400);
    if (request.headers.has("authorization") || request.headers.has("x-shopify-access-token"))
      return refused("InvalidSecurity", 403);
    return new HttpResponse(job.lines.map((line) => `${JSON.stringify(line)}\n`).join(""), {
      headers: { "content-type": "application/jsonl" },
    });
  });
