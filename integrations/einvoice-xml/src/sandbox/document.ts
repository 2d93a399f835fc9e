/** An invoice as software writes it into a file. */
export interface Written {
  form: "1" | "2";
  series: string;
  number: number;
  date: string;
  seller: Party;
  buyer: Party;
  lines: readonly Line[];
  /** The invoice that this one replaces (1) or adjusts (2). */
  related?: { kind: 1 | 2; series: string; number: number; date: string };
}

export interface Party {
  name?: string;
  person?: string;
  taxCode?: string;
  code?: string;
  address?: string;
  phone?: string;
  bankAccount?: string;
  citizenId?: string;
}

export interface Line {
  code: string;
  name: string;
  unit: string;
  quantity: number;
  price: number;
  discount: number;
  net: number;
  tax: number;
  /** As the XML writes it: `8%`, `KCT`. */
  rate: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const element = (name: string, value: string | number | undefined): string =>
  value === undefined ? "" : `<${name}>${escaped(String(value))}</${name}>`;

const partyXml = (
  name: string,
  { name: firm, person, taxCode, code, address, phone, bankAccount, citizenId }: Party,
): string =>
  `<${name}>${[
    element("Ten", firm),
    element("MST", taxCode),
    element("DChi", address),
    element("MKHang", code),
    element("SDThoai", phone),
    element("HVTNMHang", person),
    element("CCCDan", citizenId),
    element("STKNHang", bankAccount),
  ].join("")}</${name}>`;

const lineXml = (line: Line, index: number): string =>
  `<HHDVu>${[
    element("TChat", 1),
    element("STT", index + 1),
    element("MHHDVu", line.code),
    element("THHDVu", line.name),
    element("DVTinh", line.unit),
    element("SLuong", line.quantity),
    element("DGia", line.price),
    element("STCKhau", line.discount),
    element("ThTien", line.net),
    element("TSuat", line.rate),
  ].join("")}</HHDVu>`;

const sum = (lines: readonly Line[], field: "net" | "tax"): number =>
  lines.reduce((total, line) => total + line[field], 0);

const rateXml = (rate: string, lines: readonly Line[]): string =>
  `<LTSuat>${element("TSuat", rate)}${element("ThTien", sum(lines, "net"))}${element("TThue", sum(lines, "tax"))}</LTSuat>`;

/** The tax code of a made-up maker of software. */
const provider = "0100233488";

/** The XML of an invoice with the code of the tax authority, signed with nothing that could be taken for a signature. */
export const xmlOf = ({ form, series, number, date, seller, buyer, lines, related }: Written): string => {
  const before =
    related &&
    `<TTHDLQuan>${element("TCHDon", related.kind)}${element("LHDCLQuan", 1)}${element("KHMSHDCLQuan", form)}${element("KHHDCLQuan", related.series)}${element("SHDCLQuan", related.number)}${element("NLHDCLQuan", related.date)}</TTHDLQuan>`;
  const common = [
    element("PBan", "2.1.0"),
    element("THDon", "Hóa đơn giá trị gia tăng"),
    element("KHMSHDon", form),
    element("KHHDon", series),
    element("SHDon", String(number).padStart(8, "0")),
    element("NLap", date),
    element("DVTTe", "VND"),
    element("TGia", 1),
    element("HTTToan", "TM/CK"),
    element("MSTTCGP", provider),
    before,
  ].join("");
  const rates = [...Map.groupBy(lines, ({ rate }) => rate)].map(([rate, taxed]) => rateXml(rate, taxed)).join("");
  const [net, tax] = [sum(lines, "net"), sum(lines, "tax")];
  const sums = [
    `<THTTLTSuat>${rates}</THTTLTSuat>`,
    element("TgTCThue", net),
    element("TgTThue", tax),
    element("TgTTTBSo", net + tax),
    element("TgTTTBChu", `${(net + tax).toLocaleString("vi-VN")} đồng`),
  ].join("");
  const signed = `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA</SignatureValue><Object><SignatureProperties><SignatureProperty Target="#seller"><SigningTime>${date}T17:00:00</SigningTime></SignatureProperty></SignatureProperties></Object></Signature>`;
  return `${declaration}<HDon><DLHDon Id="data"><TTChung>${common}</TTChung><NDHDon>${partyXml("NBan", seller)}${partyXml("NMua", buyer)}<DSHHDVu>${lines.map(lineXml).join("")}</DSHHDVu><TToan>${sums}</TToan></NDHDon></DLHDon>${element("MCCQT", `00${String(number).padStart(32, "A")}`)}<DSCKS><NBan>${signed}</NBan></DSCKS></HDon>
`;
};

/** The notice 04/SS-HĐĐT by which a seller cancels an invoice. */
export const cancellationOf = ({ form, series, number, date, seller }: Written): string => {
  const invoice = [
    element("STT", 1),
    element("MCQTCap", `00${String(number).padStart(32, "A")}`),
    element("KHMSHDon", form),
    element("KHHDon", series),
    element("SHDon", number),
    element("Ngay", date),
    element("LADHDDT", 1),
    element("TCTBao", 1),
    element("LDo", "Khách không lấy hàng"),
  ].join("");
  const head = [
    element("PBan", "2.1.0"),
    element("MSo", "04/SS-HĐĐT"),
    element("Ten", "Thông báo hóa đơn điện tử có sai sót"),
    element("Loai", 1),
    element("TNNT", seller.name),
    element("MST", seller.taxCode),
    element("NTBao", date),
  ].join("");
  return `${declaration}<TBao><DLTBao Id="notice">${head}<DSHDon><HDon>${invoice}</HDon></DSHDon></DLTBao><DSCKS/></TBao>
`;
};
