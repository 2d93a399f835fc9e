export { sepay } from "./connector.ts";
