import { addDays, monthStart } from "./calendar.ts";
import { locationIds } from "./places.ts";
import type { Address, LocalDate } from "./types.ts";
import type { Department } from "./types-people.ts";

const { benThanh, thaoDien, online, roastery } = locationIds;

const founded = { createdAt: "2025-11-04T03:00:00.000Z", updatedAt: "2025-11-04T03:00:00.000Z" };

export const departmentIds = {
  board: 1,
  accounting: 2,
  office: 3,
  roasting: 4,
  wholesale: 5,
  online: 6,
  shops: 7,
} as const;

export const departments: readonly Department[] = [
  { id: departmentIds.board, code: "BGD", name: "Ban giám đốc", ...founded },
  { id: departmentIds.accounting, code: "KT", name: "Kế toán", ...founded },
  { id: departmentIds.office, code: "NS", name: "Nhân sự - Hành chính", ...founded },
  { id: departmentIds.roasting, code: "RX", name: "Rang xay và kho", ...founded },
  { id: departmentIds.wholesale, code: "BS", name: "Bán sỉ", ...founded },
  { id: departmentIds.online, code: "OL", name: "Bán online", ...founded },
  { id: departmentIds.shops, code: "CH", name: "Cửa hàng", ...founded },
];

/** A person as hired: names, birth, title, first day, manager's id (0 for none), gross pay in đồng a month (an hour in part time). */
type Row = readonly [
  id: number,
  family: string,
  middle: string,
  given: string,
  gender: "male" | "female",
  birth: LocalDate,
  title: string,
  hired: LocalDate,
  manager: number,
  pay: number,
];

export interface Team {
  department: number;
  location: number;
  type: "full-time" | "part-time";
  rows: readonly Row[];
}

/** First of the month that lies so many months before today's, and some days on. */
function recently(today: LocalDate, months: number, days = 0): LocalDate {
  return addDays(monthStart(today, -months), days);
}

/** The 24 people. Two share a name, one family name has two words, one person has no middle name. */
export function teamsOf(today: LocalDate): Team[] {
  const { board, accounting, office, roasting, wholesale, shops } = departmentIds;
  return [
    {
      department: board,
      location: roastery,
      type: "full-time",
      rows: [[1, "Trần", "Quốc", "Bảo", "male", "1984-02-11", "Giám đốc", "2019-03-01", 0, 45_000_000]],
    },
    {
      department: accounting,
      location: roastery,
      type: "full-time",
      rows: [
        [2, "Nguyễn", "Thị Thanh", "Hương", "female", "1987-07-23", "Kế toán trưởng", "2019-06-17", 1, 22_000_000],
        [3, "Lê", "Ngọc", "Diễm", "female", "1996-11-02", "Kế toán viên", "2023-02-06", 2, 13_000_000],
      ],
    },
    {
      department: office,
      location: roastery,
      type: "full-time",
      rows: [[4, "Phạm", "Thị Mỹ", "Linh", "female", "1992-04-30", "Chuyên viên nhân sự", "2021-09-01", 1, 14_000_000]],
    },
    {
      department: roasting,
      location: roastery,
      type: "full-time",
      rows: [
        [5, "Võ", "Minh", "Khôi", "male", "1988-09-14", "Trưởng xưởng rang", "2019-03-01", 1, 21_000_000],
        [6, "Đặng", "Văn", "Phúc", "male", "1994-01-19", "Thợ rang", "2021-04-12", 5, 13_000_000],
        [7, "Huỳnh", "Tấn", "Lộc", "male", "1999-06-05", "Nhân viên đóng gói", "2022-08-15", 5, 9_200_000],
        [8, "Bùi", "Thị Kim", "Ngân", "female", "1998-12-25", "Nhân viên đóng gói", "2023-05-22", 5, 8_800_000],
        [9, "Ngô", "Đình", "Hậu", "male", "1990-03-08", "Thủ kho", "2020-10-05", 5, 10_500_000],
        [10, "Thái", "", "Hòa", "male", "1995-08-17", "Nhân viên giao hàng", "2024-03-11", 9, 9_000_000],
      ],
    },
    {
      department: wholesale,
      location: roastery,
      type: "full-time",
      rows: [
        [11, "Dương", "Hoài", "Nam", "male", "1989-05-21", "Trưởng nhóm bán sỉ", "2020-02-03", 1, 18_000_000],
        [12, "Tôn Nữ", "Diệu", "Huyền", "female", "1997-10-10", "Nhân viên bán sỉ", "2023-11-20", 11, 12_000_000],
      ],
    },
    {
      department: departmentIds.online,
      location: online,
      type: "full-time",
      rows: [
        [13, "Lý", "Gia", "Hân", "female", "1995-02-28", "Trưởng nhóm bán online", "2021-07-05", 1, 15_000_000],
        [14, "Trịnh", "Công", "Danh", "male", "2001-09-09", "Nhân viên bán online", "2024-06-03", 13, 10_000_000],
      ],
    },
    {
      department: shops,
      location: benThanh,
      type: "full-time",
      rows: [
        [15, "Mai", "Thị Thu", "Thủy", "female", "1991-12-12", "Cửa hàng trưởng", "2019-08-19", 1, 14_500_000],
        [17, "Phan", "Thị Ánh", "Nguyệt", "female", "2000-08-15", "Thu ngân", "2023-03-13", 15, 8_500_000],
      ],
    },
    {
      department: shops,
      location: benThanh,
      type: "part-time",
      rows: [
        [18, "Hồ", "Trung", "Kiên", "male", "2005-01-27", "Nhân viên pha chế", recently(today, 4), 15, 28_000],
        [19, "Nguyễn", "Thị", "Linh", "female", "2004-06-18", "Thu ngân", "2025-06-09", 15, 27_000],
      ],
    },
    {
      department: shops,
      location: thaoDien,
      type: "full-time",
      rows: [
        [16, "Nguyễn", "Văn", "Đức", "male", "1998-03-03", "Nhân viên pha chế", "2022-12-01", 20, 9_000_000],
        [20, "Đỗ", "Hoàng", "Long", "male", "1993-07-07", "Cửa hàng trưởng", "2020-11-02", 1, 14_000_000],
        [21, "Cao", "Thị Bích", "Trâm", "female", "1999-04-04", "Nhân viên pha chế", "2023-08-07", 20, 9_000_000],
        [22, "Lâm", "Nhật", "Minh", "male", "2001-11-11", "Thu ngân", "2024-09-02", 20, 8_500_000],
        [23, "Vũ", "Thị Quỳnh", "Như", "female", "2002-05-20", "Thu ngân", recently(today, 2, 9), 20, 8_300_000],
      ],
    },
    {
      department: shops,
      location: thaoDien,
      type: "part-time",
      rows: [[24, "Nguyễn", "Văn", "Đức", "male", "2005-10-30", "Nhân viên pha chế", "2025-09-15", 20, 27_500]],
    },
  ];
}

