import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { defineSandbox, HttpResponse, type Sandbox, type SandboxOptions, sampleCompany } from "@opensme/testing";
import { invoicesOf } from "./company.ts";
import { cancellationOf, type Written, xmlOf } from "./document.ts";

/** The folder, and what lies in it. */
interface Folder {
  invoices: Written[];
  removed: Written[];
}

const digits = (taxCode: string | undefined): string => (taxCode ?? "").replace(/\D/g, "");
const idOf = ({ seller, form, series, number }: Written): string =>
  `${digits(seller.taxCode)}-${form}${series}-${number}`;

/** A folder of e-invoices, sold and bought, of the sample company. It lies among the temporary files until the process ends. */
export const sandbox = (options: SandboxOptions = {}): Sandbox => {
  const company = options.company ?? sampleCompany();
  const folder = mkdtempSync(join(root(), "invoices-"));
  const pathOf = (invoice: Written): string =>
    join(folder, invoice.seller.taxCode === company.taxCode ? "sold" : "bought", `${idOf(invoice)}.xml`);
  const write = (invoice: Written): void => {
    mkdirSync(dirname(pathOf(invoice)), { recursive: true });
    writeFileSync(pathOf(invoice), xmlOf(invoice));
  };
  const isSold = ({ seller }: Written): boolean => seller.taxCode === company.taxCode;

  /** The id that a resource gives a record of an invoice; undefined where it has none. */
  const recordId = (resource: string, invoice: Written): string | undefined => {
    const { buyer, seller } = invoice;
    if (resource === "organizations") return digits(company.taxCode);
    if (resource === "customers")
      return isSold(invoice) && buyer.taxCode ? `customer:${digits(buyer.taxCode)}` : undefined;
    if (resource === "suppliers") return isSold(invoice) ? undefined : `supplier:${digits(seller.taxCode)}`;
    const isCredit = invoice.lines.some(({ net }) => net < 0);
    const kinds = isSold(invoice) ? ["invoices", "creditNotes"] : ["bills", "vendorCredits"];
    return resource === "eInvoices" || resource === kinds[isCredit ? 1 : 0] ? idOf(invoice) : undefined;
  };

  return defineSandbox<Folder>({
    id: "einvoice-xml",
    config: { folder, taxCode: company.taxCode },
    state(whose) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const invoices = invoicesOf(whose);
      for (const invoice of invoices) write(invoice);
      const [cancelled] = invoices;
      if (cancelled) writeFileSync(join(folder, "cancelled.xml"), cancellationOf(cancelled));
      return { invoices, removed: [] };
    },
    // Nobody is asked for files.
    handlers: () => [],
    control: (state) => ({
      ids: (resource) => [...new Set(state().invoices.flatMap((invoice) => recordId(resource, invoice) ?? []))],
      touch(resource, id) {
        for (const invoice of state().invoices.filter((each) => recordId(resource, each) === id)) {
          invoice.buyer = { ...invoice.buyer, phone: "0900000111" };
          write(invoice);
        }
      },
      remove(resource, id) {
        if (resource === "organizations") throw new Error("The company is on every invoice");
        const gone = state().invoices.filter((each) => recordId(resource, each) === id);
        for (const invoice of gone) rmSync(pathOf(invoice));
        state().removed = gone;
        state().invoices = state().invoices.filter((each) => !gone.includes(each));
      },
      restore() {
        const { removed } = state();
        for (const invoice of removed) write(invoice);
        state().invoices.push(...removed);
        state().removed = [];
      },
      insert(resource) {
        const alike = state().invoices.findLast((each) => recordId(resource, each) !== undefined);
        if (!alike || /customers|suppliers|organizations/.test(resource))
          throw new Error("Nobody is added but with an invoice");
        const invoice = { ...alike, number: Math.max(...state().invoices.map((each) => each.number)) + 1 };
        write(invoice);
        state().invoices.push(invoice);
        return idOf(invoice);
      },
    }),
    rateLimited: () => new HttpResponse(null, { status: 429 }),
  })({ ...options, company });
};

let made: string | undefined;

/** One folder for all sandboxes of the process, which takes it away when it ends. */
const root = (): string => {
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), "opensme-einvoice-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  made = folder;
  return folder;
};
