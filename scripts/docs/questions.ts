import type { AnyConnector, EntityName, Translated } from "@opensme/core";

/** What a company asks of its tools, and what the answer is made of. */
export interface Question extends Translated {
  /** The kinds of tool of which it is asked. */
  of: readonly AnyConnector["categories"][number][];
  /** Ways to answer it: the fields that are needed, by entity, and words of which they must take one, as in `kind=sale`. One resource must have all that is needed of an entity. */
  from: readonly Needs[];
}

type Needs = Readonly<Partial<Record<EntityName, readonly string[]>>>;

/** Sales, or in tools that keep orders alone those that were carried out. */
const sold = (...fields: readonly string[]): Needs[] => [
  { order: ["kind=sale", ...fields] },
  { order: ["kind=order", "status=completed", ...fields] },
];

export const questions: readonly Question[] = [
  {
    en: "Who owes us money, and how much?",
    vi: "Khách nào còn nợ mình, nợ bao nhiêu?",
    of: ["accounting", "sales"],
    from: [
      { invoice: ["contact", "due", "status=open|partially-paid"] },
      { contact: ["name", "receivable"] },
      { order: ["contact", "total", "paid", "paymentStatus=unpaid"] },
    ],
  },
  {
    en: "Which invoices are overdue?",
    vi: "Hóa đơn nào đã quá hạn thanh toán?",
    of: ["accounting"],
    from: [{ invoice: ["contact", "due", "dueDate", "status=open|partially-paid"] }],
  },
  {
    en: "Whom do we have to pay, and by when?",
    vi: "Phải trả tiền cho ai, chậm nhất ngày nào?",
    of: ["accounting"],
    from: [{ bill: ["contact", "due", "dueDate"] }],
  },
  {
    en: "What did we invoice this month?",
    vi: "Tháng này đã xuất hóa đơn bao nhiêu?",
    of: ["accounting"],
    from: [{ invoice: ["issueDate", "total", "status"] }],
  },
  {
    en: "What do we spend, and on what?",
    vi: "Chi những khoản gì, mỗi khoản bao nhiêu?",
    of: ["accounting"],
    from: [
      { bill: ["issueDate", "lines[].total", "lines[].account"] },
      { bill: ["issueDate", "lines[].total", "lines[].accountCode"] },
      { expense: ["date", "lines[].total", "lines[].account"] },
    ],
  },
  {
    en: "How much tax is on what we sold and bought?",
    vi: "Thuế (GTGT) đầu ra, đầu vào là bao nhiêu?",
    of: ["accounting"],
    from: [{ invoice: ["issueDate", "tax"], bill: ["issueDate", "tax"] }],
  },
  {
    en: "Which entries were posted to an account?",
    vi: "Tài khoản kế toán này có những bút toán nào?",
    of: ["accounting"],
    from: [
      { journalEntry: ["date", "lines[].account", "lines[].amount"] },
      { journalEntry: ["date", "lines[].accountCode", "lines[].amount"] },
    ],
  },
  {
    en: "How much money is in the bank?",
    vi: "Trong ngân hàng đang có bao nhiêu tiền?",
    of: ["accounting", "banking"],
    from: [
      { bankAccount: ["name", "balance"] },
      { bankAccount: ["number", "balance"] },
      { account: ["kind=bank", "balance"] },
    ],
  },
  {
    en: "What money came in and went out yesterday?",
    vi: "Hôm qua tiền vào, tiền ra bao nhiêu?",
    of: ["accounting", "banking"],
    from: [
      { bankTransaction: ["direction=in", "direction=out", "date", "total"] },
      { bankTransaction: ["direction=in", "direction=out", "bookedAt", "total"] },
    ],
  },
  {
    en: "Which payment settled which document?",
    vi: "Khoản thanh toán nào trả cho chứng từ nào?",
    of: ["accounting", "sales"],
    from: [{ payment: ["amount", "allocations[].document", "allocations[].amount"] }],
  },
  {
    en: "What sold yesterday?",
    vi: "Hôm qua bán được những gì?",
    of: ["sales"],
    from: [
      ...sold("placedAt", "lines[].item", "lines[].quantity"),
      { invoice: ["status=open|partially-paid|paid", "issueDate", "lines[].item", "lines[].quantity"] },
    ],
  },
  {
    en: "How much did each shop or branch take in?",
    vi: "Mỗi cửa hàng, chi nhánh bán được bao nhiêu?",
    of: ["sales"],
    from: sold("placedAt", "location", "total"),
  },
  {
    en: "How much did each salesperson sell?",
    vi: "Mỗi nhân viên bán được bao nhiêu?",
    of: ["sales"],
    from: sold("placedAt", "seller", "total"),
  },
  {
    en: "Through which channels do we sell?",
    vi: "Bán được qua những kênh nào?",
    of: ["sales"],
    from: sold("placedAt", "channel", "total"),
  },
  {
    en: "What is our margin on each item?",
    vi: "Mỗi mặt hàng lãi gộp bao nhiêu?",
    of: ["sales"],
    from: sold("lines[].item", "lines[].quantity", "lines[].total").map((order) => ({ ...order, item: ["cost"] })),
  },
  {
    en: "What is in stock, and where?",
    vi: "Hàng nào còn bao nhiêu, ở kho nào?",
    of: ["sales"],
    from: [{ stockLevel: ["item", "location", "onHand"] }],
  },
  {
    en: "What must be ordered again?",
    vi: "Hàng nào sắp hết, cần nhập thêm?",
    of: ["sales"],
    from: [{ stockLevel: ["item", "onHand", "minimum"] }],
  },
  {
    en: "Which parcels are on their way, and how much cash will carriers bring?",
    vi: "Đơn nào đang giao, đơn vị vận chuyển còn phải trả tiền thu hộ (COD) bao nhiêu?",
    of: ["sales"],
    from: [{ fulfillment: ["order", "status", "carrier", "cashOnDelivery"] }],
  },
  {
    en: "What was returned, and what was paid back?",
    vi: "Khách trả lại hàng gì, đã hoàn bao nhiêu tiền?",
    of: ["sales"],
    from: [{ refund: ["refundedAt", "lines[].item", "paid"] }, { refund: ["refundedAt", "lines[].item", "total"] }],
  },
  {
    en: "Which payouts came from the payment provider, and what did it keep?",
    vi: "Cổng thanh toán đã chuyển về bao nhiêu, giữ lại bao nhiêu phí?",
    of: ["sales"],
    from: [{ payout: ["amount", "fees", "issuedAt"] }],
  },
  {
    en: "Who are our best customers?",
    vi: "Khách nào mua nhiều nhất?",
    of: ["sales", "crm"],
    from: [...sold("contact", "total"), { contact: ["name", "totalSales"] }],
  },
  {
    en: "Who works here, in which department, and since when?",
    vi: "Hiện có những ai làm việc, ở phòng nào, từ bao giờ?",
    of: ["people"],
    from: [{ employee: ["department", "hireDate", "status=active"] }],
  },
  {
    en: "Who joined or left this month?",
    vi: "Tháng này ai vào làm, ai nghỉ việc?",
    of: ["people"],
    from: [{ employee: ["hireDate", "terminationDate"] }],
  },
  {
    en: "How many hours were worked last week?",
    vi: "Tuần trước mỗi người làm bao nhiêu giờ?",
    of: ["people"],
    from: [{ timeEntry: ["employee", "date", "hours"] }, { timeEntry: ["employee", "startedAt", "endedAt"] }],
  },
  {
    en: "Who is on leave next week?",
    vi: "Tuần sau ai nghỉ phép?",
    of: ["people"],
    from: [{ leaveRequest: ["employee", "startDate", "endDate", "status"] }],
  },
  {
    en: "How much leave does everyone have left?",
    vi: "Mỗi người còn bao nhiêu ngày phép?",
    of: ["people"],
    from: [{ leaveBalance: ["employee", "balance"] }],
  },
  {
    en: "What does each person earn?",
    vi: "Lương mỗi người là bao nhiêu?",
    of: ["people"],
    from: [{ employment: ["employee", "payRate"] }, { payslip: ["employee", "gross", "net"] }],
  },
  {
    en: "What does a payroll cost the company?",
    vi: "Một kỳ lương công ty tốn bao nhiêu?",
    of: ["people"],
    from: [
      { payrollRun: ["payDate", "gross", "employerTaxes"] },
      { payslip: ["periodStart", "gross", "deductions[].employerAmount"] },
    ],
  },
  {
    en: "How many people apply for which opening, and how far are they?",
    vi: "Mỗi vị trí tuyển dụng có bao nhiêu ứng viên, đang ở vòng nào?",
    of: ["people"],
    from: [{ application: ["jobOpening", "candidate", "stage"] }],
  },
  {
    en: "Which deals are open, and what are they worth?",
    vi: "Đang có những cơ hội bán hàng nào, giá trị bao nhiêu?",
    of: ["crm"],
    from: [{ deal: ["name", "stage", "amount", "status"] }],
  },
  {
    en: "Why do we lose deals?",
    vi: "Vì sao mất cơ hội bán hàng?",
    of: ["crm"],
    from: [{ deal: ["status", "lostReason"] }],
  },
  {
    en: "What has been done with a customer, and by whom?",
    vi: "Ai đã làm gì với khách hàng này (gọi điện, gặp, gửi email)?",
    of: ["crm"],
    from: [{ activity: ["kind", "owner", "contacts[].contact"] }],
  },
  {
    en: "Where do our leads come from?",
    vi: "Khách hàng tiềm năng đến từ nguồn nào?",
    of: ["crm"],
    from: [{ lead: ["name", "source"] }],
  },
];
