export { shopify } from "./connector.ts";
