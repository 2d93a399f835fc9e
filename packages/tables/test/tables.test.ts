import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Change, connect } from "@opensme/core";
import { beforeEach, describe, expect, it } from "vitest";
import { type Mapping, mappingFile, proposeMapping, tableFiles } from "../src/index.ts";
import { temporary, workbook, writeIn } from "./folder.ts";

let folder = "";
beforeEach(() => {
  folder = temporary();
});

const write = (path: string, content: string | Uint8Array): void => writeIn(folder, path, content);

/** Takes the proposal, changed as a person would change it, and confirms it. */
const confirm = async (change: (mapping: Mapping) => Partial<Mapping> = () => ({})): Promise<Mapping> => {
  const { mapping } = await proposeMapping(folder);
  const confirmed = { ...mapping, ...change(mapping), confirmed: true };
  write(mappingFile, JSON.stringify(confirmed));
  return confirmed;
};

const changesOf = async (resource: string): Promise<Change[]> => {
  const changes: Change[] = [];
  const { streams } = connect(tableFiles(folder), { config: {} });
  for await (const change of streams.find((stream) => stream.resource === resource)?.read({}) ?? [])
    changes.push(change);
  return changes;
};

const recordsOf = async (resource: string): Promise<unknown[]> =>
  (await changesOf(resource)).map((change) => {
    if (change.type === "upsert") return change.record;
    throw new Error(JSON.stringify(change));
  });

const problemsOf = async (resource: string): Promise<string[]> =>
  (await changesOf(resource)).flatMap((change) =>
    change.type === "reject"
      ? change.issues.map(({ place, path, message }) => [place, path, message].filter(Boolean).join(": "))
      : [],
  );

const customers =
  "Mã KH;Tên khách hàng;Điện thoại;Mã số thuế;Công nợ;Ngày sinh\nKH01;Công ty Mẫu Một;0900000101;0100112437;1.250.000;\n";

