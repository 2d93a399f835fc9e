import { SaxesParser } from "saxes";
import { decodeXml } from "./encoding.ts";
import { XmlError } from "./error.ts";

export { XmlError } from "./error.ts";

/** What stands in an element: its text, its members, or null where there is nothing in it. */
export type XmlValue = string | null | XmlElement | readonly XmlValue[];

/** Members by local name; attributes begin with `@`, and text beside either is `#text`. A name that comes more than once is a list. */
export interface XmlElement {
  readonly [name: string]: XmlValue;
}

export interface XmlOptions {
  /** Local names of elements that are a list, however many of them there are. */
  lists?: readonly string[];
}

/** An element that is not closed yet. */
interface Open {
  readonly name: string;
  readonly members: Map<string, XmlValue | XmlValue[]>;
  text: string;
}

/** What is nested deeper is no document, but an attack on whoever walks through it. */
const deepest = 100;

/**
 * Reads an XML document: `{ Invoice: { Number: "007" } }`. All values are text, without the white space around it. Names lose their namespace prefixes;
 * declarations of namespaces and of schemas are left out. A document type declaration is refused, so that no entity is ever expanded and nothing is fetched.
 * Throws an `XmlError` that names the line.
 */
export const parseXml = (source: Uint8Array | string, { lists = [] }: XmlOptions = {}): XmlElement => {
  const text = typeof source === "string" ? source : decodeXml(source);
  if (text.trim() === "") throw new XmlError("it is empty", 1);
  const many = new Set(lists);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const root: Open = { name: "", members: new Map(), text: "" };
  const open: Open[] = [root];
  const innermost = (): Open => open.at(-1) ?? root;

  const fail = (problem: string): never => {
    throw new XmlError(problem, parser.line);
  };
  parser.on("error", ({ message }) => fail(problemIn(message)));
  parser.on("doctype", () => fail("it has a document type declaration, which is refused: remove <!DOCTYPE …>"));
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length > deepest) fail(`its elements are nested more than ${deepest} deep`);
    const members = Object.entries(attributes).flatMap(([key, value]): [string, string][] =>
      /^(?:xmlns$|xmlns:|xsi:)/.test(key) ? [] : [[`@${localName(key)}`, value]],
    );
    open.push({ name: localName(name), members: new Map(members), text: "" });
  });
  const addText = (words: string): void => {
    innermost().text += words;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop() ?? root;
    const { members } = innermost();
    const value = contentOf(element);
    const before = members.get(element.name);
    if (Array.isArray(before)) before.push(value);
    else if (before !== undefined) members.set(element.name, [before, value]);
    else members.set(element.name, many.has(element.name) ? [value] : value);
  });
  parser.write(text).close();
  return Object.fromEntries(root.members) as XmlElement;
};

const contentOf = ({ members, text }: Open): XmlValue => {
  const words = text.trim();
  if (members.size === 0) return words === "" ? null : words;
  if (words !== "") members.set("#text", words);
  return Object.fromEntries(members) as XmlElement;
};

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The parser's message without the position before it, which the error has, and without what it quotes of the document. */
const problemIn = (message: string): string => {
  const problem = message
    .replace(/^(?:[^:]*:)?\d+:\d+: /, "")
    .replace(/: .*$/s, "")
    .replace(/\.$/, "");
  return `it is not well-formed XML (${problem})`;
};
