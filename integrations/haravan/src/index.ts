export { haravan } from "./connector.ts";
