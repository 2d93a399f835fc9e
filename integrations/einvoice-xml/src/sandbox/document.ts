/** An invoice as software writes it into a file. */
export interface Written {
  form: "1" | "2";
  series: string;
  number: number;
  date: string;
  seller: Party;
  buyer: Party;
  lines: readonly Line[];
  /** The number of the invoice that this one replaces. */
  replaces?: number;
}

export interface Party {
  name?: string;
  person?: string;
  taxCode?: string;
  code?: string;
  address?: string;
  phone?: string;
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

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const element = (name: string, value: string | number | undefined): string =>
  value === undefined ? "" : `<${name}>${escaped(String(value))}</${name}>`;

const partyXml = (name: string, { name: firm, person, taxCode, code, address, phone }: Party): string =>
  `<${name}>${[
    element("Ten", firm),
    element("MST", taxCode),
    element("DChi", address),
    element("MKHang", code),
    element("SDThoai", phone),
    element("HVTNMHang", person),
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

/** The XML of an invoice with the code of the tax authority, unsigned. */
export const xmlOf = ({ form, series, number, date, seller, buyer, lines, replaces }: Written): string => {
  const related =
    replaces === undefined
      ? ""
      : `<TTHDLQuan>${element("TCHDon", 1)}${element("LHDCLQuan", 1)}${element("KHMSHDCLQuan", form)}${element("KHHDCLQuan", series)}${element("SHDCLQuan", replaces)}${element("NLHDCLQuan", date)}</TTHDLQuan>`;
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
    related,
  ].join("");
  const rates = [...Map.groupBy(lines, ({ rate }) => rate)].map(([rate, taxed]) => rateXml(rate, taxed)).join("");
  const [net, tax] = [sum(lines, "net"), sum(lines, "tax")];
  const sums = `<THTTLTSuat>${rates}</THTTLTSuat>${element("TgTCThue", net)}${element("TgTThue", tax)}${element("TgTTTBSo", net + tax)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<HDon><DLHDon Id="data"><TTChung>${common}</TTChung><NDHDon>${partyXml("NBan", seller)}${partyXml("NMua", buyer)}<DSHHDVu>${lines.map(lineXml).join("")}</DSHHDVu><TToan>${sums}</TToan></NDHDon></DLHDon>${element("MCCQT", `00${String(number).padStart(32, "A")}`)}<DSCKS/></HDon>
`;
};
