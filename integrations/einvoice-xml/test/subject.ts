import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { einvoiceXml } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: einvoiceXml,
  sandbox: (options) => sandbox({ company: sampleCompany({ orders: 200 }), ...options }),
  fixtures: await loadFixtures(new URL("./fixtures/", import.meta.url)),
  manifest,
  alwaysSent: {
    customers: ["nationalId", "bankAccount"],
    suppliers: ["bankAccount"],
    eInvoices: ["seller.bankAccount", "buyer.bankAccount", "buyer.nationalId"],
  },
};
