import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Change, connect } from "@opensme/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseInvoices } from "../src/files.ts";
import { einvoiceXml } from "../src/index.ts";
import { subject } from "./subject.ts";

const [seller, branch, buyer, household] = ["0312687878", "0312687878-001", "0100112437", "001000000000"] as const;

const sample = (name: "goods" | "adjustment" | "replacement" | "notice"): string =>
  readFileSync(new URL(`${name}.xml`, import.meta.url), "utf8");

/** One of the samples with other words in it. */
const changed = (name: Parameters<typeof sample>[0], words: Readonly<Record<string, string>>): string =>
  Object.entries(words).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${name}.xml has no ${from}`);
    return text.replaceAll(from, to);
  }, sample(name));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "opensme-einvoice-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);

const open = (taxCode: string) => connect(einvoiceXml, { config: { folder, taxCode } });

type Key = keyof typeof einvoiceXml.resources;

const changesOf = async (taxCode: string, key: Key): Promise<Change[]> => {
  const changes: Change[] = [];
  for await (const change of open(taxCode)[key].list()) changes.push(change);
  return changes;
};

const recordsOf = async (taxCode: string, key: Key): Promise<Record<string, unknown>[]> =>
  (await changesOf(taxCode, key)).map((change) => {
    if (change.type === "upsert") return { ...change.record };
    throw new Error(JSON.stringify(change));
  });

const idsOf = async (taxCode: string, key: Key): Promise<unknown[]> =>
  (await recordsOf(taxCode, key)).map(({ id }) => id);

const problemsOf = async (taxCode = seller): Promise<string[]> =>
  (await changesOf(taxCode, "eInvoices")).flatMap((change) =>
    change.type === "reject"
      ? change.issues.map(({ place, path, message }) => [place, path, message].filter(Boolean).join(": "))
      : [],
  );

const goods = "0312687878001-1C26TRX-217";

describe("the sides of an invoice", () => {
  beforeEach(() => write("goods.xml", sample("goods")));

  it("are a sale for the seller, whose tax code of 10 digits stands for its branches", async () => {
    for (const taxCode of [seller, branch]) {
      expect(await idsOf(taxCode, "invoices")).toEqual([goods]);
      expect(await idsOf(taxCode, "bills")).toEqual([]);
      expect(await idsOf(taxCode, "customers")).toEqual([`customer:${buyer}`]);
      expect(await idsOf(taxCode, "suppliers")).toEqual([]);
      expect(await idsOf(taxCode, "organizations")).toEqual(["0312687878001"]);
      expect(await open(taxCode).check()).toEqual({ id: taxCode, name: "Công ty TNHH Rang Xay Mẫu" });
    }
  });

  it("are a purchase for the buyer", async () => {
    expect(await idsOf(buyer, "invoices")).toEqual([]);
    expect(await idsOf(buyer, "bills")).toEqual([goods]);
    expect(await idsOf(buyer, "customers")).toEqual([]);
    expect(await idsOf(buyer, "suppliers")).toEqual(["supplier:0312687878001"]);
    expect(await recordsOf(buyer, "organizations")).toMatchObject([{ id: buyer, name: "Công ty Cổ phần Quán Mẫu" }]);
    expect(await recordsOf(buyer, "eInvoices")).toMatchObject([{ side: "purchase" }]);
  });

  it("are both where one branch sells to another", async () => {
    write("goods.xml", changed("goods", { [`<MST>${buyer}</MST>`]: `<MST>${seller}</MST>` }));
    expect(await idsOf(branch, "invoices")).toEqual([goods]);
    expect(await idsOf(seller, "bills")).toEqual([goods]);
    expect(await idsOf(seller, "invoices")).toEqual([]);
  });

  it("are neither for a company that the invoice does not name, which check tells", async () => {
    for (const key of ["invoices", "bills", "customers", "suppliers", "organizations"] as const)
      expect(await idsOf("0314409058", key)).toEqual([]);
    const [eInvoice] = await recordsOf("0314409058", "eInvoices");
    expect(eInvoice).not.toHaveProperty("side");
    expect(eInvoice).toMatchObject({ unmapped: { MST: [branch, buyer] } });
    await expect(open("0314409058").check()).rejects.toThrow(
      /none of the 1 invoices .* names the tax code 0314409058, as/,
    );
    await expect(open("0314409059").check()).rejects.toThrow(/0314409059, .* \(the tenth digit/);
  });

  it("are asked for with a tax code", () => {
    expect(() => open("12345")).toThrow(/taxCode: expected a tax code of 10, 10-3 or 12 digits/);
  });
});

describe("an invoice in several files", () => {
  const uncoded = changed("goods", {
    "<MCCQT>00MAU0000000000000000000000000217A</MCCQT>": "",
    "<SHDon>00000217</SHDon>": "<SHDon>217</SHDon>",
  });
  const draft = uncoded.replace(/<Signature .*<\/Signature>/, "");

  it("is one record, read from the copy with the code of the tax authority, else from the signed one, else from the first", async () => {
    const codes = async (): Promise<unknown> =>
      (await recordsOf(seller, "eInvoices")).map(({ id, authorityCode, isSigned }) => [id, authorityCode, isSigned]);
    write("a.xml", draft);
    write("b.xml", uncoded);
    write("c.xml", sample("goods"));
    write("d.xml", sample("goods"));
    expect(await codes()).toEqual([[goods, "00MAU0000000000000000000000000217A", true]]);
    expect(await idsOf(seller, "invoices")).toEqual([goods]);
    expect(await idsOf(seller, "customers")).toEqual([`customer:${buyer}`]);
    rmSync(join(folder, "c.xml"));
    expect(await codes()).toEqual([[goods, "00MAU0000000000000000000000000217A", true]]);
    rmSync(join(folder, "d.xml"));
    expect(await codes()).toEqual([[goods, undefined, true]]);
    rmSync(join(folder, "b.xml"));
    expect(await codes()).toEqual([[goods, undefined, false]]);
  });

  it("may be twice in one file", async () => {
    const invoice = sample("goods").replace(/<\?xml.*\?>/, "");
    write("message.xml", `<TDiep><DLieu>${invoice}${invoice}</DLieu></TDiep>`);
    expect(await idsOf(seller, "eInvoices")).toEqual([goods]);
  });

  it("are several invoices where only the number, the series or the seller is the same", async () => {
    write("a.xml", sample("goods"));
    write("b.xml", changed("goods", { "<SHDon>00000217</SHDon>": "<SHDon>2170</SHDon>" }));
    write("c.xml", changed("goods", { C26TRX: "C27TRX" }));
    write("d.xml", changed("goods", { [branch]: "0312687878-002" }));
    expect(new Set(await idsOf(seller, "eInvoices")).size).toBe(4);
    expect(await idsOf(seller, "organizations")).toEqual(["0312687878001", "0312687878002"]);
  });
});

describe("what becomes of an invoice", () => {
  it("is told by one that adjusts it: it counts, and what is taken back is a credit note or a vendor credit", async () => {
    write("a.xml", sample("goods"));
    write("b.xml", sample("adjustment"));
    expect((await recordsOf(seller, "eInvoices")).map(({ status, relation }) => [status, relation])).toEqual([
      ["adjusted", "original"],
      ["issued", "adjustment"],
    ]);
    const [invoice] = await recordsOf(seller, "invoices");
    expect(invoice).toMatchObject({ id: goods, total: "262.5" });
    expect(invoice).not.toHaveProperty("status");
    for (const [taxCode, key] of [
      [seller, "creditNotes"],
      [buyer, "vendorCredits"],
    ] as const)
      expect(await recordsOf(taxCode, key)).toMatchObject([
        { number: "C26TRX-218", reference: "C26TRX-217", total: "26.1" },
      ]);
    expect(await idsOf(buyer, "bills")).toEqual([goods]);
  });

  it("is an invoice where an adjustment adds to it, or changes words alone", async () => {
    for (const total of ["26.1", "0"]) {
      write("a.xml", changed("adjustment", { "<TgTTTBSo>-26.1<": `<TgTTTBSo>${total}<` }));
      expect(await recordsOf(seller, "invoices")).toMatchObject([{ number: "C26TRX-218", total }]);
      expect(await idsOf(seller, "creditNotes")).toEqual([]);
    }
  });

  it.each([
    ["the sums", { "<TgTCThue>": "<TCDChinh>2</TCDChinh><TgTCThue>" }],
    ["what it refers to", { "<GChu>": "<TCDChinh>2</TCDChinh><GChu>" }],
    ["its note", { "<GChu>": "<GChu>Điều chỉnh giảm cho hoá đơn số 217: " }],
    [
      "a field of the software",
      {
        "</TTHDLQuan>":
          "</TTHDLQuan><TTKhac><TTin><TTruong>ProcessInvNote</TTruong><KDLieu>string</KDLieu><DLieu>Điều chỉnh giảm cho hóa đơn số 217</DLieu></TTin></TTKhac>",
      },
    ],
  ])("is a credit where %s says that the amounts, which have no sign, are taken back", async (_, words) => {
    write("a.xml", changed("adjustment", words).replace(/>-(?=\d)/g, ">"));
    expect(await recordsOf(seller, "creditNotes")).toMatchObject([
      {
        number: "C26TRX-218",
        total: "26.1",
        tax: "1.6",
        lines: [
          { quantity: "2.5", unitPrice: "8.2", total: "20" },
          { quantity: "1", unitPrice: "5", total: "5" },
        ],
      },
    ]);
    expect(await idsOf(seller, "invoices")).toEqual([]);
  });

  it("keeps a fee without an amount and a sum without a rate from making it a row that cannot be read", async () => {
    write("a.xml", changed("goods", { "<TPhi>1.5</TPhi>": "" }));
    const [whole] = await recordsOf(seller, "eInvoices");
    expect(whole).not.toHaveProperty("fees.0");
    write("a.xml", changed("adjustment", { "<LTSuat><TSuat>KCT</TSuat>": "<LTSuat>" }));
    const [adjustment] = await recordsOf(seller, "eInvoices");
    expect(adjustment).toMatchObject({ taxes: [{ rate: "8%", base: "-20", tax: "-1.6" }] });
  });

  it("is told by one that replaces it: it counts no more", async () => {
    const first = { "<SHDon>45</SHDon>": "<SHDon>44</SHDon>" };
    write("b.xml", sample("replacement"));
    write("a.xml", changed("replacement", first).replace(/<TTHDLQuan>.*<\/TTHDLQuan>/, ""));
    expect((await recordsOf(household, "invoices")).map(({ number, status }) => [number, status])).toEqual([
      ["C26MRX-44", "void"],
      ["C26MRX-45", undefined],
    ]);
    expect((await recordsOf(household, "eInvoices")).map(({ status }) => status)).toEqual(["replaced", "issued"]);
  });

  const answer = (word: "1" | "2"): string =>
    changed("notice", { "<TCTBao>1<": `<TTTNCCQT>${word}</TTTNCCQT><TCTBao>1<` });
  const statusOf = async (): Promise<unknown[]> =>
    (await recordsOf(household, "eInvoices")).map(({ status, note }) => [status, note]);

  it("is told by a notice that cancels it", async () => {
    write("a.xml", sample("replacement"));
    write("b.xml", changed("replacement", { "<SHDon>45</SHDon>": "<SHDon>46</SHDon>" }));
    write("notice.xml", sample("notice"));
    expect(await statusOf()).toEqual([
      ["cancelled", "Khách không lấy hàng"],
      ["issued", undefined],
    ]);
    expect((await recordsOf(household, "invoices")).map(({ status }) => status)).toEqual(["void", undefined]);
  });

  it("is not cancelled where the tax authority refuses, until it accepts", async () => {
    write("a.xml", sample("replacement"));
    write("notice.xml", sample("notice"));
    write("answer-1.xml", answer("2"));
    expect(await statusOf()).toEqual([["issued", undefined]]);
    write("answer-2.xml", answer("1"));
    expect(await statusOf()).toEqual([["cancelled", "Khách không lấy hàng"]]);
  });

  it("is not told by a notice of another seller", async () => {
    write("a.xml", sample("replacement"));
    write("notice.xml", changed("notice", { [`<MST>${household}</MST>`]: `<MST>${buyer}</MST>` }));
    expect(await statusOf()).toEqual([["issued", undefined]]);
  });
});

describe("contacts", () => {
  it("are written as in the latest invoice that names them", async () => {
    write(
      "a.xml",
      changed("goods", {
        "<SHDon>00000217<": "<SHDon>300<",
        "2026-05-12</NLap>": "2026-06-30</NLap>",
        "7 phố": "9 phố",
      }),
    );
    write("b.xml", sample("goods"));
    expect(await recordsOf(seller, "customers")).toMatchObject([
      { addresses: [{ line1: expect.stringMatching(/^9 phố/) }] },
    ]);
  });

  it("are not taken for one another where two branches give the same code", async () => {
    const withoutCode = { [`<MST>${buyer}</MST>`]: "" };
    write("a.xml", changed("goods", withoutCode));
    write("b.xml", changed("goods", { ...withoutCode, [branch]: "0312687878-002", "Quán Mẫu": "Tiệm Mẫu" }));
    expect((await recordsOf(seller, "customers")).map(({ id, name }) => [id, name])).toEqual([
      ["customer:0312687878001-KH000045", "Công ty Cổ phần Quán Mẫu"],
      ["customer:0312687878002-KH000045", "Công ty Cổ phần Tiệm Mẫu"],
    ]);
    expect((await recordsOf(seller, "invoices")).map(({ contact }) => contact)).toMatchObject([
      { id: "customer:0312687878001-KH000045" },
      { id: "customer:0312687878002-KH000045" },
    ]);
  });

  it("are none where nothing tells them from others, as at the till", async () => {
    write("a.xml", changed("replacement", { "<MKHang>KL01</MKHang>": "" }));
    expect(await idsOf(household, "customers")).toEqual([]);
    expect((await recordsOf(household, "invoices"))[0]).not.toHaveProperty("contact");
  });

  it("keep a wrong tax code as it is", async () => {
    write("a.xml", changed("goods", { [`<MST>${buyer}</MST>`]: "<MST>0100112438</MST>" }));
    expect(await recordsOf(seller, "customers")).toMatchObject([{ id: "customer:0100112438", taxId: "0100112438" }]);
  });
});

describe("a file", () => {
  it.each([
    ["breaks off", sample("goods").slice(0, 900), /^a\.xml: line \d+: it is not well-formed XML/],
    ["has a document type", `<!DOCTYPE HDon>${sample("goods").replace(/<\?xml.*\?>/, "")}`, /DOCTYPE/],
    ["is of another kind", "<HSoThueDTu><HSoKhaiThue/></HSoThueDTu>", /no e-invoice in it .* its root is HSoThueDTu/],
    [
      "is a technical message",
      "<TDiep><TTChung><MLTDiep>204</MLTDiep></TTChung><DLieu><TBao><DLTBao/></TBao></DLieu></TDiep>",
      /a message of kind 204 of the tax authority\. Move it/,
    ],
    ["has no number", changed("goods", { "<SHDon>00000217</SHDon>": "" }), /cannot be told from others: .*SHDon/],
    ["has no seller's tax code", changed("goods", { [`<MST>${branch}</MST>`]: "" }), /told from others: .*MST/],
  ])("that %s is rejected with its name, and the others are read", async (_, content, says) => {
    write("a.xml", content);
    write("b.xml", sample("adjustment"));
    expect(await problemsOf()).toEqual([expect.stringMatching(says)]);
    expect((await changesOf(seller, "creditNotes")).map(({ type }) => type)).toEqual(["upsert", "reject"]);
  });

  it("with an amount that is none is rejected with the place of it", async () => {
    write("a.xml", changed("goods", { "<TgTTTBSo>262.5<": "<TgTTTBSo>262,5<" }));
    expect(await problemsOf()).toEqual([
      expect.stringMatching(/^a\.xml: DLHDon\.NDHDon\.TToan\.TgTTTBSo: expected a number/),
    ]);
  });

  it("may be in UTF-16, have prefixes, and another order of elements", async () => {
    const other = changed("goods", { "<TSuat>KCT</TSuat><ThTien>20</ThTien>": "<ThTien>20</ThTien><TSuat>KCT</TSuat>" })
      .replace('encoding="UTF-8"', 'encoding="UTF-16"')
      .replaceAll(/<(\/?)(?=[A-Z])/g, "<$1inv:");
    write("a.xml", Buffer.from(`\uFEFF${other}`, "utf16le"));
    expect(await recordsOf(seller, "eInvoices")).toMatchObject([{ id: goods, title: "Hóa đơn giá trị gia tăng" }]);
  });
});

it("the fixtures' rows are what stands in the files beside them", () => {
  const parsed = (["goods", "replacement", "adjustment"] as const).flatMap((name) =>
    parseInvoices(Buffer.from(sample(name))),
  );
  expect(subject.fixtures["eInvoices"]?.rows.map(({ raw }) => raw)).toMatchObject(parsed as object[]);
});

describe("what software writes its own way", () => {
  const line = "<TChat>1</TChat><STT>1</STT><MHHDVu>SP000012</MHHDVu>";
  const linesOf = async (key: "eInvoices" | "invoices"): Promise<unknown> =>
    (await recordsOf(seller, key))[0]?.["lines"];

  it("is dong, by any name", async () => {
    for (const name of ["đ", "VNĐ", "vnd", "Đồng"]) {
      write("a.xml", changed("goods", { "<DVTTe>USD</DVTTe>": `<DVTTe>${name}</DVTTe>` }));
      for (const key of ["eInvoices", "invoices"] as const)
        expect(await recordsOf(seller, key), name).toMatchObject([{ currency: "VND" }]);
    }
  });

  it("is the tax of a line, beside its rate or among what is added", async () => {
    const added = "<TTruong>VATAmount</TTruong>";
    for (const name of ["TThue", "TongTien_Thue", "Tiền thuế", "Tiền thuế GTGT", "Tiền thuế dòng (Tiền thuế GTGT)"]) {
      write("a.xml", changed("goods", { [added]: `<TTruong>${name}</TTruong>` }));
      expect(await linesOf("invoices"), name).toMatchObject([{ tax: "8" }, {}, {}, {}, {}, {}, {}, {}]);
    }
    write("a.xml", changed("goods", { [line]: `${line}<TThue>7.99</TThue>` }));
    expect(await linesOf("eInvoices")).toMatchObject([{ tax: "7.99" }, {}, {}, {}, {}, {}, {}, {}]);
  });

  it("is what a line comes to, before its discount as after it", async () => {
    for (const total of ["102.50", "102.5000", "100.00", "100.01"]) {
      write("a.xml", changed("goods", { "<ThTien>100.00</ThTien>": `<ThTien>${total}</ThTien>` }));
      const after = total === "100.01" ? "100.01" : "100";
      for (const key of ["eInvoices", "invoices"] as const)
        expect(await linesOf(key), total).toMatchObject([
          { discount: "2.5", total: after },
          {},
          {},
          {},
          {},
          {},
          {},
          {},
        ]);
    }
  });

  it("is a trade discount, with a sign or without, by its kind or its name, and in what is taken back", async () => {
    const start = "<TChat>3</TChat><STT>7</STT><THHDVu>Chiết khấu thương mại</THHDVu><ThTien>10</ThTien>";
    const tax = "<TTKhac><TTin><TTruong>VATAmountOC</TTruong><DLieu>0.8</DLieu></TTin></TTKhac>";
    const named = start.replace("<TChat>3", "<TChat>1").replace("Chiết khấu", "CHIẾT KHẤU");
    for (const [text, before, total, taxed] of [
      [start, "250", "-10", "-0.8"],
      [start.replace(">10<", ">-10<"), "250", "-10", "-0.8"],
      [named.replace("<ThTien>", "<SLuong>0.000</SLuong><DGia/><ThTien>"), "250", "-10", "-0.8"],
      [named.replace("<ThTien>", "<SLuong>1</SLuong><DGia>10</DGia><ThTien>"), "270", "10", "0.8"],
      [start, "270", "10", "0.8"],
    ] as const) {
      write(
        "a.xml",
        changed("goods", { [start]: text + tax, "<TgTCThue>250</TgTCThue>": `<TgTCThue>${before}</TgTCThue>` }),
      );
      for (const key of ["eInvoices", "invoices"] as const)
        expect(await linesOf(key), `${text} of ${before}`).toMatchObject([
          ...Array.from({ length: 6 }, () => ({})),
          { total, tax: taxed },
          {},
        ]);
    }
    const discount = "<HHDVu><TChat>3</TChat><ThTien>1</ThTien></HHDVu></DSHHDVu>";
    write("a.xml", changed("adjustment", { "</DSHHDVu>": discount, "<TgTCThue>-25<": "<TgTCThue>-24<" }));
    expect(await recordsOf(seller, "creditNotes")).toMatchObject([
      { subTotal: "24", lines: [{ total: "20" }, { total: "5" }, { total: "-1" }] },
    ]);
  });

  it("is a related invoice that is none, or is named by its number alone", async () => {
    const related = /<TTHDLQuan>.*<\/TTHDLQuan>/.exec(sample("adjustment"))?.[0] ?? "";
    write("a.xml", changed("adjustment", { [related]: "<TTHDLQuan><TCHDon/><KHHDCLQuan/><SHDCLQuan/></TTHDLQuan>" }));
    const [original] = await recordsOf(seller, "eInvoices");
    expect(original).toMatchObject({ relation: "original" });
    expect(original).not.toHaveProperty("relatedInvoice");
    write("a.xml", changed("adjustment", { "<KHHDCLQuan>C26TRX</KHHDCLQuan>": "" }));
    expect(await recordsOf(seller, "creditNotes")).toMatchObject([{ reference: "217" }]);
  });

  it("is a line of goods of which the law wants to know more", async () => {
    write("a.xml", changed("goods", { [line]: line.replace("<TChat>1", "<TChat>5") }));
    expect(await linesOf("eInvoices")).toMatchObject([{ kind: "goods", code: "SP000012" }, {}, {}, {}, {}, {}, {}, {}]);
  });

  it("is a second place for signatures", async () => {
    write("a.xml", changed("goods", { "</DSCKS>": "</DSCKS><DSCKS/>" }));
    expect(await recordsOf(seller, "eInvoices")).toMatchObject([
      { isSigned: true, signedAt: "2026-05-12T02:30:15.000Z" },
    ]);
  });
});
