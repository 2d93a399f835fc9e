export { kiotviet } from "./connector.ts";