describe("a proposal", () => {
  it("names what columns are, in Vietnamese and in English, and leaves out what it does not know", async () => {
    write("khach-hang.csv", customers);
    write("products.csv", "SKU,Item Name,Unit Price,Colour\nCF1,Coffee,10.50,red\n");
    const { mapping, unknown } = await proposeMapping(folder);
    expect(mapping).toEqual({
      confirmed: false,
      dates: "dd/MM/yyyy",
      decimals: ".",
      tables: [
        {
          files: "khach-hang.csv",
          entity: "customers",
          delimiter: ";",
          columns: {
            "Mã KH": "code",
            "Tên khách hàng": "name",
            "Điện thoại": "phone",
            "Mã số thuế": "taxId",
            "Công nợ": "receivable",
            "Ngày sinh": null,
          },
        },
        {
          files: "products.csv",
          entity: "items",
          delimiter: ",",
          columns: { SKU: "code", "Item Name": "name", "Unit Price": "price", Colour: null },
        },
      ],
    });
    expect(unknown).toEqual([]);
  });

  it("knows the columns that KiotViet and MISA give their exports", async () => {
    write("khach.csv", "Mã khách hàng,Tên khách hàng,Nợ cần thu hiện tại\nKH1,Mẫu,1000\n");
    write("vat-tu.csv", "Mã,Tên,Đơn vị tính chính,Nhóm VTHH\nCF1,Cà phê,Gói,Đồ uống\n");
    const { mapping } = await proposeMapping(folder);
    expect(mapping.tables.map(({ columns }) => columns)).toEqual([
      { "Mã khách hàng": "code", "Tên khách hàng": "name", "Nợ cần thu hiện tại": "receivable" },
      { Mã: "code", Tên: "name", "Đơn vị tính chính": "unit", "Nhóm VTHH": "category" },
    ]);
  });

  it("tells customers from suppliers by columns or by the name of the file", async () => {
    write("danh sach ncc.csv", "Mã,Tên,Điện thoại\nA1,Xưởng,0900000101\n");
    write("customers.csv", "Code,Name,Phone\nB1,Shop,0900000102\n");
    const { mapping } = await proposeMapping(folder);
    expect(mapping.tables.map(({ entity }) => entity)).toEqual(["customers", "suppliers"]);
  });

  it("finds the line of the column names below titles, and how dates and decimals are written", async () => {
    write(
      "ban-hang.csv",
      "BÁO CÁO BÁN HÀNG\nTừ ngày 01/11/2026\n\nSố hóa đơn;Ngày;Khách hàng;Tên hàng;Số lượng;Đơn giá;Thành tiền\nHD01;30/11/2026;Mẫu;Trà;2,5;100.000;250.000\n",
    );
    const { mapping } = await proposeMapping(folder);
    expect(mapping).toMatchObject({
      dates: "dd/MM/yyyy",
      decimals: ",",
      tables: [{ entity: "invoices", headerRow: 4 }],
    });
  });

  it.each([
    [
      "in one cell, over two lines",
      ["Ngày giao dịch\nTransaction Date", "Đối tác\nRemitter", "NH Đối tác\nRemitter Bank", "Diễn giải\nDetails"],
      ["Số bút toán\nTransaction No", "Nợ TKTT\nDebit", "Có TKTT\nCredit", "Số dư\nBalance"],
    ],
    [
      "in one cell, behind a stroke",
      [
        "Ngày/Value date",
        "Đơn vị thụ hưởng/Đơn vị chuyển",
        "Ngân hàng",
        "Mô tả giao dịch/ Transaction description (VN)",
      ],
      ["Số giao dịch/ Transaction number", "Nợ/ Debit", "Có/ Credit (VND)", "Số dư tài khoản (*)"],
    ],
  ])("knows names in two languages, as banks write them: %s", async (_, left, right) => {
    write(
      "sao-ke.xlsx",
      workbook({
        Sheet1: [
          ["SỔ PHỤ KIÊM PHIẾU BÁO NỢ/CÓ"],
          [...left, ...right],
          ["Số dư đầu kỳ/ Opening balance", null, null, null, null, null, null, "1,000,000"],
          ["03/11/2026", "Quán Mẫu", "SGB", "HD01", "FT1", null, "250,000", "1,250,000"],
          ["04/11/2026", null, null, "Phí", "FT2", "11,000", null, "1,239,000"],
          ["Tổng cộng / Total", null, null, null, null, "11,000", "250,000"],
          ["Số dư cuối kỳ", null, null, null, null, null, null, "1,239,000"],
        ],
      }),
    );
    const { tables } = await confirm();
    expect(tables).toMatchObject([{ entity: "bankTransactions", headerRow: 2 }]);
    expect(await recordsOf("bankTransactions")).toMatchObject([
      { date: "2026-11-03", direction: "in", total: "250000", balance: "1250000", reference: "FT1", note: "HD01" },
      { date: "2026-11-04", direction: "out", total: "11000", balance: "1239000", reference: "FT2", note: "Phí" },
    ]);
    expect(await recordsOf("bankTransactions")).toMatchObject([{ counterpartyName: "Quán Mẫu" }, {}]);
  });

  it("passes over a second line of names, in the other language", async () => {
    write(
      "sao-ke.csv",
      'Ngày giao dịch,Số tham chiếu,Ghi nợ,Ghi có,Mô tả\nDate,Doc No,Debit,Credit,Description\n03/11/2026,FT1,,"250,000",HD01\n',
    );
    const { tables } = await confirm();
    expect(tables).toMatchObject([{ entity: "bankTransactions" }]);
    expect(await recordsOf("bankTransactions")).toMatchObject([{ reference: "FT1", total: "250000" }]);
  });

  it("takes American dates for such where no other reading holds", async () => {
    write("statement.csv", "Date,Amount,Description\n11/30/2026,-7.50,fee\n12/01/2026,10.00,sale\n");
    expect((await proposeMapping(folder)).mapping).toMatchObject({ dates: "MM/dd/yyyy", decimals: "." });
  });

  it("takes a file with a date in its name for one of many, and the sheets of a workbook each for itself", async () => {
    write("2026/khach-hang-2026-11.csv", customers);
    write(
      "sach.xlsx",
      workbook({
        "Hàng hóa": [
          ["Mã hàng", "Tên hàng"],
          ["CF1", "Cà phê"],
        ],
        "Khách hàng": [
          ["Mã KH", "Tên KH"],
          ["K", "M"],
        ],
      }),
    );
    const { mapping } = await proposeMapping(folder);
    expect(mapping.tables.map(({ files, sheet, entity }) => [files, sheet, entity])).toEqual([
      ["*/khach-hang-*.csv", undefined, "customers"],
      ["sach.xlsx", "Hàng hóa", "items"],
      ["sach.xlsx", "Khách hàng", "customers"],
    ]);
  });

  it("keeps what is mapped, adds what is new, and is then to be confirmed again", async () => {
    write("khach-hang.csv", customers);
    const before = await confirm(({ tables }) => ({
      tables: tables.map((table) => ({ ...table, columns: { ...table.columns, "Ngày sinh": "note" } })),
    }));
    expect(await proposeMapping(folder)).toEqual({ mapping: before, added: [], unknown: [] });
    write("items.csv", "SKU,Name\nCF1,Coffee\n");
    const { mapping, added } = await proposeMapping(folder);
    expect(mapping).toMatchObject({ confirmed: false, tables: [before.tables[0], { entity: "items" }] });
    expect(added).toHaveLength(1);
  });

  it("says which files it knows nothing of", async () => {
    write("thoi-tiet.csv", "Nơi,Nhiệt độ\nHuế,30\n");
    write("broken.xlsx", "no workbook");
    const { mapping, unknown } = await proposeMapping(folder);
    expect(mapping.tables).toEqual([]);
    expect(unknown).toEqual([
      { path: "broken.xlsx", problem: expect.stringMatching(/no Excel workbook/) },
      { path: "thoi-tiet.csv", problem: expect.stringMatching(/columns are not known/) },
    ]);
  });
});

