import type { Schema } from "../../../../scripts/specs/document.ts";

/** An element of an XML document: what of it the schemas need. */
interface Node {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Node[];
}

const tag = /<(\/)?(?:\w+:)?(\w+)((?:\s+[\w:]+\s*=\s*"[^"]*")*)\s*(\/)?>/g;

/** The elements of an XML document without comments, text and documentation. */
const parse = (xml: string): Node => {
  const root: Node = { name: "", attributes: {}, children: [] };
  const open = [root];
  const bare = xml.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<xs:documentation[\s\S]*?<\/xs:documentation>/g, "");
  for (const [, closing, name = "", written = "", empty] of bare.matchAll(tag)) {
    if (closing) {
      open.pop();
      continue;
    }
    const attributes = Object.fromEntries(
      [...written.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
    );
    const node: Node = { name, attributes, children: [] };
    open.at(-1)?.children.push(node);
    if (!empty) open.push(node);
  }
  return root;
};

/** Every element of a name below a node, but not within another type. */
const within = (node: Node, name: string): Node[] =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...within(child, name)]);

const simple: Readonly<Record<string, Schema>> = {
  "xs:string": { type: "string" },
  "xs:anyURI": { type: "string" },
  "xs:decimal": { type: "number" },
  "xs:boolean": { type: "boolean" },
  "xs:int": { type: "integer" },
  "xs:integer": { type: "integer" },
  "xs:long": { type: "integer" },
  "xs:positiveInteger": { type: "integer" },
  "xs:date": { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
  "xs:dateTime": {
    type: "string",
    pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$",
  },
};

const typed = (type: string | undefined): Schema =>
  type === undefined ? {} : (simple[type] ?? { $ref: `#/components/schemas/${type}` });

/** A type of text that its words limit, or that is another simple one. */
const ofSimple = (node: Node): Schema => {
  const words = within(node, "enumeration").flatMap(({ attributes: { value } }) => value ?? []);
  return words.length > 0 ? { type: "string", enum: words } : typed(within(node, "restriction")[0]?.attributes["base"]);
};

const ofComplex = (node: Node, bases: ReadonlyMap<string, Node>): Record<string, Schema> => {
  const [extension] = within(node, "extension");
  const base = extension?.attributes["base"];
  const isText = node.children.some(({ name }) => name === "simpleContent");
  const inherited = base === undefined ? undefined : bases.get(base);
  const elements = within(node, "element").flatMap(({ attributes: { name, type, maxOccurs } }) =>
    name === undefined
      ? []
      : [[name, maxOccurs === "unbounded" ? { type: "array", items: typed(type) } : typed(type)] as const],
  );
  const attributes = within(node, "attribute").map(
    ({ attributes: { name = "", type } }) => [name, typed(type)] as const,
  );
  return {
    ...(inherited && !isText ? ofComplex(inherited, bases) : {}),
    // JSON writes a text that has attributes as an object.
    ...(isText ? { value: typed(base) } : {}),
    ...Object.fromEntries([...elements, ...attributes]),
  };
};

/**
 * The types of XML schemas as the vendor writes them in JSON: elements and attributes are keys, repeated elements lists, decimals numbers, and ids text.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features
 */
export const schemasOf = (documents: readonly string[]): Record<string, Schema> => {
  const nodes = documents.flatMap((document) => parse(document).children.flatMap(({ children }) => children));
  const complex = new Map(
    nodes.flatMap((node) => (node.name === "complexType" ? [[node.attributes["name"] ?? "", node] as const] : [])),
  );
  return {
    ...Object.fromEntries(
      nodes.filter(({ name }) => name === "simpleType").map((node) => [node.attributes["name"] ?? "", ofSimple(node)]),
    ),
    ...Object.fromEntries(
      [...complex].map(([name, node]) => [name, { type: "object", properties: ofComplex(node, complex) }]),
    ),
  };
};
