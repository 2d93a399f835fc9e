import { rmSync } from "node:fs";
import { join } from "node:path";
import { defineSandbox, type Subject } from "@opensme/testing";
import { HttpResponse } from "msw";
import manifest from "../package.json" with { type: "json" };
import { mappingFile, tableFiles } from "../src/index.ts";
import { temporary, writeIn } from "./folder.ts";

const folder = temporary();

const party = {
  "Mã KH": "code",
  Tên: "name",
  "Mã số thuế": "taxId",
  "Điện thoại": "phone",
  Email: "email",
  "Địa chỉ": "address",
  Website: "website",
  Nhóm: "group",
  "Số tài khoản": "bankAccount",
  "Ghi chú": "note",
};

const columns = {
  customers: { ...party, "Phải thu": "receivable", "Hạn mức": "creditLimit" },
  suppliers: { ...party, "Phải trả": "payable" },
  items: {
    SKU: "code",
    Barcode: "barcode",
    Name: "name",
    Unit: "unit",
    Category: "category",
    Brand: "brand",
    Price: "price",
    "Purchase price": "purchasePrice",
    Cost: "cost",
    VAT: "taxRate",
    Stock: "onHand",
    Description: "description",
    Note: "note",
  },
  invoices: {
    "Số HĐ": "number",
    Ngày: "issueDate",
    Hạn: "dueDate",
    "Mã KH": "customerCode",
    "Khách hàng": "customerName",
    MST: "customerTaxId",
    "Loại tiền": "currency",
    "Tiền hàng": "subTotal",
    "Chiết khấu HĐ": "discount",
    "Tiền thuế": "tax",
    "Tổng cộng": "total",
    "Đã trả": "paid",
    "Ghi chú": "note",
    "Mã hàng": "itemCode",
    "Tên hàng": "description",
    ĐVT: "unit",
    SL: "quantity",
    "Đơn giá": "unitPrice",
    CK: "lineDiscount",
    "Thuế suất": "taxRate",
    "Thuế dòng": "lineTax",
    "Thành tiền": "lineTotal",
  },
  bankTransactions: {
    "Ngày GD": "date",
    "Số tiền": "amount",
    "Ghi có": "moneyIn",
    "Ghi nợ": "moneyOut",
    "Đối tác": "counterpartyName",
    "TK đối tác": "counterpartyAccount",
    "Số dư": "balance",
    "Nội dung": "note",
  },
} as const;

type Key = keyof typeof columns;

const writeMapping = (): void => {
  const tables = Object.entries(columns).map(([entity, named]) => ({
    files: `${entity}/*.csv`,
    entity,
    columns: named,
  }));
  writeIn(folder, mappingFile, JSON.stringify({ confirmed: true, dates: "dd/MM/yyyy", decimals: ".", tables }));
};
writeMapping();

const full = {
  customers: {
    "Mã KH": "KH01",
    Tên: "Công ty Mẫu Một",
    "Mã số thuế": "0100112437",
    "Điện thoại": "0900000101",
    Email: "mot@mau.example",
    "Địa chỉ": "1 đường Mẫu, Hà Nội",
    Website: "https://mau.example",
    Nhóm: "Đại lý",
    "Số tài khoản": "0000000017",
    "Ghi chú": "trả chậm",
    "Phải thu": "1,250,000",
    "Hạn mức": "5000000",
  },
  suppliers: {
    "Mã KH": "NCC01",
    Tên: "Xưởng Mẫu",
    "Mã số thuế": "0312687878",
    "Điện thoại": "0900000102",
    Email: "xuong@mau.example",
    "Địa chỉ": "2 đường Mẫu, Huế",
    Website: "https://xuong.example",
    Nhóm: "Bao bì",
    "Số tài khoản": "0000000018",
    "Ghi chú": "giao thứ hai",
    "Phải trả": "-300.5",
  },
  items: {
    SKU: "CF1",
    Barcode: "8930000000017",
    Name: "Cà phê rang",
    Unit: "kg",
    Category: "Cà phê",
    Brand: "Mẫu",
    Price: "100000",
    "Purchase price": "70000",
    Cost: "72000.5",
    VAT: "8%",
    Stock: "12.5",
    Description: "Rang vừa",
    Note: "bán chạy",
  },
  invoices: {
    "Số HĐ": "HD01",
    Ngày: "2026-11-30",
    Hạn: "2026-12-30",
    "Mã KH": "KH01",
    "Khách hàng": "Công ty Mẫu Một",
    MST: "0100112437",
    "Loại tiền": "VND",
    "Tiền hàng": "250000",
    "Chiết khấu HĐ": "10000",
    "Tiền thuế": "19200",
    "Tổng cộng": "259200",
    "Đã trả": "100000",
    "Ghi chú": "giao sáng",
    "Mã hàng": "CF1",
    "Tên hàng": "Cà phê rang",
    ĐVT: "kg",
    SL: "2.5",
    "Đơn giá": "100000",
    CK: "0.5",
    "Thuế suất": "8%",
    "Thuế dòng": "19999.5",
    "Thành tiền": "249999.5",
  },
  bankTransactions: {
    "Ngày GD": "2026-11-15",
    "Số tiền": "",
    "Ghi có": "",
    "Ghi nợ": "11000",
    "Đối tác": "Ngân hàng Mẫu",
    "TK đối tác": "0000000099",
    "Số dư": "989000",
    "Nội dung": "Phí SMS",
  },
} as const;

