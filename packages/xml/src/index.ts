export { parseXml, type XmlElement, XmlError, type XmlOptions, type XmlValue } from "./parse.ts";
