export { xero } from "./connector.ts";
