import { quickbooksOnline } from "@opensme/quickbooks-online";
import { decimal, instant, type Mapping, type Row, ref, text } from "../by-hand.ts";
import { dayOf } from "../records.ts";

const lineRow = (index: number, line: number) => {
  const price = 12.5 + ((index + line * 7) % 90);
  return {
    Id: String(line),
    LineNum: line,
    Description: `Roasted coffee beans number ${line}, bag of 250 g, medium roast`,
    Amount: price * 2,
    DetailType: "SalesItemLineDetail",
    SalesItemLineDetail: {
      ItemRef: { value: String(1 + ((index + line) % 400)), name: `Beans number ${(index + line) % 400}` },
      ClassRef: { value: "5000000000000142238", name: "North" },
      UnitPrice: price,
      Qty: 2,
      ItemAccountRef: { value: "48", name: "Sales of Product Income" },
      TaxCodeRef: { value: "TAX" },
    },
  };
};

const invoice = (index: number) => {
  const day = dayOf(index);
  const total = 400 + (index % 700);
  const address = {
    Id: "31",
    Line1: "412 Sample Avenue",
    City: "Boston",
    CountrySubDivisionCode: "MA",
    PostalCode: "02101",
    Lat: "INVALID",
    Long: "INVALID",
  };
  return {
    domain: "QBO",
    sparse: false,
    Id: String(100 + index),
    SyncToken: "2",
    MetaData: { CreateTime: `${day}T09:12:02-07:00`, LastUpdatedTime: `${day}T15:34:38-07:00` },
    CustomField: [{ DefinitionId: "1", Name: "Crew #", Type: "StringType", StringValue: "102" }],
    DocNumber: String(1000 + index),
    TxnDate: day,
    DepartmentRef: { value: "2", name: "Downtown" },
    PrivateNote: "Regular customer",
    CurrencyRef: { value: "USD", name: "United States Dollar" },
    LinkedTxn: [],
    Line: [
      lineRow(index, 1),
      lineRow(index, 2),
      lineRow(index, 3),
      { Amount: total, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} },
    ],
    TxnTaxDetail: {
      TotalTax: 25.25,
      TaxLine: [
        {
          Amount: 25.25,
          DetailType: "TaxLineDetail",
          TaxLineDetail: { TaxRateRef: { value: "3" }, PercentBased: true, TaxPercent: 6.25, NetAmountTaxable: 404 },
        },
      ],
    },
    CustomerRef: { value: String(10 + (index % 5000)), name: `Customer ${index % 5000}` },
    CustomerMemo: { value: "Thank you for your business" },
    BillAddr: address,
    ShipAddr: address,
    SalesTermRef: { value: "3", name: "Net 30" },
    TotalAmt: total + 25.25,
    EmailStatus: "EmailSent",
    BillEmail: { Address: "customer@example.com" },
    DueDate: "2026-12-20",
    Balance: total - 100,
    Deposit: 0,
  };
};

const dimensionOf = (to: Row, prefix: string): object => ({
  dimension: ref(to.value, to.name, prefix),
  value: to.name,
  valueId: to.value,
});

const lineOf = (line: Row, document: Row): object => {
  const detail = line.SalesItemLineDetail ?? {};
  const dimensions: object[] = [];
  const classOf = detail.ClassRef ?? document.ClassRef;
  if (classOf) dimensions.push(dimensionOf(classOf, "class:"));
  if (document.DepartmentRef) dimensions.push(dimensionOf(document.DepartmentRef, "department:"));
  return {
    id: text(line.Id),
    item: ref(detail.ItemRef?.value, detail.ItemRef?.name),
    description: text(line.Description),
    quantity: decimal(detail.Qty),
    unitPrice: decimal(detail.UnitPrice),
    discount: decimal(detail.DiscountAmt),
    discountRate: decimal(detail.DiscountRate),
    account: ref(detail.ItemAccountRef?.value, detail.ItemAccountRef?.name),
    taxRate: ref(detail.TaxCodeRef?.value, detail.TaxCodeRef?.name),
    total: decimal(line.Amount),
    dimensions: dimensions.length > 0 ? dimensions : undefined,
  };
};

/** `TotalAmt` and `Balance` say how much is left. */
const statusOf = ({ Balance, TotalAmt }: Row): string =>
  Balance === 0 ? "paid" : Balance < TotalAmt ? "partially-paid" : "open";

const printed = (address: Row): string =>
  [address.Line1, address.Line2, address.City, address.CountrySubDivisionCode, address.PostalCode, address.Country]
    .filter(Boolean)
    .join(", ");

/** An invoice. */
export const mapping: Mapping = {
  resource: quickbooksOnline.resources.invoices,
  text: (index) => JSON.stringify(invoice(index)),
  byHand: (row) => {
    const lines: object[] = [];
    let subTotal: string | undefined;
    let discount: Row;
    for (const line of row.Line) {
      if (line.DetailType === "SubTotalLineDetail") subTotal = decimal(line.Amount);
      else if (line.DetailType === "DiscountLineDetail") discount = line;
      else lines.push(lineOf(line, row));
    }
    return {
      id: row.Id,
      number: text(row.DocNumber),
      reference: text(row.PONumber),
      contact: ref(row.CustomerRef?.value, row.CustomerRef?.name, "customer:"),
      status: statusOf(row),
      issueDate: row.TxnDate,
      dueDate: row.DueDate,
      currency: row.CurrencyRef?.value,
      tax: decimal(row.TxnTaxDetail?.TotalTax),
      subTotal,
      discount: decimal(discount?.Amount),
      discountRate: decimal(discount?.DiscountLineDetail.DiscountPercent),
      total: decimal(row.TotalAmt),
      due: decimal(row.Balance),
      lines,
      wasSent: row.EmailStatus === "EmailSent",
      note: text(row.PrivateNote),
      createdAt: instant(row.MetaData.CreateTime),
      updatedAt: instant(row.MetaData.LastUpdatedTime),
      version: row.SyncToken,
      custom: Object.fromEntries(
        row.CustomField.map(({ Name, StringValue, BooleanValue }: Row) => [Name, StringValue ?? BooleanValue]),
      ),
      unmapped: {
        customerMemo: text(row.CustomerMemo?.value),
        shippingAddress: row.ShipAddr ? printed(row.ShipAddr) : undefined,
        trackingNumber: text(row.TrackingNum),
        term: row.SalesTermRef?.name,
      },
    };
  },
};
