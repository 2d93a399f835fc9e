import { einvoiceXml } from "@opensme/einvoice-xml";
import { parseXml } from "@opensme/xml";
import { parseInvoices } from "../../integrations/einvoice-xml/src/files.ts";
import { decimal, type Mapping, type Row, text } from "../by-hand.ts";
import { dayOf, pad } from "../records.ts";

const line = (index: number, place: number): string => {
  const price = 25_000 + ((index + place * 7) % 90) * 1000;
  return `<HHDVu><TChat>1</TChat><STT>${place}</STT><MHHDVu>SP${pad((index + place) % 400, 6)}</MHHDVu><THHDVu>Cà phê rang &amp; xay Mẫu số ${place}</THHDVu><DVTinh>gói</DVTinh><SLuong>2</SLuong><DGia>${price}</DGia><TLCKhau>0</TLCKhau><STCKhau>0</STCKhau><ThTien>${price * 2}</ThTien><TSuat>8%</TSuat><TTKhac><TTin><TTruong>VATAmount</TTruong><KDLieu>numeric</KDLieu><DLieu>${price * 0.16}</DLieu></TTin></TTKhac></HHDVu>`;
};

const invoice = (index: number): string => {
  const day = dayOf(index);
  const total = 150_000 + (index % 700) * 1000;
  return `<?xml version="1.0" encoding="UTF-8"?><HDon><DLHDon Id="data"><TTChung><PBan>2.1.0</PBan><THDon>Hóa đơn giá trị gia tăng</THDon><KHMSHDon>1</KHMSHDon><KHHDon>C26TRX</KHHDon><SHDon>${pad(index + 1, 8)}</SHDon><NLap>${day}</NLap><DVTTe>VND</DVTTe><TGia>1</TGia><HTTToan>TM/CK</HTTToan><MSTTCGP>0100233488</MSTTCGP></TTChung><NDHDon><NBan><Ten>Công ty TNHH Rang Xay Mẫu</Ten><MST>0312687878-001</MST><DChi>12 đường Mẫu, Thành phố Hồ Chí Minh</DChi><SDThoai>0900000101</SDThoai></NBan><NMua><Ten>Công ty Quán Mẫu</Ten><MST>0100112437</MST><DChi>7 phố Mẫu, Thành phố Hà Nội</DChi><MKHang>KH${pad(index % 5000, 6)}</MKHang><HVTNMHang>Trần Văn Mẫu</HVTNMHang></NMua><DSHHDVu>${line(index, 1)}${line(index, 2)}${line(index, 3)}</DSHHDVu><TToan><THTTLTSuat><LTSuat><TSuat>8%</TSuat><ThTien>${total}</ThTien><TThue>${total * 0.08}</TThue></LTSuat></THTTLTSuat><TgTCThue>${total}</TgTCThue><TgTThue>${total * 0.08}</TgTThue><TTCKTMai>0</TTCKTMai><TgTTTBSo>${total * 1.08}</TgTTTBSo><TgTTTBChu>Một trăm sáu mươi hai nghìn đồng</TgTTTBChu></TToan></NDHDon><TTKhac><TTin><TTruong>Mã tra cứu</TTruong><KDLieu>string</KDLieu><DLieu>MAU${index}</DLieu></TTin></TTKhac></DLHDon><MCCQT>00MAU${pad(index, 29)}</MCCQT><DSCKS><NBan><Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="seller"><SignatureValue>AAAA</SignatureValue><Object><SignatureProperties><SignatureProperty Target="#seller"><SigningTime>${day}T09:30:15</SigningTime></SignatureProperty></SignatureProperties></Object></Signature></NBan><CQT/></DSCKS></HDon>`;
};

const partyOf = (party: Row): object => ({
  name: party.Ten ?? party.HVTNMHang,
  taxId: text(party.MST),
  nationalId: text(party.CCCDan),
  address: text(party.DChi),
  phone: text(party.SDThoai),
  email: text(party.DCTDTu),
  bankAccount: text(party.STKNHang),
  bankName: text(party.TNHang),
  code: text(party.MKHang),
  personName: text(party.HVTNMHang),
});

