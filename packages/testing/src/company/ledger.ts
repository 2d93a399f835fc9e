import { addDays, monthEnd, monthStart, type Period } from "./calendar.ts";
import { enteredOn, plainLine } from "./documents.ts";
import { padded, sumOf } from "./lists.ts";
import type { Payroll } from "./payroll.ts";
import { locationIds } from "./places.ts";
import { randomFor, streams } from "./random.ts";
import type { LocalDate } from "./types.ts";
import type { BankTransaction, BooksLine, Journal } from "./types-books.ts";

type JournalLine = Journal["lines"][number];

const { benThanh, thaoDien, roastery } = locationIds;

function accrual({ month, costs, owed }: Payroll): JournalLine[] {
  const description = `Lương tháng ${month.slice(5)}/${month.slice(0, 4)}`;
  return [
    ...costs.map(({ account, locationId, amount }) => ({
      accountCode: account,
      amount,
      description,
      taxCode: "NONE",
      locationId,
    })),
    ...[...owed].map(([accountCode, amount]) => ({ accountCode, amount: -amount, description, taxCode: "NONE" })),
  ];
}

/** Roasting machines over ten years, shop fittings over five, by the month. */
const depreciation: JournalLine[] = [
  { accountCode: "154", amount: 9_500_000, description: "Khấu hao máy rang", taxCode: "NONE", locationId: roastery },
  {
    accountCode: "6421",
    amount: 4_200_000,
    description: "Khấu hao nội thất cửa hàng",
    taxCode: "NONE",
    locationId: benThanh,
  },
  {
    accountCode: "6421",
    amount: 3_900_000,
    description: "Khấu hao nội thất cửa hàng",
    taxCode: "NONE",
    locationId: thaoDien,
  },
  { accountCode: "2141", amount: -17_600_000, description: "Hao mòn TSCĐ", taxCode: "NONE" },
];

/** Payroll accrual and depreciation at the end of each month; a draft and a voided entry besides. */
export function journalsOf(period: Period, payrolls: readonly Payroll[]): Journal[] {
  const ends = period.months.map((month) => monthEnd(`${month}-01`)).filter((end) => end <= period.today);
  const drafts: { date: LocalDate; narration: string; lines: JournalLine[]; status: Journal["status"] }[] = [
    ...payrolls.map((payroll) => ({
      date: monthEnd(`${payroll.month}-01`),
      narration: `Trích lương và bảo hiểm tháng ${payroll.month}`,
      lines: accrual(payroll),
      status: "posted" as const,
    })),
    ...ends.map((date) => ({
      date,
      narration: `Khấu hao tháng ${date.slice(0, 7)}`,
      lines: depreciation,
      status: "posted" as const,
    })),
    {
      date: period.from,
      narration: "Phân bổ chi phí trả trước (nhập trùng)",
      lines: [
        { accountCode: "6422", amount: 2_000_000, description: "Phân bổ phần mềm", taxCode: "NONE" },
        { accountCode: "242", amount: -2_000_000, description: "Phân bổ phần mềm", taxCode: "NONE" },
      ],
      status: "voided" as const,
    },
    {
      date: period.today,
      narration: "Tạm trích thưởng quý",
      lines: [
        { accountCode: "6421", amount: 15_000_000, description: "Thưởng quý", taxCode: "NONE" },
        { accountCode: "334", amount: -15_000_000, description: "Thưởng quý", taxCode: "NONE" },
      ],
      status: "draft" as const,
    },
  ];
  return drafts
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
    .map((draft, index): Journal => {
      const createdAt = enteredOn(draft.date, period);
      const correctedAt = enteredOn(addDays(draft.date, 1), period);
      return {
        id: index + 1,
        number: `NK-${padded(index + 1, 4)}`,
        ...draft,
        createdAt,
        updatedAt: draft.status === "voided" ? correctedAt : createdAt,
      };
    });
}

/** Money through the bank and the till that belongs to no document: capital, salaries, fees, interest, small purchases. */
export function bankTransactionsOf(seed: number, period: Period, payrolls: readonly Payroll[]): BankTransaction[] {
  type Draft = Pick<BankTransaction, "direction" | "accountCode" | "date" | "reference" | "lines" | "status">;
  const line = (description: string, accountCode: string, net: number, taxCode = "NONE", tax = 0): BooksLine =>
    plainLine({ description, accountCode, taxCode, net, tax });
  const monthly = period.months.flatMap((month, position): Draft[] => {
    const random = randomFor(seed, streams.books, 50, position);
    const stationery = random.integer(8, 40) * 25_000;
    return [
      {
        direction: "out",
        accountCode: "1121",
        date: `${month}-25`,
        reference: "Phí ngân hàng",
        lines: [line("Phí dịch vụ tài khoản", "6422", random.integer(90, 160) * 1100)],
        status: "booked",
      },
      {
        direction: "in",
        accountCode: "1121",
        date: monthEnd(`${month}-01`),
        reference: "Lãi tiền gửi",
        lines: [line("Lãi không kỳ hạn", "515", random.integer(21_000, 88_000))],
        status: "booked",
      },
      {
        direction: "out",
        accountCode: "1111",
        date: `${month}-${padded(random.integer(6, 20), 2)}`,
        reference: "Văn phòng phẩm",
        lines: [line("Văn phòng phẩm", "6422", stationery, "IN8", stationery * 0.08)],
        status: position === 1 ? "deleted" : "booked",
      },
    ];
  });
  const salaries = payrolls.map(({ month, owed }): Draft => {
    const lines = [line(`Lương tháng ${month}`, "334", owed.get("334") ?? 0)];
    return {
      direction: "out",
      accountCode: "1121",
      date: addDays(monthStart(`${month}-01`, 1), 4),
      reference: `CHI LUONG ${month}`,
      lines,
      status: "booked",
    };
  });
  const capital: Draft = {
    direction: "in",
    accountCode: "1121",
    date: period.from,
    reference: "GOP VON",
    lines: [line("Chủ sở hữu góp vốn", "4111", 500_000_000)],
    status: "booked",
  };
  return [capital, ...monthly, ...salaries]
    .filter(({ date }) => date >= period.from && date <= period.today)
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
    .map((draft, index): BankTransaction => {
      const createdAt = enteredOn(draft.date, period);
      const total = sumOf(draft.lines, ({ net, tax }) => net + tax);
      const updatedAt = draft.status === "deleted" ? enteredOn(addDays(draft.date, 2), period) : createdAt;
      return {
        id: index + 1,
        ...draft,
        total,
        isReconciled: draft.date < period.today && draft.status === "booked",
        createdAt,
        updatedAt,
      };
    });
}
