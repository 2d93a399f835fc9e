import type { CellReader, DateFormat, DecimalSign } from "./cells.ts";
import { dateCell, decimalCell, taxCell, textCell } from "./cells.ts";

type Kind = "text" | "decimal" | "date" | "tax";

interface Field {
  kind: Kind;
  /** Names of columns that mean it, without accents and in small letters. */
  names: readonly string[];
}

const field = (kind: Kind, names: string): Field => ({ kind, names: names.split(", ") });

const party = {
  code: field(
    "text",
    "ma, ma khach hang, ma kh, ma khach, ma nha cung cap, ma ncc, ma doi tuong, code, id, customer code, customer id, supplier code, supplier id, vendor code, no.",
  ),
  name: field(
    "text",
    "ten, ten khach hang, ten kh, khach hang, ho ten, ho va ten, ten nha cung cap, ten ncc, nha cung cap, ten doi tuong, ten cong ty, name, full name, customer, customer name, supplier, supplier name, vendor name, company, company name",
  ),
  taxId: field("text", "mst, ma so thue, tax code, tax id, vat number, tax number"),
  phone: field("text", "dien thoai, so dien thoai, sdt, dt, di dong, phone, phone number, tel, telephone, mobile"),
  email: field("text", "email, e-mail, thu dien tu, email address"),
  address: field("text", "dia chi, address, street address"),
  website: field("text", "website, trang web"),
  group: field("text", "nhom, nhom khach hang, nhom kh, nhom nha cung cap, nhom ncc, phan loai, group, category, type"),
  bankAccount: field("text", "so tai khoan, stk, tai khoan ngan hang, so tk, bank account, account number"),
  note: field("text", "ghi chu, dien giai, note, notes, remark, comment"),
};

