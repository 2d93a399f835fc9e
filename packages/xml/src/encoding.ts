import { XmlError } from "./error.ts";

/** Text out of the bytes of a document: by their byte order mark, else by the encoding that the document declares, else UTF-8. */
export const decodeXml = (bytes: Uint8Array): string => {
  const encoding = markOf(bytes) ?? declaredIn(bytes) ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    const isUnknown = error instanceof RangeError;
    throw new XmlError(isUnknown ? "its encoding is not known" : `it is not in ${encoding}, as it should be`, 1);
  }
};

const markOf = ([first, second]: Uint8Array): string | undefined => {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return "utf-16be";
  return first === 0xef ? "utf-8" : undefined;
};

/** What is declared as UTF-16 and can be read as ASCII is not UTF-16: it was written again and the declaration left. */
const declaredIn = (bytes: Uint8Array): string | undefined => {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const [, label] = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head) ?? [];
  return label === undefined || /^utf-?16/i.test(label) ? undefined : label;
};
