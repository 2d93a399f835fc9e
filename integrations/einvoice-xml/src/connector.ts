import { defineFileConnector, OpenSMEError } from "@opensme/core";
import { parseTaxCode } from "@opensme/vietnam";
import * as z from "zod";
import { bills, creditNotes, invoices, vendorCredits } from "./books.ts";
import { credentials } from "./credentials.ts";
import { customers } from "./customers.ts";
import { headOf, sideOf } from "./document.ts";
import { eInvoices } from "./e-invoices.ts";
import { parseInvoices } from "./files.ts";
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
      .refine((code) => parseTaxCode(code).kind !== undefined, "expected a tax code of 10, 10-3 or 12 digits")
      .describe("Tax code of the company whose invoices they are; 10 digits stand for its branches too"),
  }),
  credentials,
  files: { folder: ({ folder }) => folder, extensions: [".xml"], parse: parseInvoices },
  check: {
    /** The company as the first invoice writes it that names its tax code. Files of which none does are those of another company. */
    async identity(documents, { taxCode }) {
      let others = 0;
      for await (const { content } of documents) {
        const head = headOf(content);
        if (!head) continue;
        const side = sideOf(head.seller.MST, head.buyer.MST, taxCode);
        if (side) return { id: taxCode, name: (side === "sale" ? head.seller : head.buyer).Ten ?? undefined };
        others += 1;
      }
      if (others === 0) return { id: taxCode };
      const { warning } = parseTaxCode(taxCode);
      throw new OpenSMEError(
        `E-invoice XML: none of the ${others} invoices in the folder names the tax code ${taxCode}, as seller or as buyer${warning ? ` (${warning})` : ""}. Check taxCode and folder.`,
        { code: "config", connector: "einvoice-xml" },
      );
    },
  },
  resources: { organizations, customers, suppliers, eInvoices, invoices, creditNotes, bills, vendorCredits },
});
