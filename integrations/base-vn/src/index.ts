export { baseVn } from "./connector.ts";
