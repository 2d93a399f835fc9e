import { parseXml, type XmlElement, type XmlValue } from "@opensme/xml";
import { headProblem, isNotice } from "./document.ts";

/** Elements that stand there any number of times. */
const lists = ["HDon", "HHDVu", "LTSuat", "LPhi", "TTin"];

/**
 * The invoices in a file, and the notices that name invoices: one alone, or several in a message to or from the tax authority (TDiep). Throws where there is neither, and where
 * an invoice does not say which it is.
 */
export const parseInvoices = (content: Uint8Array): readonly unknown[] => {
  const document = parseXml(content, { lists });
  const found = documentsIn(document);
  if (found.length === 0) throw new Error(`line 1: ${whatElse(document)}`);
  const problem = found.flatMap((each) => (isNotice(each) ? [] : (headProblem(each) ?? [])))[0];
  if (problem !== undefined) throw new Error(`the invoice in it cannot be told from others: ${problem}`);
  return found;
};

const documentsIn = (value: XmlValue): readonly XmlElement[] => {
  if (value === null || typeof value === "string") return [];
  if (isList(value)) return value.flatMap(documentsIn);
  return "DLHDon" in value || isNotice(value) ? [value] : Object.values(value).flatMap(documentsIn);
};

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

/** What a file is that holds no invoice. */
const whatElse = (document: XmlElement): string => {
  const [root] = Object.keys(document);
  const kind = /"MLTDiep":"(\d{1,4})"/.exec(JSON.stringify(document))?.[1];
  const what =
    root === "TDiep" && kind ? `it is a message of kind ${kind} of the tax authority` : `its root is ${root}`;
  return `there is no e-invoice in it (no DLHDon), and no notice that names invoices: ${what}. Move it out of the folder`;
};
