import { locations } from "./places.ts";
import type { Account, BooksContact, TaxRate, TrackingCategory } from "./types-books.ts";
import type { Customer, Supplier } from "./types-shop.ts";

const founded = { createdAt: "2025-11-05T07:00:00.000Z", updatedAt: "2025-11-05T07:00:00.000Z" };

type AccountRow = readonly [
  code: string,
  name: string,
  nameEn: string,
  accountClass: Account["class"],
  kind: Account["kind"],
  taxCode?: string,
];

/** Part of the chart of accounts of Circular 133/2016; the chart of a small enterprise. */
const rows: readonly AccountRow[] = [
  ["1111", "Tiền mặt Việt Nam", "Cash on hand, VND", "asset", "bank"],
  ["1121", "Tiền gửi ngân hàng Việt Nam", "Cash in bank, VND", "asset", "bank"],
  ["131", "Phải thu của khách hàng", "Trade receivables", "asset", "receivable"],
  [
    "1331",
    "Thuế GTGT được khấu trừ của hàng hóa, dịch vụ",
    "Deductible VAT on goods and services",
    "asset",
    "current-asset",
  ],
  ["141", "Tạm ứng", "Advances", "asset", "current-asset"],
  ["152", "Nguyên liệu, vật liệu", "Raw materials", "asset", "inventory"],
  ["153", "Công cụ, dụng cụ", "Tools and supplies", "asset", "inventory"],
  ["154", "Chi phí sản xuất, kinh doanh dở dang", "Work in progress", "asset", "inventory"],
  ["155", "Thành phẩm", "Finished goods", "asset", "inventory"],
  ["156", "Hàng hóa", "Merchandise", "asset", "inventory"],
  ["2111", "TSCĐ hữu hình", "Tangible fixed assets", "asset", "fixed-asset"],
  ["2141", "Hao mòn TSCĐ hữu hình", "Depreciation of tangible fixed assets", "asset", "fixed-asset"],
  ["242", "Chi phí trả trước", "Prepaid expenses", "asset", "current-asset"],
  ["331", "Phải trả cho người bán", "Trade payables", "liability", "payable"],
  ["33311", "Thuế GTGT đầu ra", "Output VAT", "liability", "current-liability"],
  ["3335", "Thuế thu nhập cá nhân", "Personal income tax", "liability", "current-liability"],
  ["334", "Phải trả người lao động", "Payables to employees", "liability", "current-liability"],
  ["3382", "Kinh phí công đoàn", "Trade union fees", "liability", "current-liability"],
  ["3383", "Bảo hiểm xã hội", "Social insurance", "liability", "current-liability"],
  ["3384", "Bảo hiểm y tế", "Health insurance", "liability", "current-liability"],
  ["3385", "Bảo hiểm thất nghiệp", "Unemployment insurance", "liability", "current-liability"],
  ["3388", "Phải trả, phải nộp khác", "Other payables", "liability", "current-liability"],
  ["341", "Vay và nợ thuê tài chính", "Borrowings and finance lease liabilities", "liability", "current-liability"],
  ["4111", "Vốn góp của chủ sở hữu", "Contributed capital", "equity", "equity"],
  ["4212", "Lợi nhuận sau thuế chưa phân phối năm nay", "Retained earnings, current year", "equity", "equity"],
  ["5111", "Doanh thu bán hàng hóa", "Merchandise sales", "revenue", "revenue", "OUT8"],
  ["5112", "Doanh thu bán thành phẩm", "Finished goods sales", "revenue", "revenue", "OUT8"],
  ["5113", "Doanh thu cung cấp dịch vụ", "Services", "revenue", "revenue", "OUTKCT"],
  ["515", "Doanh thu hoạt động tài chính", "Financial income", "revenue", "other-income"],
  ["632", "Giá vốn hàng bán", "Cost of goods sold", "expense", "cost-of-sales"],
  ["635", "Chi phí tài chính", "Financial expenses", "expense", "expense"],
  ["6421", "Chi phí bán hàng", "Selling expenses", "expense", "expense", "IN8"],
  ["6422", "Chi phí quản lý doanh nghiệp", "Administrative expenses", "expense", "expense", "IN8"],
  ["711", "Thu nhập khác", "Other income", "revenue", "other-income"],
  ["811", "Chi phí khác", "Other expenses", "expense", "expense"],
];

export const accounts: readonly Account[] = rows.map(
  ([code, name, nameEn, accountClass, kind, taxCode], index): Account => ({
    id: index + 1,
    code,
    name,
    nameEn,
    class: accountClass,
    kind,
    ...(code === "1121" && { bankAccountNumber: "0000000901" }),
    ...(taxCode && { taxCode }),
    status: code === "153" ? "archived" : "active",
    ...founded,
    ...(code === "153" && { updatedAt: "2026-01-08T03:20:00.000Z" }),
  }),
);

/** VAT by direction; KCT and KKKNT carry no rate, which is not the same as 0%. */
export const taxRates: readonly TaxRate[] = [
  { code: "NONE", name: "Không có thuế", rate: null, direction: "none", status: "active" },
  { code: "OUT0", name: "GTGT đầu ra 0%", rate: 0, direction: "output", status: "active" },
  { code: "OUT5", name: "GTGT đầu ra 5%", rate: 5, direction: "output", status: "archived" },
  { code: "OUT8", name: "GTGT đầu ra 8%", rate: 8, direction: "output", status: "active" },
  { code: "OUT10", name: "GTGT đầu ra 10%", rate: 10, direction: "output", status: "active" },
  { code: "OUTKCT", name: "Đầu ra không chịu thuế", rate: null, direction: "output", status: "active" },
  { code: "OUTKKKNT", name: "Đầu ra không kê khai, không nộp", rate: null, direction: "output", status: "active" },
  { code: "IN5", name: "GTGT đầu vào 5%", rate: 5, direction: "input", status: "active" },
  { code: "IN8", name: "GTGT đầu vào 8%", rate: 8, direction: "input", status: "active" },
  { code: "IN10", name: "GTGT đầu vào 10%", rate: 10, direction: "input", status: "active" },
  { code: "INKCT", name: "Đầu vào không chịu thuế", rate: null, direction: "input", status: "active" },
];

export const trackingCategory: TrackingCategory = {
  id: 1,
  name: "Cửa hàng",
  options: locations.map(({ id, names }) => ({ id, name: names.books, locationId: id, status: "active" })),
};

/** The contact that all retail sales are booked on. */
export const retailContactId = 1;

/** Khách lẻ, then the customers that the books know, then the suppliers; the customer who stopped buying is archived. */
export function contactsOf(customers: readonly Customer[], suppliers: readonly Supplier[]): BooksContact[] {
  const known = customers.flatMap((customer) => {
    const { id, books, address, isActive, createdAt, updatedAt } = customer;
    const status = isActive ? ("active" as const) : ("archived" as const);
    return books
      ? [{ ...books, ...address, role: "customer" as const, customerId: id, status, createdAt, updatedAt }]
      : [];
  });
  const sellers = suppliers.map(({ id, books, email, address, createdAt, updatedAt }) => {
    return {
      ...books,
      ...address,
      email,
      role: "supplier" as const,
      supplierId: id,
      status: "active" as const,
      createdAt,
      updatedAt,
    };
  });
  const retail = { name: "Khách lẻ", role: "retail" as const, status: "active" as const, ...founded };
  return [retail, ...known, ...sellers].map(
    (contact, index): BooksContact => ({ id: index + retailContactId, ...contact }),
  );
}