/** What can be read of each kind of table, and what columns are called that hold it. */
export const fields = {
  customers: {
    ...party,
    receivable: field(
      "decimal",
      "cong no, no hien tai, du no, no can thu, no can thu hien tai, phai thu, no cuoi ky, balance, receivable, amount due",
    ),
    creditLimit: field("decimal", "han muc no, han muc tin dung, no toi da, credit limit"),
  },
  suppliers: {
    ...party,
    payable: field(
      "decimal",
      "cong no, no hien tai, du no, no can tra, no can tra hien tai, phai tra, no cuoi ky, balance, payable, amount due",
    ),
  },
  items: {
    code: field(
      "text",
      "ma, ma hang, ma hang hoa, ma san pham, ma sp, ma vat tu, ma vt, sku, code, item code, product code, item no.",
    ),
    barcode: field("text", "ma vach, barcode, upc, ean"),
    name: field(
      "text",
      "ten, ten hang, ten hang hoa, ten san pham, ten sp, ten vat tu, hang hoa, san pham, name, item, item name, product, product name, title",
    ),
    unit: field("text", "dvt, don vi tinh, don vi tinh chinh, don vi, unit, uom, unit of measure"),
    category: field(
      "text",
      "nhom hang, nhom hang hoa, nhom vthh, nhom san pham, loai hang, danh muc, category, product type, group",
    ),
    brand: field("text", "thuong hieu, nhan hieu, hang san xuat, brand, vendor"),
    price: field(
      "decimal",
      "gia ban, don gia, gia, gia ban le, gia le, price, sales price, selling price, unit price, retail price",
    ),
    purchasePrice: field("decimal", "gia nhap, gia mua, gia nhap cuoi, purchase price, buying price"),
    cost: field("decimal", "gia von, cost, cost price, unit cost"),
    taxRate: field("tax", "thue suat, vat, thue gtgt, % vat, thue, tax, tax rate, vat rate"),
    onHand: field(
      "decimal",
      "ton, ton kho, so luong ton, sl ton, ton cuoi, stock, on hand, quantity on hand, inventory, qty",
    ),
    description: field("text", "mo ta, description"),
    note: field("text", "ghi chu, note, notes"),
  },
  invoices: {
    number: field(
      "text",
      "so hoa don, so hd, so ct, so chung tu, ma hoa don, so phieu, ma don hang, invoice, invoice no, invoice no., invoice number, number, document no., order number",
    ),
    issueDate: field(
      "date",
      "ngay, ngay hoa don, ngay hd, ngay ct, ngay chung tu, ngay lap, ngay ban, thoi gian, date, invoice date, issue date, document date",
    ),
    dueDate: field("date", "han thanh toan, ngay den han, due date"),
    customerCode: field("text", "ma khach hang, ma kh, ma khach, ma doi tuong, customer code, customer id"),
    customerName: field(
      "text",
      "ten khach hang, ten kh, khach hang, ten doi tuong, ten nguoi mua, nguoi mua, customer, customer name, bill to",
    ),
    customerTaxId: field("text", "mst, ma so thue, mst khach hang, tax code, tax id, vat number"),
    currency: field("text", "loai tien, tien te, ma tien te, ngoai te, currency"),
    subTotal: field(
      "decimal",
      "tong tien hang, tien hang, cong tien hang, tong tien truoc thue, doanh thu, subtotal, sub total, net, net amount",
    ),
    discount: field(
      "decimal",
      "giam gia hoa don, chiet khau hoa don, tong chiet khau, invoice discount, total discount",
    ),
    tax: field("decimal", "tong tien thue, tien thue gtgt, tong thue, total tax, tax total, vat amount"),
    total: field(
      "decimal",
      "tong cong, tong tien, tong thanh toan, khach can tra, tong tien thanh toan, total, total amount, grand total, amount due",
    ),
    paid: field("decimal", "da thanh toan, khach da tra, da tra, paid, amount paid"),
    note: field("text", "ghi chu, dien giai, note, notes, memo"),
    itemCode: field("text", "ma hang, ma hang hoa, ma san pham, ma sp, ma vat tu, sku, item code, product code"),
    description: field(
      "text",
      "ten hang, ten hang hoa, ten san pham, ten sp, hang hoa, san pham, mat hang, description, item, item name, product, product name",
    ),
    unit: field("text", "dvt, don vi tinh, unit, uom"),
    quantity: field("decimal", "so luong, sl, quantity, qty"),
    unitPrice: field("decimal", "don gia, gia ban, gia, unit price, price"),
    lineDiscount: field("decimal", "chiet khau, giam gia, tien chiet khau, tien ck, discount, discount amount"),
    taxRate: field("tax", "thue suat, % vat, vat, thue suat gtgt, tax rate, vat rate"),
    lineTax: field("decimal", "tien thue, line tax, tax"),
    lineTotal: field("decimal", "thanh tien, amount, line total, line amount"),
  },
  bankTransactions: {
    date: field(
      "date",
      "ngay, ngay giao dich, ngay gd, ngay gio giao dich, thoi gian giao dich, ngay hach toan, ngay hieu luc, ngay thuc hien, ngay gia tri, ngay but toan, date, transaction date, transaction date time, tnx date, booking date, value date, posting date",
    ),
    amount: field("decimal", "so tien, so tien gd, phat sinh, amount, transaction amount"),
    moneyIn: field(
      "decimal",
      "ghi co, phat sinh co, ps co, tien vao, so tien ghi co, co, co tktt, gui vao, so tien gui, credit, credit amount, money in, paid in, deposit",
    ),
    moneyOut: field(
      "decimal",
      "ghi no, phat sinh no, ps no, tien ra, so tien ghi no, no, no tktt, rut ra, so tien rut, debit, debit amount, money out, paid out, withdrawal",
    ),
    reference: field(
      "text",
      "so giao dich, ma giao dich, so tham chieu, ma tham chieu, so ct, so chung tu, so but toan, so gd, ma gd, reference, reference no, reference number, transaction id, transaction no, transaction number, doc no, ref, ref no.",
    ),
    counterpartyName: field(
      "text",
      "ten nguoi huong, don vi thu huong, don vi chuyen, doi tac, nguoi chuyen, ten doi ung, ten tai khoan doi ung, counterparty, corresponsive name, remitter, remitter's account name, payee, payer, beneficiary",
    ),
    counterpartyAccount: field(
      "text",
      "tai khoan doi ung, so tai khoan doi ung, tai khoan dich, tk doi ung, counterparty account, corresponsive account, remitter's account number, beneficiary account",
    ),
    balance: field(
      "decimal",
      "so du, so du cuoi, so du tai khoan, so du sau giao dich, balance, account balance, running balance",
    ),
    note: field(
      "text",
      "noi dung, dien giai, mo ta, mo ta giao dich, noi dung giao dich, noi dung chi tiet, ghi chu, description, transaction description, details, transaction details, narrative, remarks, memo",
    ),
  },
} as const;

export type EntityKey = keyof typeof fields;

export const entityKeys = Object.keys(fields) as [EntityKey, ...EntityKey[]];

export const fieldsOf = (entity: EntityKey): Readonly<Record<string, Field>> => fields[entity];

/** Fields that a table must have: each, or one of several. */
export const needed: Readonly<Record<EntityKey, readonly (readonly string[])[]>> = {
  customers: [["name"]],
  suppliers: [["name"]],
  items: [["name"]],
  invoices: [["number"]],
  bankTransactions: [["date"], ["amount", "moneyIn", "moneyOut"]],
};

/** By what a record is known: the first of these that has a column. */
export const keys: Readonly<Record<EntityKey, readonly string[]>> = {
  customers: ["code", "taxId", "phone", "name"],
  suppliers: ["code", "taxId", "phone", "name"],
  items: ["code", "barcode", "name"],
  invoices: ["number"],
  bankTransactions: ["reference"],
};

/** How the cells of a column are read. */
export const readerOf = (kind: Kind, { dates, decimals }: { dates: DateFormat; decimals: DecimalSign }): CellReader =>
  ({
    text: textCell,
    decimal: () => decimalCell(decimals),
    date: () => dateCell(dates),
    tax: taxCell,
  })[kind]();
