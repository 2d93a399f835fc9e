import { instantAt } from "./calendar.ts";
import { nth, padded } from "./lists.ts";
import { plain } from "./people.ts";
import { streets, wards } from "./places.ts";
import { drawer, type Random, randomFor, streams } from "./random.ts";
import type { Address } from "./types.ts";
import type { Customer, Supplier } from "./types-shop.ts";

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The n-th tax code of a firm, with its check digit, in a range that has not been issued. Serials whose check digit would be 10 are skipped, as the tax office does. */
export function taxCode(position: number): string {
  let left = position;
  for (let serial = 1; ; serial += 1) {
    const first = `039990${padded(serial, 3)}`;
    const check = 10 - ([...first].reduce((sum, digit, index) => sum + Number(digit) * nth(weights, index), 0) % 11);
    if (check === 10) continue;
    if (left === 0) return `${first}${check}`;
    left -= 1;
  }
}

/** As people type a number: with spaces, dots, the country code, or plainly. */
function phoneInShop(phone: string, habit: number): string {
  const parts = [phone.slice(0, 4), phone.slice(4, 7), phone.slice(7)];
  return nth([parts.join(" "), phone, parts.join("."), `84${phone.slice(1)}`], habit % 4);
}

function phoneInBooks(phone: string, habit: number): string {
  return habit % 2 === 0 ? `+84${phone.slice(1)}` : `+84 ${phone.slice(1, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;
}

const drawWard = drawer(wards, (choice) => choice.weight);

function addressFrom(random: Random): Address {
  const { ward, province } = drawWard(random);
  return { street: `${random.integer(1, 240)} đường ${random.pick(streets)}`, ward, province };
}

/** A buyer on credit: name in the shop, legal name, name in the books, person to ask for, mailbox, days to pay. */
type Firm = readonly [shop: string, legal: string, books: string, contact: string, mailbox: string, days: number];

/** The last firm has stopped buying. Two pairs are alike on purpose: Góc Phố and Góc Phố Hai, An Nhiên the café and An Nhiên the spa. */
const firms: readonly Firm[] = [
  ["Anh Bình - Quán Góc Phố", "Công ty TNHH Góc Phố Mẫu", "CÔNG TY TNHH GÓC PHỐ MẪU", "Lê Thanh Bình", "goc-pho", 30],
  [
    "Góc Phố 2 (chị Vy)",
    "Công ty TNHH Góc Phố Hai Mẫu",
    "Công ty TNHH Góc Phố Hai Mẫu",
    "Đinh Tường Vy",
    "goc-pho-hai",
    30,
  ],
  [
    "KS Biển Mẫu",
    "Công ty Cổ phần Khách sạn Biển Mẫu",
    "CTCP Khách sạn Biển Mẫu",
    "Phùng Quang Vinh",
    "khach-san-bien",
    45,
  ],
  [
    "Tiệm bánh Mây Hồng - c Lan",
    "Hộ kinh doanh Tiệm Bánh Mây Hồng Mẫu",
    "HKD Tiệm Bánh Mây Hồng Mẫu",
    "Tạ Thị Lan",
    "may-hong",
    15,
  ],
  [
    "Chị Hạnh Tiệm Sách Mưa",
    "Công ty TNHH Sách và Cà Phê Mưa Mẫu",
    "Cty TNHH Sách và Cà Phê Mưa Mẫu",
    "Châu Mỹ Hạnh",
    "sach-mua",
    30,
  ],
  [
    "Coworking Tầng Mười",
    "Công ty Cổ phần Không Gian Tầng Mười Mẫu",
    "CTCP KHÔNG GIAN TẦNG MƯỜI MẪU",
    "Hà Anh Tú",
    "tang-muoi",
    30,
  ],
  [
    "An Nhiên coffee",
    "Công ty TNHH MTV An Nhiên Mẫu",
    "CÔNG TY TNHH MTV AN NHIÊN MẪU",
    "Kiều An Nhiên",
    "an-nhien",
    30,
  ],
  [
    "Spa An Nhiên Q.1",
    "Công ty TNHH Chăm Sóc Sức Khỏe An Nhiên Mẫu",
    "Cty TNHH CSSK An Nhiên Mẫu",
    "Kiều Bảo Ngọc",
    "spa-an-nhien",
    30,
  ],
  [
    "Nhà hàng Sen Thử",
    "Công ty TNHH Nhà Hàng Sen Thử Nghiệm",
    "Cong ty TNHH Nha hang Sen Thu Nghiem",
    "Quách Văn Tài",
    "sen-thu",
    30,
  ],
  [
    "Chuỗi Ba Giọt (CN Thủ Đức)",
    "Chi nhánh Công ty Cổ phần Ba Giọt Mẫu",
    "CTCP Ba Giọt Mẫu - Chi nhánh Thủ Đức",
    "Mạc Thiên Long",
    "ba-giot",
    45,
  ],
  [
    "A Toàn - xe cà phê",
    "Hộ kinh doanh Cà Phê Xe Đạp Toàn Mẫu",
    "HKD Cà phê Xe Đạp Toàn Mẫu",
    "Nông Đức Toàn",
    "xe-dap",
    15,
  ],
  [
    "Trường QT Nắng Mẫu",
    "Công ty Cổ phần Giáo Dục Nắng Mẫu",
    "CTCP Giáo dục Nắng Mẫu",
    "Trương Hồng Nhung",
    "nang-giao-duc",
    45,
  ],
  [
    "Homestay Đồi Gió",
    "Công ty TNHH Du Lịch Đồi Gió Mẫu",
    "CÔNG TY TNHH DU LỊCH ĐỒI GIÓ MẪU",
    "Lưu Hải Đăng",
    "doi-gio",
    30,
  ],
  [
    "Văn phòng Luật Thử (c. Mai)",
    "Công ty Luật TNHH Thử và Mẫu",
    "Công ty Luật TNHH Thử & Mẫu",
    "Âu Thị Mai",
    "luat-thu",
    30,
  ],
  ["Quán Cũ (nghỉ bán)", "Công ty TNHH Quán Cũ Mẫu", "Công ty TNHH Quán Cũ Mẫu", "Giang Văn Cũ", "quan-cu", 30],
];

/** Household businesses use the owner's 12 digits, a branch its parent's code with a suffix. */
function taxCodeOf(legalName: string, index: number): string {
  if (legalName.startsWith("Hộ kinh doanh")) return `079099${padded(index + 1, 6)}`;
  return legalName.startsWith("Chi nhánh") ? `${taxCode(index)}-001` : taxCode(index);
}

/** Not every tool has every key: where the shop lacks the tax code, both have the phone. */
function wholesaleCustomer(seed: number, firm: Firm, index: number): Customer {
  const [shopName, legalName, booksName, contact, mailbox, creditDays] = firm;
  const phone = `0900000${padded(index + 1, 3)}`;
  const email = `mua-hang@${mailbox}.example.com`;
  const code = taxCodeOf(legalName, index);
  const knowsTaxCode = index % 3 !== 0;
  const isActive = index < firms.length - 1;
  const createdAt = instantAt(`2025-11-${padded(6 + index, 2)}`, "08:40");
  return {
    id: index + 1,
    kind: "wholesale",
    legalName,
    taxCode: code,
    phone,
    email,
    address: addressFrom(randomFor(seed, streams.customer, index + 1)),
    shop: {
      code: `KH${padded(index + 1, 6)}`,
      name: shopName,
      ...(knowsTaxCode && { organization: legalName, taxCode: code.replace("-", "") }),
      phone: phoneInShop(phone, index),
      ...(index % 2 === 0 && { email }),
      group: "Khách sỉ",
    },
    books: {
      name: booksName,
      taxCode: code,
      ...((!knowsTaxCode || index % 4 !== 1) && { phone: phoneInBooks(phone, index) }),
      email: index % 5 === 4 ? `ke-toan@${mailbox}.example.com` : email,
      contactPerson: contact,
    },
    creditDays,
    isActive,
    createdAt,
    updatedAt: isActive ? (index % 4 === 0 ? "2026-01-15T04:05:00.000Z" : createdAt) : "2026-01-28T07:00:00.000Z",
  };
}

const families = [
  "Nguyễn",
  "Trần",
  "Lê",
  "Phạm",
  "Huỳnh",
  "Hoàng",
  "Phan",
  "Vũ",
  "Võ",
  "Đặng",
  "Bùi",
  "Đỗ",
  "Hồ",
  "Ngô",
] as const;
const women = [
  "Thị Hoa",
  "Thị Lan",
  "Ngọc Mai",
  "Thu Hà",
  "Thanh Tâm",
  "Bích Ngọc",
  "Khánh Vy",
  "Mỹ Duyên",
  "Thùy Trang",
] as const;
const men = [
  "Văn Hùng",
  "Minh Tuấn",
  "Quang Huy",
  "Đức Anh",
  "Hữu Phước",
  "Anh Khoa",
  "Thành Đạt",
  "Gia Bảo",
  "Hoài Sơn",
] as const;

/** A regular, as the cashier wrote the name down: in full, by given name, or without marks. */
function person(seed: number, id: number): Customer {
  const random = randomFor(seed, streams.customer, id);
  const gender = random.chance(0.6) ? "female" : "male";
  const legalName = `${random.pick(families)} ${random.pick(gender === "female" ? women : men)}`;
  const given = legalName.slice(legalName.lastIndexOf(" ") + 1);
  const phone = `0900000${padded(id, 3)}`;
  const email = random.chance(0.4) ? `${plain(legalName).replaceAll(" ", ".")}.${id}@example.com` : undefined;
  const name = nth(
    [legalName, legalName, `${gender === "female" ? "Chị" : "Anh"} ${given}`, plain(legalName)],
    random.integer(0, 3),
  );
  const createdAt = instantAt(
    `2025-${random.pick(["11", "12"])}-${padded(random.integer(7, 28), 2)}`,
    `${random.integer(10, 19)}:${random.integer(10, 59)}`,
  );
  return {
    id,
    kind: "person",
    legalName,
    phone,
    ...(email && { email }),
    gender,
    ...(random.chance(0.3) && {
      birthDate: `${random.integer(1970, 2005)}-0${random.integer(1, 9)}-${random.integer(10, 28)}`,
    }),
    address: addressFrom(random),
    shop: {
      code: `KH${padded(id, 6)}`,
      name,
      phone: phoneInShop(phone, random.integer(0, 3)),
      ...(email && { email }),
      group: "Khách quen",
    },
    isActive: true,
    createdAt,
    updatedAt: random.chance(0.2) ? instantAt(`2026-01-${random.integer(10, 28)}`, "15:30") : createdAt,
  };
}

/** A marketplace buyer: only the first and last letter show, there is no phone, and equal names are different people. */
function masked(seed: number, id: number, position: number): Customer {
  const random = randomFor(seed, streams.customer, id);
  const name = `${random.pick(["N", "T", "L", "P", "Đ"])}******${random.pick(["h", "n", "g", "a", "y"])}`;
  const createdAt = instantAt(`2025-12-${padded(random.integer(1, 28), 2)}`, "21:10");
  return {
    id,
    kind: "masked",
    legalName: name,
    shop: { code: `KHSPE${padded(position, 8)}`, name, group: "Shopee" },
    isActive: true,
    createdAt,
    updatedAt: createdAt,
  };
}

const duplicated = 5;

/** 120 customers: 15 firms on credit, one of them entered twice, 86 regulars, 18 from a marketplace. Walk-in customers have no record. */
export function customersOf(seed: number): Customer[] {
  const wholesale = firms.map((firm, index) => wholesaleCustomer(seed, firm, index));
  const original = nth(wholesale, duplicated - 1);
  const { books: _, ...rest } = original;
  const twin: Customer = {
    ...rest,
    id: firms.length + 1,
    shop: {
      code: `KH${padded(firms.length + 1, 6)}`,
      name: "Sách Mưa - xuất hóa đơn",
      phone: original.phone ?? "",
      group: "Khách sỉ",
    },
    duplicateOf: original.id,
    createdAt: "2026-01-20T03:00:00.000Z",
    updatedAt: "2026-01-20T03:00:00.000Z",
  };
  const people = Array.from({ length: 86 }, (_, index) => person(seed, firms.length + 2 + index));
  const marketplace = Array.from({ length: 18 }, (_, index) =>
    masked(seed, firms.length + 2 + people.length + index, index + 1),
  );
  return [...wholesale, twin, ...people, ...marketplace];
}

/** Suppliers by id: short name, legal name, whether the shop receives goods from it. */
const vendors: readonly (readonly [shop: string, legal: string, sellsGoods: boolean])[] = [
  ["HTX Cầu Đất", "Hợp tác xã Cà Phê Cầu Đất Mẫu", true],
  ["Nông sản Ban Mê", "Công ty TNHH Nông Sản Ban Mê Mẫu", true],
  ["Robusta Cư M'gar", "Công ty TNHH Cà Phê Nhân Cư M'gar Mẫu", true],
  ["Bao bì Xanh", "Công ty Cổ phần Bao Bì Xanh Mẫu", true],
  ["Sữa Đồi Cỏ", "Công ty TNHH Sữa Đồi Cỏ Mẫu", true],
  ["Dụng cụ Pha Chế 68", "Công ty TNHH Thiết Bị Pha Chế Sáu Tám Mẫu", true],
  ["NPP rượu Hương Núi", "Công ty TNHH Rượu Hương Núi Mẫu", true],
  ["Chủ nhà Bến Thành", "Công ty TNHH Bất Động Sản Phố Mẫu", false],
  ["Điện lực", "Công ty Điện Lực Thử Nghiệm", false],
  ["Internet", "Công ty Cổ phần Viễn Thông Mẫu", false],
];

export function suppliersOf(seed: number): Supplier[] {
  return vendors.map(([shopName, legalName, sellsGoods], index): Supplier => {
    const phone = `0900000${950 + index}`;
    const code = taxCode(40 + index);
    const createdAt = instantAt(`2025-11-${10 + index}`, "09:15");
    return {
      id: index + 1,
      legalName,
      taxCode: code,
      phone,
      email: `ban-hang@ncc-${index + 1}.example.com`,
      address: addressFrom(randomFor(seed, streams.customer, 1000 + index)),
      shop: { code: `NCC${padded(index + 1, 6)}`, name: shopName, phone: phoneInShop(phone, index + 1) },
      books: {
        name: index % 3 === 0 ? legalName.toUpperCase() : legalName,
        taxCode: code,
        ...(index % 2 === 0 && { phone: phoneInBooks(phone, index) }),
      },
      sellsGoods,
      createdAt,
      updatedAt: index % 4 === 0 ? "2026-01-09T02:30:00.000Z" : createdAt,
    };
  });
}