describe("a mapping", () => {
  it("is asked for where there is none, and used only when somebody has confirmed it", async () => {
    expect(() => tableFiles(folder)).toThrow(/There is no opensme\.mapping\.json in .*: opensme columns/);
    write("khach-hang.csv", customers);
    write(mappingFile, JSON.stringify((await proposeMapping(folder)).mapping));
    expect(() => connect(tableFiles(folder), { config: {} })).toThrow(/is a proposal\. Look it through/);
  });

  it.each([
    [
      "a field that there is not",
      { columns: { Tên: "name", Mã: "kode" } },
      /customers have no field "kode"\. They have: code, name/,
    ],
    ["a field twice", { columns: { Tên: "name", Mã: "name" } }, /two columns are "name"/],
    ["no name", { columns: { Mã: "code" } }, /no column is name/],
    ["another word", { columns: { Tên: "name" }, header: 3 }, /Unrecognized key: "header"/],
  ])("with %s is refused, and says where", (_, table, says) => {
    write(
      mappingFile,
      JSON.stringify({
        confirmed: true,
        dates: "dd/MM/yyyy",
        decimals: ",",
        tables: [{ files: "*", entity: "customers", ...table }],
      }),
    );
    expect(() => tableFiles(folder)).toThrow(says);
  });

  it("that is no JSON is refused", () => {
    write(mappingFile, "{");
    expect(() => tableFiles(folder)).toThrow(/opensme\.mapping\.json is no JSON/);
  });

  it("gives the connector another version when it changes, so that stored rows are read again", async () => {
    write("khach-hang.csv", customers);
    await confirm();
    const before = tableFiles(folder).version;
    expect(tableFiles(folder).version).toBe(before);
    await confirm(() => ({ dates: "MM/dd/yyyy" }));
    expect(tableFiles(folder).version).not.toBe(before);
  });
});

