/** One of the 63 provinces until 30 June 2025. */
export interface FormerProvince {
  code: string;
  name: string;
}

/** A province or city of the first level, as they are since 1 July 2025. */
export interface Province {
  /** Official code. Some sources give merged provinces another one: match by name. */
  code: string;
  name: string;
  kind: "city" | "province";
  /** The provinces before that date that it was made of. */
  mergedFrom: readonly FormerProvince[];
}

/** The provinces since 1 July 2025, with those that each was made of. A code that goes on may have been that of another one before: 15 was Yên Bái. */
export const provinceTable: readonly Province[] = [
  { code: "01", name: "Hà Nội", kind: "city", mergedFrom: [{ code: "01", name: "Hà Nội" }] },
  { code: "04", name: "Cao Bằng", kind: "province", mergedFrom: [{ code: "04", name: "Cao Bằng" }] },
  {
    code: "08",
    name: "Tuyên Quang",
    kind: "province",
    mergedFrom: [
      { code: "02", name: "Hà Giang" },
      { code: "08", name: "Tuyên Quang" },
    ],
  },
  { code: "11", name: "Điện Biên", kind: "province", mergedFrom: [{ code: "11", name: "Điện Biên" }] },
  { code: "12", name: "Lai Châu", kind: "province", mergedFrom: [{ code: "12", name: "Lai Châu" }] },
  { code: "14", name: "Sơn La", kind: "province", mergedFrom: [{ code: "14", name: "Sơn La" }] },
  {
    code: "15",
    name: "Lào Cai",
    kind: "province",
    mergedFrom: [
      { code: "10", name: "Lào Cai" },
      { code: "15", name: "Yên Bái" },
    ],
  },
  {
    code: "19",
    name: "Thái Nguyên",
    kind: "province",
    mergedFrom: [
      { code: "06", name: "Bắc Kạn" },
      { code: "19", name: "Thái Nguyên" },
    ],
  },
  { code: "20", name: "Lạng Sơn", kind: "province", mergedFrom: [{ code: "20", name: "Lạng Sơn" }] },
  { code: "22", name: "Quảng Ninh", kind: "province", mergedFrom: [{ code: "22", name: "Quảng Ninh" }] },
  {
    code: "24",
    name: "Bắc Ninh",
    kind: "province",
    mergedFrom: [
      { code: "24", name: "Bắc Giang" },
      { code: "27", name: "Bắc Ninh" },
    ],
  },
  {
    code: "25",
    name: "Phú Thọ",
    kind: "province",
    mergedFrom: [
      { code: "17", name: "Hòa Bình" },
      { code: "26", name: "Vĩnh Phúc" },
      { code: "25", name: "Phú Thọ" },
    ],
  },
  {
    code: "31",
    name: "Hải Phòng",
    kind: "city",
    mergedFrom: [
      { code: "30", name: "Hải Dương" },
      { code: "31", name: "Hải Phòng" },
    ],
  },
  {
    code: "33",
    name: "Hưng Yên",
    kind: "province",
    mergedFrom: [
      { code: "34", name: "Thái Bình" },
      { code: "33", name: "Hưng Yên" },
    ],
  },
  {
    code: "37",
    name: "Ninh Bình",
    kind: "province",
    mergedFrom: [
      { code: "35", name: "Hà Nam" },
      { code: "36", name: "Nam Định" },
      { code: "37", name: "Ninh Bình" },
    ],
  },
  { code: "38", name: "Thanh Hóa", kind: "province", mergedFrom: [{ code: "38", name: "Thanh Hóa" }] },
  { code: "40", name: "Nghệ An", kind: "province", mergedFrom: [{ code: "40", name: "Nghệ An" }] },
  { code: "42", name: "Hà Tĩnh", kind: "province", mergedFrom: [{ code: "42", name: "Hà Tĩnh" }] },
  {
    code: "44",
    name: "Quảng Trị",
    kind: "province",
    mergedFrom: [
      { code: "44", name: "Quảng Bình" },
      { code: "45", name: "Quảng Trị" },
    ],
  },
  { code: "46", name: "Huế", kind: "city", mergedFrom: [{ code: "46", name: "Huế" }] },
  {
    code: "48",
    name: "Đà Nẵng",
    kind: "city",
    mergedFrom: [
      { code: "49", name: "Quảng Nam" },
      { code: "48", name: "Đà Nẵng" },
    ],
  },
  {
    code: "51",
    name: "Quảng Ngãi",
    kind: "province",
    mergedFrom: [
      { code: "62", name: "Kon Tum" },
      { code: "51", name: "Quảng Ngãi" },
    ],
  },
  {
    code: "52",
    name: "Gia Lai",
    kind: "province",
    mergedFrom: [
      { code: "52", name: "Bình Định" },
      { code: "64", name: "Gia Lai" },
    ],
  },
  {
    code: "56",
    name: "Khánh Hòa",
    kind: "province",
    mergedFrom: [
      { code: "58", name: "Ninh Thuận" },
      { code: "56", name: "Khánh Hòa" },
    ],
  },
  {
    code: "66",
    name: "Đắk Lắk",
    kind: "province",
    mergedFrom: [
      { code: "54", name: "Phú Yên" },
      { code: "66", name: "Đắk Lắk" },
    ],
  },
  {
    code: "68",
    name: "Lâm Đồng",
    kind: "province",
    mergedFrom: [
      { code: "67", name: "Đắk Nông" },
      { code: "60", name: "Bình Thuận" },
      { code: "68", name: "Lâm Đồng" },
    ],
  },
  {
    code: "75",
    name: "Đồng Nai",
    kind: "province",
    mergedFrom: [
      { code: "70", name: "Bình Phước" },
      { code: "75", name: "Đồng Nai" },
    ],
  },
  {
    code: "79",
    name: "Hồ Chí Minh",
    kind: "city",
    mergedFrom: [
      { code: "77", name: "Bà Rịa - Vũng Tàu" },
      { code: "74", name: "Bình Dương" },
      { code: "79", name: "Hồ Chí Minh" },
    ],
  },
  {
    code: "80",
    name: "Tây Ninh",
    kind: "province",
    mergedFrom: [
      { code: "80", name: "Long An" },
      { code: "72", name: "Tây Ninh" },
    ],
  },
  {
    code: "82",
    name: "Đồng Tháp",
    kind: "province",
    mergedFrom: [
      { code: "82", name: "Tiền Giang" },
      { code: "87", name: "Đồng Tháp" },
    ],
  },
  {
    code: "86",
    name: "Vĩnh Long",
    kind: "province",
    mergedFrom: [
      { code: "83", name: "Bến Tre" },
      { code: "84", name: "Trà Vinh" },
      { code: "86", name: "Vĩnh Long" },
    ],
  },
  {
    code: "91",
    name: "An Giang",
    kind: "province",
    mergedFrom: [
      { code: "91", name: "Kiên Giang" },
      { code: "89", name: "An Giang" },
    ],
  },
  {
    code: "92",
    name: "Cần Thơ",
    kind: "city",
    mergedFrom: [
      { code: "94", name: "Sóc Trăng" },
      { code: "93", name: "Hậu Giang" },
      { code: "92", name: "Cần Thơ" },
    ],
  },
  {
    code: "96",
    name: "Cà Mau",
    kind: "province",
    mergedFrom: [
      { code: "95", name: "Bạc Liêu" },
      { code: "96", name: "Cà Mau" },
    ],
  },
];
