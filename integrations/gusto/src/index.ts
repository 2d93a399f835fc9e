export { gusto } from "./connector.ts";
