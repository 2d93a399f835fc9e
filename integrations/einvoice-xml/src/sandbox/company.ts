import type { Company } from "@opensme/testing";
import type { Line, Party, Written } from "./document.ts";

type Address = Company["address"];
type Vat = Company["items"][number]["vat"];

const addressOf = ({ street, ward, province }: Address): string => `${street}, ${ward}, ${province}`;
const rateOf = (vat: Vat): string => (/^\d+$/.test(vat) ? `${vat}%` : vat);
const seriesOf = (date: string, letters: string): string => `C${date.slice(2, 4)}${letters}`;

/** Every invoice by which the sample company has sold and bought, oldest first on each side. */
export const invoicesOf = (company: Company): Written[] => {
  const own: Party = {
    name: company.legalName,
    taxCode: company.taxCode,
    address: addressOf(company.address),
    phone: company.phone,
    bankAccount: "0000000017",
  };
  const items = new Map(company.items.map((item) => [item.id, item]));
  const customers = new Map(company.customers.map((customer) => [customer.id, customer]));
  const suppliers = new Map(company.suppliers.map((supplier) => [supplier.id, supplier]));

  const lineOf = (line: {
    itemId: number;
    unit: string;
    quantity: number;
    unitPrice: number;
    discount?: number;
    vat: Vat;
    net: number;
    tax: number;
  }): Line => {
    const item = items.get(line.itemId);
    return {
      code: item?.code ?? "",
      name: item?.name ?? "",
      unit: line.unit,
      quantity: line.quantity,
      price: line.unitPrice,
      discount: line.discount ?? 0,
      net: line.net,
      tax: line.tax,
      rate: rateOf(line.vat),
    };
  };
  const buyerOf = (id: number | undefined): Party => {
    const customer = id === undefined ? undefined : customers.get(id);
    if (!customer?.taxCode) return { person: "Khách lẻ" };
    return {
      name: customer.legalName,
      taxCode: customer.taxCode,
      code: customer.shop.code,
      citizenId: "001000000000",
      bankAccount: "0000000018",
      ...(customer.address ? { address: addressOf(customer.address) } : {}),
    };
  };

  const sold = [...company.eachSale()]
    .filter(({ status }) => status === "completed")
    .map(
      (sale, index): Written => ({
        form: "1",
        series: seriesOf(sale.date, sale.channel === "wholesale" ? "TAA" : "MAA"),
        number: index + 1,
        date: sale.date,
        seller: own,
        buyer: buyerOf(sale.customerId),
        lines: sale.lines.map(lineOf),
      }),
    );
  const bought = company.purchases
    .filter(({ status }) => status === "completed")
    .flatMap((purchase): Written[] => {
      const supplier = suppliers.get(purchase.supplierId);
      if (!supplier) return [];
      const { legalName, taxCode, address, phone } = supplier;
      return [
        {
          form: "1",
          series: seriesOf(purchase.date, "TBB"),
          number: purchase.id,
          date: purchase.date,
          seller: { name: legalName, taxCode, address: addressOf(address), phone, bankAccount: "0000000019" },
          buyer: own,
          lines: purchase.lines.map(lineOf),
        },
      ];
    });
  // A mistake in the buyer's address: the last invoice is replaced by one that says the same otherwise.
  const last = sold.at(-1);
  const replacement = last ? [{ ...last, number: last.number + 1, related: { ...place(last), kind: 1 as const } }] : [];
  return [...sold, ...replacement, ...adjustmentsOf(sold.slice(0, -1)), ...bought, ...adjustmentsOf(bought)];
};

const place = ({ series, number, date }: Written) => ({ series, number, date });

/** One invoice of ten is adjusted: the first line of it is taken back. */
const adjustmentsOf = (invoices: readonly Written[]): Written[] =>
  invoices
    .filter((_, index) => index % 10 === 3)
    .map((invoice, index) => ({
      ...invoice,
      series: seriesOf(invoice.date, "TDC"),
      number: index + 1,
      lines: invoice.lines.slice(0, 1).map((line) => ({
        ...line,
        quantity: -line.quantity,
        discount: -line.discount,
        net: -line.net,
        tax: -line.tax,
      })),
      related: { ...place(invoice), kind: 2 },
    }));