const extrasOf = (others: Row): Record<string, string> =>
  Object.fromEntries((others?.TTin ?? []).map(({ TTruong, DLieu }: Row) => [TTruong, DLieu]));

const lineKinds: Record<string, string> = { "1": "goods", "2": "promotion", "3": "discount", "4": "note" };

const taxKind = (rate: string): string => (rate === "KCT" ? "exempt" : rate === "KKKNT" ? "not-declared" : "taxable");

const lineOf = (line: Row): object => ({
  number: text(line.STT),
  kind: lineKinds[line.TChat],
  code: text(line.MHHDVu),
  description: text(line.THHDVu),
  unit: text(line.DVTinh),
  quantity: decimal(line.SLuong),
  unitPrice: decimal(line.DGia),
  discount: decimal(line.STCKhau),
  discountRate: decimal(line.TLCKhau),
  taxRate: line.TSuat,
  taxPercent: line.TSuat?.endsWith("%") ? line.TSuat.slice(0, -1) : undefined,
  taxKind: line.TSuat ? taxKind(line.TSuat) : undefined,
  tax: decimal(extrasOf(line.TTKhac)["VATAmount"]),
  total: decimal(line.TChat === "3" ? -line.ThTien : line.ThTien),
});

const bare = (number: string): string => String(Number(number));

/** An invoice in a file of its own. The script reads the XML with the same parser. */
export const mapping: Mapping = {
  resource: einvoiceXml.resources.eInvoices,
  text: invoice,
  rows: {
    opensme: (file) =>
      parseInvoices(Buffer.from(file)).flatMap(
        (content) => einvoiceXml.resources.eInvoices.definition.list.rowsIn(content) ?? [],
      ),
    byHand: (file) => parseXml(Buffer.from(file), { lists: ["HHDVu", "LTSuat", "TTin"] })["HDon"],
  },
  byHand: ({ DLHDon, MCCQT, DSCKS }) => {
    const { TTChung: common, NDHDon: content } = DLHDon;
    const { NBan: seller, NMua: buyer, TToan: sums } = content;
    const signature = DSCKS?.NBan?.Signature;
    const signedAt = signature?.Object?.SignatureProperties?.SignatureProperty?.SigningTime;
    return {
      id: `${seller.MST.replace(/\D/g, "")}-${common.KHMSHDon}${common.KHHDon}-${bare(common.SHDon)}`,
      form: common.KHMSHDon,
      series: common.KHHDon,
      number: bare(common.SHDon),
      kind: common.KHMSHDon === "1" ? "vat" : "sales",
      title: text(common.THDon),
      status: "issued",
      relation: common.TTHDLQuan ? (common.TTHDLQuan.TCHDon === "1" ? "replacement" : "adjustment") : "original",
      issueDate: common.NLap,
      signedAt: signedAt ? new Date(`${signedAt}+07:00`).toISOString() : undefined,
      isSigned: signature !== undefined,
      authorityCode: text(MCCQT),
      provider: text(common.MSTTCGP),
      seller: partyOf(seller),
      buyer: buyer ? partyOf(buyer) : undefined,
      paymentMethod: text(common.HTTToan),
      currency: common.DVTTe,
      exchangeRate: decimal(common.TGia),
      lines: content.DSHHDVu.HHDVu.map(lineOf),
      taxes: sums.THTTLTSuat.LTSuat.map(({ TSuat, ThTien, TThue }: Row) => ({
        rate: TSuat,
        base: decimal(ThTien),
        tax: decimal(TThue),
      })),
      subTotal: decimal(sums.TgTCThue),
      discount: decimal(sums.TTCKTMai),
      tax: decimal(sums.TgTThue),
      total: decimal(sums.TgTTTBSo),
      totalInWords: text(sums.TgTTTBChu),
      custom: { ...extrasOf(DLHDon.TTKhac), ...extrasOf(common.TTKhac) },
      unmapped: { PBan: text(common.PBan), Fax: text(seller.Fax), Website: text(seller.Website) },
    };
  },
};