interface Drawer {
  count: Record<Key, number>;
  gone: Set<string>;
}

const isKey = (resource: string): resource is Key => resource in columns;

/** How a record is named within its file, from which the id follows. */
const idOf = (key: Key, no: number): string =>
  key === "customers"
    ? `customer:KH${no}`
    : key === "suppliers"
      ? `supplier:NCC${no}`
      : key === "items"
        ? `CF${no}`
        : `HD${no}`;

const cellsOf = (key: Key, no: number): Readonly<Record<string, string>> => {
  if (key === "customers") return { ...full.customers, "Mã KH": `KH${no}` };
  if (key === "suppliers") return { ...full.suppliers, "Mã KH": `NCC${no}` };
  if (key === "items") return { ...full.items, SKU: `CF${no}` };
  if (key === "invoices")
    return {
      ...full.invoices,
      "Số HĐ": `HD${no}`,
      "Mã KH": "KH1",
      "Chiết khấu HĐ": "",
      "Tiền hàng": "",
      "Tiền thuế": "",
      "Tổng cộng": "",
    };
  return { ...full.bankTransactions, "Nội dung": `Phí ${no}` };
};

const csv = (cells: Readonly<Record<string, string>>): string =>
  [Object.keys(cells), Object.values(cells)]
    .map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
    .join("\n");

/** Without a reference, what identifies a booking is worked out of it: the sandbox asks the connector. */
const bankId = (no: number): string => {
  const { definition, raw } = connector.resources["bankTransactions"] ?? {};
  return String(definition?.id(raw?.parse(cellsOf("bankTransactions", no)) as never));
};

const connector = tableFiles(folder);
const path = (key: Key, no: number): string => `${key}/${String(no).padStart(4, "0")}.csv`;

const sandbox: Subject["sandbox"] = (options) =>
  defineSandbox<Drawer>({
    id: "tables",
    config: {},
    state() {
      rmSync(folder, { recursive: true, force: true });
      writeMapping();
      for (const key of Object.keys(columns).filter(isKey))
        for (let no = 1; no <= 25; no += 1) writeIn(folder, path(key, no), csv(cellsOf(key, no)));
      return {
        count: { customers: 25, suppliers: 25, items: 25, invoices: 25, bankTransactions: 25 },
        gone: new Set(),
      };
    },
    handlers: () => [],
    control: (state) => {
      const idFor = (key: Key, no: number): string => (key === "bankTransactions" ? bankId(no) : idOf(key, no));
      const numbers = (key: Key): number[] =>
        Array.from({ length: state().count[key] }, (_, index) => index + 1).filter(
          (no) => !state().gone.has(path(key, no)),
        );
      const find = (resource: string, id: string): string | undefined => {
        if (!isKey(resource)) return undefined;
        const all = Array.from({ length: state().count[resource] }, (_, index) => index + 1);
        const no = all.find((each) => idFor(resource, each) === id);
        return no === undefined ? undefined : path(resource, no);
      };
      return {
        ids: (resource) => (isKey(resource) ? numbers(resource).map((no) => idFor(resource, no)) : []),
        touch() {},
        remove(resource, id) {
          const at = find(resource, id);
          if (at === undefined) return;
          // Invoices name the first customer.
          if (at === path("customers", 1)) throw new Error("there are invoices");
          rmSync(join(folder, at));
          state().gone.add(at);
        },
        restore(resource, id) {
          const at = find(resource, id);
          if (at === undefined || !isKey(resource)) return;
          writeIn(folder, at, csv(cellsOf(resource, Number(/(\d+)\.csv$/.exec(at)?.[1]))));
          state().gone.delete(at);
        },
        insert(resource) {
          if (!isKey(resource)) throw new Error(`there are no ${resource}`);
          state().count[resource] += 1;
          const no = state().count[resource];
          writeIn(folder, path(resource, no), csv(cellsOf(resource, no)));
          return idFor(resource, no);
        },
      };
    },
    rateLimited: () => new HttpResponse(null, { status: 429 }),
  })(options);

