export { odoo } from "./connector.ts";