describe("what is read", () => {
  it("is the same out of CSV, Excel and NDJSON", async () => {
    const read = [];
    const names = ["Mã hàng", "Tên hàng", "ĐVT", "Giá bán"];
    for (const [path, content] of [
      ["hang.csv", `\uFEFF${names.join(",")}\nCF1,"Cà phê ""rang"", xay",kg,100000\n`],
      ["hang.xlsx", workbook({ Hàng: [names, ["CF1", 'Cà phê "rang", xay', "kg", 100000]] })],
      [
        "hang.ndjson",
        `${JSON.stringify({ "Mã hàng": "CF1", "Tên hàng": 'Cà phê "rang", xay', ĐVT: "kg", "Giá bán": 100000 })}\n`,
      ],
      [
        "hang.tsv",
        Buffer.from(
          `\uFEFF${names.join("\t")}\nCF1\tCà phê ""rang"", xay\tkg\t100000\n`.replaceAll('""', ""),
          "utf16le",
        ),
      ],
    ] as const) {
      folder = temporary();
      write(path, content);
      await confirm();
      read.push(...(await recordsOf("items")));
    }
    const item = { id: "CF1", code: "CF1", name: 'Cà phê "rang", xay', unit: "kg", price: "100000" };
    expect(read).toEqual([item, item, item, { ...item, name: "Cà phê rang, xay" }]);
  });

  it("are invoices with their lines, a row for each, where the number may stand in the first alone", async () => {
    write("khach-hang.csv", customers);
    write(
      "ban-hang.csv",
      "Số hóa đơn;Ngày;Mã KH;Khách hàng;Mã hàng;Số lượng;Đơn giá;Thành tiền\nHD01;30/11/2026;KH01;Công ty Mẫu Một;CF1;2,5;100.000;250.000\n;;;;CF2;1;50.000;50.000\nHD02;01/12/2026;;Khách lẻ;CF1;1;100.000;100.000\nTổng cộng;;;;;;;400.000\n",
    );
    await confirm();
    expect(await recordsOf("invoices")).toEqual([
      {
        id: "HD01",
        number: "HD01",
        contact: { id: "customer:KH01", name: "Công ty Mẫu Một" },
        issueDate: "2026-11-30",
        lines: [
          { code: "CF1", quantity: "2.5", unitPrice: "100000", total: "250000" },
          { code: "CF2", quantity: "1", unitPrice: "50000", total: "50000" },
        ],
      },
      {
        id: "HD02",
        number: "HD02",
        issueDate: "2026-12-01",
        lines: [{ code: "CF1", quantity: "1", unitPrice: "100000", total: "100000" }],
        unmapped: { customerName: "Khách lẻ" },
      },
    ]);
  });

  it("are bookings of a bank, in and out, each once where statements overlap, and twice where it is there twice", async () => {
    const head = "Ngày giao dịch,Ghi nợ,Ghi có,Nội dung\n";
    const fee = '15/11/2026,"11,000",,Phí SMS\n';
    write("sao-ke-1.csv", `${head}${fee}${fee}`);
    write("sao-ke-2.csv", `${head}${fee}16/11/2026,,"500,000",HD01 chuyển khoản\n`);
    await confirm();
    const records = (await recordsOf("bankTransactions")) as { id: string }[];
    expect(records.map(({ id: _, ...record }) => record)).toEqual([
      { date: "2026-11-15", direction: "out", total: "11000", note: "Phí SMS" },
      { date: "2026-11-15", direction: "out", total: "11000", note: "Phí SMS" },
      { date: "2026-11-16", direction: "in", total: "500000", note: "HD01 chuyển khoản" },
    ]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(3);
  });

  it("is the last that a record is called so: a later export counts, and the last row within one", async () => {
    const row = (name: string): string => `Mã KH,Tên KH\nKH01,${name}\n`;
    write("khach-2026-10.csv", row("Cũ"));
    write("khach-2026-11.csv", `${row("Mới")}KH01,Mới hơn\n`);
    await confirm();
    expect(await recordsOf("customers")).toMatchObject([{ id: "customer:KH01", name: "Mới hơn" }]);
  });

  it("are dates and numbers of Excel as they are, whatever the texts are like", async () => {
    write(
      "hoa-don.xlsx",
      workbook({
        Sheet1: [
          ["Số hóa đơn", "Ngày", "Tổng tiền"],
          ["HD1", new Date("2026-11-30T00:00:00Z"), 1250.5],
          ["HD2", "01/12/2026", "1.250,5"],
        ],
      }),
    );
    await confirm(() => ({ decimals: "," }));
    expect(await recordsOf("invoices")).toMatchObject([
      { issueDate: "2026-11-30", total: "1250.5" },
      { issueDate: "2026-12-01", total: "1250.5" },
    ]);
  });

  it.each([
    [",", "1.250.000 ₫", "1250000"],
    [",", "(1.250,50)", "-1250.5"],
    [",", "-12,5", "-12.5"],
    [".", "1,250.50", "1250.5"],
    [".", "$ 7.00-", "-7"],
    [".", "0", "0"],
  ] as const)("is an amount with %s before decimals: %s", async (decimals, text, expected) => {
    write("kh.csv", `Tên KH;Công nợ\nMẫu;${text}\n`);
    await confirm(() => ({ decimals }));
    expect(await recordsOf("customers")).toMatchObject([{ receivable: expected }]);
  });
});

describe("what is wrong", () => {
  it("is told by file, line and column, with what to do, and nothing of what stands there", async () => {
    write("khach-hang.csv", `${customers}KH02;Trần Mẫu;0900000102;;1,250.50;\n;Không Mã;;;0;\n`);
    await confirm(() => ({ decimals: "," }));
    expect(await problemsOf("customers")).toEqual([
      "khach-hang.csv:3: Công nợ: expected an amount such as 1.250,50: correct it, or `decimals` in the mapping",
      "khach-hang.csv:4: Mã KH: there is nothing in it: fill it in, or take the row out",
    ]);
    expect((await changesOf("customers")).map(({ type }) => type)).toEqual(["upsert", "reject", "reject"]);
  });

  it("is a date that is none, by the lines of the invoice", async () => {
    write("hd.csv", 'Số HĐ,Ngày,Tên hàng,Thành tiền\nHD1,30/11/2026,"hai\ndòng",1\nHD1,31/02/2026,b,2\n');
    await confirm();
    expect(await problemsOf("invoices")).toEqual([
      "hd.csv:2-4: rows.1.Ngày: expected a date such as 31/12/2026: correct it, or `dates` in the mapping",
    ]);
  });

  it.each([
    [
      "a column that is gone",
      "khach-2.csv",
      "Mã KH;Họ tên\nKH02;Mẫu\n",
      /khach-2\.csv: line 1: there is no column "Tên khách hàng"/,
    ],
    ["a file that nothing is said of", "la.csv", "a,b\n1,2\n", /la\.csv: no table of opensme\.mapping\.json is of it/],
    [
      "an open quotation mark",
      "khach-3.csv",
      'Mã KH;Tên khách hàng\n"KH03;Mẫu\n',
      /khach-3\.csv: line \d+: it is no CSV/,
    ],
    [
      "another encoding",
      "khach-4.csv",
      Buffer.from("Mã KH;Tên\n", "latin1"),
      /khach-4\.csv: it is not in utf-8\. Save it as CSV UTF-8/,
    ],
  ])("is %s, and the other files are read", async (_, path, content, says) => {
    write("khach-1.csv", customers);
    await confirm();
    write(path, content);
    expect(await problemsOf("customers")).toEqual([expect.stringMatching(says)]);
    expect((await changesOf("customers")).filter(({ type }) => type === "upsert")).toHaveLength(1);
  });

  it("is a sheet that is gone", async () => {
    write(
      "kh.xlsx",
      workbook({
        Khách: [
          ["Mã KH", "Tên KH"],
          ["K", "M"],
        ],
      }),
    );
    await confirm();
    write(
      "kh.xlsx",
      workbook({
        Khác: [
          ["Mã KH", "Tên KH"],
          ["K", "M"],
        ],
      }),
    );
    expect(await problemsOf("customers")).toEqual([expect.stringMatching(/there is no sheet "Khách"\. It has: Khác/)]);
  });

  it("is no empty table: it has no records, and what is gone may be deleted", async () => {
    write("khach-1.csv", customers);
    await confirm();
    write("khach-1.csv", customers.split("\n")[0] ?? "");
    expect(await changesOf("customers")).toEqual([]);
  });
});

it("a workbook that would fill the memory is not unpacked", async () => {
  const small = workbook({
    Sheet1: [
      ["Mã KH", "Tên KH"],
      ["K", "M"],
    ],
  });
  write("kh.xlsx", small);
  await confirm();
  const bomb = Buffer.from(small);
  // The first entry of the archive's directory says that it is 1 GiB.
  bomb.writeUInt32LE(1024 ** 3, bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  write("kh.xlsx", bomb);
  expect(await problemsOf("customers")).toEqual(["kh.xlsx: it is larger than 256 MiB once unpacked. Save it in parts"]);
});

it("a proposal is what the file beside the tables is read as", async () => {
  write("khach-hang.csv", customers);
  const confirmed = await confirm();
  expect(JSON.parse(readFileSync(join(folder, mappingFile), "utf8"))).toEqual(confirmed);
  expect(await recordsOf("customers")).toMatchObject([{ id: "customer:KH01", receivable: "1250000" }]);
});
