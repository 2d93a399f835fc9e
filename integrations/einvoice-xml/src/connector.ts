import { defineFileConnector } from "@opensme/core";
import * as z from "zod";
import { bills } from "./bills.ts";
import { customers } from "./customers.ts";
import { eInvoices } from "./e-invoices.ts";
import { parseInvoices } from "./files.ts";
import { identity } from "./identity.ts";
import { invoices } from "./invoices.ts";
import { organizations } from "./organizations.ts";
import { suppliers } from "./suppliers.ts";

/**
 * The XML of Vietnamese e-invoices, which is the same whatever software issued them: Decision 1450/QĐ-TCT, amended by 1510/QĐ-TCT, under Decree 123/2020/NĐ-CP.
 * Whoever sells and whoever buys keep it, so a folder of such files tells what was sold and bought without any API.
 */
export const einvoiceXml = defineFileConnector({
  spec: 1,
  id: "einvoice-xml",
  name: "E-invoice XML",
  version: "0.1.0",
  categories: ["accounting"],
  countries: ["VN"],
  config: z.strictObject({
    folder: z.string().min(1).describe("Folder with the XML files, those in folders within it too"),
    taxCode: z
      .string()
      .regex(/^(?:\d{10}|\d{10}-?\d{3}|\d{12})$/, "expected a tax code of 10, 10-3 or 12 digits")
      .describe("Tax code of the company whose invoices they are; 10 digits stand for its branches too"),
  }),
  files: { folder: ({ folder }) => folder, extensions: [".xml"], parse: parseInvoices },
  check: { identity },
  resources: { organizations, customers, suppliers, eInvoices, invoices, bills },
});
