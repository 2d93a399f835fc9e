import { parseXml, type XmlElement, type XmlValue } from "@opensme/xml";

/** Elements that stand there any number of times. */
const lists = ["HDon", "HHDVu", "LTSuat", "LPhi", "TTin"];

/** The invoices in a file: one alone, or several in a message to or from the tax authority (TDiep). */
export const parseInvoices = (content: Uint8Array): readonly unknown[] => {
  const document = parseXml(content, { lists });
  const found = invoicesIn(document);
  if (found.length > 0) return found;
  throw new Error(
    `line 1: there is no e-invoice in it (no HDon with a DLHDon); its root is ${Object.keys(document)[0]}`,
  );
};

const invoicesIn = (value: XmlValue): readonly XmlElement[] => {
  if (value === null || typeof value === "string") return [];
  if (isList(value)) return value.flatMap(invoicesIn);
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "HDon" && isList(inner) ? inner.filter(isInvoice) : invoicesIn(inner),
  );
};

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

const isInvoice = (value: XmlValue): value is XmlElement =>
  value !== null && typeof value === "object" && "DLHDon" in value;