/** What changed after somebody was hired. */
export interface Change {
  employee: number;
  date: LocalDate;
  title?: string;
  location?: number;
  manager?: number;
  rate?: number;
  reason?: "raise" | "promotion";
  left?: string;
}

export function changesOf(today: LocalDate): Change[] {
  return [
    { employee: 7, date: "2025-07-01", title: "Thợ rang", rate: 12_000_000, reason: "promotion" },
    { employee: 3, date: "2026-01-01", rate: 13_800_000, reason: "raise" },
    { employee: 15, date: "2026-01-01", rate: 15_500_000, reason: "raise" },
    { employee: 16, date: recently(today, 3), location: benThanh, manager: 15 },
    { employee: 21, date: recently(today, 2), title: "Trưởng ca", rate: 10_500_000, reason: "promotion" },
    { employee: 22, date: recently(today, 2, 15), left: "Chuyển nơi ở" },
    { employee: 14, date: recently(today, 1), rate: 10_800_000, reason: "raise" },
    { employee: 19, date: recently(today, 1), rate: 29_000, reason: "raise" },
  ];
}

/** Logins of the shop software, by employee id. */
export const shopLogins: ReadonlyMap<number, string> = new Map([
  [3, "ketoan"],
  [5, "khoi.vm"],
  [9, "kho"],
  [11, "nam.dh"],
  [12, "huyen.tnd"],
  [13, "han.lg"],
  [14, "danh.tc"],
  [15, "thuy.mtt"],
  [16, "duc.nv"],
  [17, "nguyet.pta"],
  [18, "kien.ht"],
  [19, "linh.nt"],
  [20, "long.dh"],
  [21, "tram.ctb"],
  [22, "minh.ln"],
  [23, "nhu.vtq"],
  [24, "duc.nv2"],
]);

/** Roles in the books, by employee id. */
export const booksRoles: ReadonlyMap<number, "readonly" | "adviser" | "standard"> = new Map([
  [1, "readonly"],
  [2, "adviser"],
  [3, "standard"],
]);

export const homes: readonly Address[] = [
  { street: "3 đường Suối Mẫu", ward: "Phường Tân Thuận", province: "Hồ Chí Minh" },
  { street: "27/4 đường Đồi Mẫu", ward: "Phường Bình Thạnh", province: "Hồ Chí Minh" },
  { street: "118 đường Thử Nghiệm", ward: "Phường Thủ Đức", province: "Hồ Chí Minh" },
  { street: "9 đường Hoa Mẫu", ward: "Phường Phú Nhuận", province: "Hồ Chí Minh" },
];
