export { einvoiceXml } from "./connector.ts";