const origin = {
  origin: "constructed",
  source: "Columns as Vietnamese and English programs name them; names and numbers are made up",
} as const;

const contact = {
  taxId: "0100112437",
  emails: ["mot@mau.example"],
  phones: [{ number: "0900000101" }],
  addresses: [{ line1: "1 đường Mẫu, Hà Nội" }],
  website: "https://mau.example",
  bankAccount: "0000000017",
  groups: ["Đại lý"],
  note: "trả chậm",
};

const invoice = {
  id: "HD01",
  number: "HD01",
  contact: { id: "customer:KH01", name: "Công ty Mẫu Một" },
  issueDate: "2026-11-30",
  dueDate: "2026-12-30",
  currency: "VND",
  subTotal: "250000",
  discount: "10000",
  tax: "19200",
  total: "259200",
  paid: "100000",
  note: "giao sáng",
};

const line = {
  code: "CF1",
  description: "Cà phê rang",
  quantity: "2.5",
  unit: "kg",
  unitPrice: "100000",
  discount: "0.5",
  taxPercent: "8",
  tax: "19999.5",
  total: "249999.5",
};

const booking = {
  date: "2026-11-15",
  balance: "989000",
  counterpartyName: "Ngân hàng Mẫu",
  counterpartyAccount: "0000000099",
  note: "Phí SMS",
};

/** What identifies a booking is a hash: the fixtures say what it must not be mixed with, and take it as it comes. */
const booked = (raw: object, expected: object) => ({
  raw,
  expected: {
    ...expected,
    id: String(
      connector.resources["bankTransactions"]?.definition.id(
        connector.resources["bankTransactions"].raw.parse(raw) as never,
      ),
    ),
  },
});

/** The maker of connectors, with one made for five tables, as it is held against the laws. */
export const subject: Subject = {
  connector,
  sandbox,
  fixtures: {
    customers: {
      ...origin,
      rows: [
        {
          raw: full.customers,
          expected: {
            id: "customer:KH01",
            name: "Công ty Mẫu Một",
            code: "KH01",
            roles: ["customer"],
            ...contact,
            receivable: "1250000",
            creditLimit: "5000000",
          },
        },
      ],
    },
    suppliers: {
      ...origin,
      rows: [
        {
          raw: full.suppliers,
          expected: {
            id: "supplier:NCC01",
            name: "Xưởng Mẫu",
            code: "NCC01",
            roles: ["supplier"],
            taxId: "0312687878",
            emails: ["xuong@mau.example"],
            phones: [{ number: "0900000102" }],
            addresses: [{ line1: "2 đường Mẫu, Huế" }],
            website: "https://xuong.example",
            bankAccount: "0000000018",
            groups: ["Bao bì"],
            payable: "-300.5",
            note: "giao thứ hai",
          },
        },
      ],
    },
    items: {
      ...origin,
      rows: [
        {
          raw: full.items,
          expected: {
            id: "CF1",
            name: "Cà phê rang",
            code: "CF1",
            barcode: "8930000000017",
            description: "Rang vừa",
            category: "Cà phê",
            brand: "Mẫu",
            unit: "kg",
            price: "100000",
            cost: "72000.5",
            purchasePrice: "70000",
            taxRate: "8",
            onHand: "12.5",
            note: "bán chạy",
          },
        },
      ],
    },
    invoices: {
      ...origin,
      rows: [
        {
          raw: { rows: [full.invoices, { ...full.invoices, "Mã hàng": "CF2", "Thuế suất": "KCT", "Loại tiền": "" }] },
          expected: {
            ...invoice,
            lines: [line, { ...line, code: "CF2", taxPercent: undefined }].map((each) =>
              JSON.parse(JSON.stringify(each)),
            ),
            unmapped: { customerTaxId: "0100112437", taxRate: ["KCT"] },
          },
        },
      ],
    },
    bankTransactions: {
      ...origin,
      rows: [
        booked(full.bankTransactions, { ...booking, direction: "out", total: "11000" }),
        booked(
          { ...full.bankTransactions, "Ghi có": "500000", "Ghi nợ": "", "#": 2 },
          { ...booking, direction: "in", total: "500000" },
        ),
        booked({ ...full.bankTransactions, "Số tiền": "-7.5" }, { ...booking, direction: "out", total: "7.5" }),
      ],
    },
  },
  manifest: { ...manifest, version: connector.version },
  alwaysSent: {
    customers: ["bankAccount"],
    suppliers: ["bankAccount"],
    bankTransactions: ["balance", "counterpartyAccount"],
  },
};
