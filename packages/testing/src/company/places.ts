import { nth } from "./lists.ts";
import type { Address, Location } from "./types.ts";

/** Wards by province as they stand since July 2025; the streets are invented. */
export const wards: readonly { province: string; ward: string; weight: number }[] = [
  { province: "Hồ Chí Minh", ward: "Phường Bến Thành", weight: 12 },
  { province: "Hồ Chí Minh", ward: "Phường Sài Gòn", weight: 8 },
  { province: "Hồ Chí Minh", ward: "Phường Tân Định", weight: 8 },
  { province: "Hồ Chí Minh", ward: "Phường Xuân Hòa", weight: 6 },
  { province: "Hồ Chí Minh", ward: "Phường Bàn Cờ", weight: 5 },
  { province: "Hồ Chí Minh", ward: "Phường An Khánh", weight: 10 },
  { province: "Hồ Chí Minh", ward: "Phường Thủ Đức", weight: 6 },
  { province: "Hồ Chí Minh", ward: "Phường Bình Thạnh", weight: 6 },
  { province: "Hồ Chí Minh", ward: "Phường Phú Nhuận", weight: 5 },
  { province: "Hồ Chí Minh", ward: "Phường Thủ Dầu Một", weight: 3 },
  { province: "Hồ Chí Minh", ward: "Phường Vũng Tàu", weight: 3 },
  { province: "Lâm Đồng", ward: "Phường Xuân Hương - Đà Lạt", weight: 4 },
  { province: "Lâm Đồng", ward: "Phường Lâm Viên - Đà Lạt", weight: 2 },
  { province: "Hà Nội", ward: "Phường Hoàn Kiếm", weight: 3 },
  { province: "Hà Nội", ward: "Phường Tây Hồ", weight: 3 },
  { province: "Đà Nẵng", ward: "Phường Hải Châu", weight: 4 },
  { province: "Cần Thơ", ward: "Phường Ninh Kiều", weight: 3 },
  { province: "Khánh Hòa", ward: "Phường Nha Trang", weight: 3 },
  { province: "Đắk Lắk", ward: "Phường Buôn Ma Thuột", weight: 2 },
  { province: "Huế", ward: "Phường Thuận Hóa", weight: 2 },
];

export const streets = ["Hoa Mẫu", "Thử Nghiệm", "Lá Xanh Mẫu", "Nắng Mẫu", "Suối Mẫu", "Đồi Mẫu"] as const;

const opened = { createdAt: "2025-11-03T02:15:00.000Z", updatedAt: "2025-11-03T02:15:00.000Z" };

function saigon(street: string, ward: string): Address {
  return { street, ward, province: "Hồ Chí Minh" };
}

/** Where the company sells and works, by id: two shops, the online channel, the roastery. */
export const locationIds = { benThanh: 1, thaoDien: 2, online: 3, roastery: 4 } as const;

export const locations: readonly Location[] = [
  {
    id: locationIds.benThanh,
    kind: "shop",
    names: { shop: "Mây Mẫu Bến Thành", books: "CH Bến Thành", people: "Cửa hàng Bến Thành" },
    address: saigon("12 đường Hoa Mẫu", "Phường Bến Thành"),
    phone: "0900000901",
    email: "ben-thanh@may-mau.example.com",
    ...opened,
  },
  {
    id: locationIds.thaoDien,
    kind: "shop",
    names: { shop: "Mây Mẫu Thảo Điền", books: "CH Thảo Điền", people: "Cửa hàng Thảo Điền" },
    address: saigon("45 đường Lá Xanh Mẫu", "Phường An Khánh"),
    phone: "0900000902",
    email: "thao-dien@may-mau.example.com",
    createdAt: "2025-11-03T02:20:00.000Z",
    updatedAt: "2026-01-12T08:40:00.000Z",
  },
  {
    id: locationIds.online,
    kind: "online",
    names: { shop: "Mây Mẫu Online", books: "Bán online", people: "Kênh online" },
    address: saigon("8 đường Nắng Mẫu", "Phường Tân Thuận"),
    phone: "0900000903",
    email: "online@may-mau.example.com",
    ...opened,
  },
  {
    id: locationIds.roastery,
    kind: "roastery",
    names: { shop: "Kho xưởng rang", books: "Xưởng rang", people: "Xưởng rang và kho" },
    address: saigon("8 đường Nắng Mẫu", "Phường Tân Thuận"),
    phone: "0900000904",
    email: "xuong-rang@may-mau.example.com",
    ...opened,
  },
];

export function locationOf(id: number): Location {
  return nth(locations, id - 1);
}
