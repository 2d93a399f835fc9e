export { quickbooksOnline } from "./connector.ts";
