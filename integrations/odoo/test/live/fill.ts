import * as z from "zod";
import type { Call } from "./server.ts";

const Ids = z.array(z.int());

/** What was put into the database, by the ids that the checks go on with. */
export interface Filled {
  customer: number;
  product: number;
  tax: number;
}

const one = ([id]: readonly number[]): number => {
  if (id === undefined) throw new Error("Odoo made no record");
  return id;
};

/** Puts one of everything into the database, as a person would through Odoo's own calls: nothing here goes through the connector. */
export const fill = async (call: Call, mark: string): Promise<Filled> => {
  const create = async (model: string, values: object): Promise<number> =>
    one(Ids.parse(await call(model, "create", { vals_list: [values] })));
  const find = async (model: string, domain: unknown[]): Promise<number> =>
    one(Ids.parse(await call(model, "search", { domain, limit: 1 })));
  const act = (model: string, method: string, ids: readonly number[], more: object = {}): Promise<unknown> =>
    call(model, method, { ids, ...more });
  const country = await find("res.country", [["code", "=", "VN"]]);
  const tax = await find("account.tax", [
    ["type_tax_use", "=", "sale"],
    ["amount", "=", 10],
  ]);
  const purchaseTax = await find("account.tax", [
    ["type_tax_use", "=", "purchase"],
    ["amount", "=", 10],
  ]);

  const tag = await create("res.partner.category", { name: `Bán sỉ ${mark}` });
  const customer = await create("res.partner", {
    name: `Quán Thử ${mark}`,
    is_company: true,
    ref: `KH-${mark}`,
    vat: "0100000000",
    email: "quan-thu@example.com",
    phone: "0900000777",
    website: "https://quan-thu.example.com",
    street: "9 đường Thử",
    street2: "Tầng 2",
    city: "Hồ Chí Minh",
    zip: "700000",
    country_id: country,
    comment: "<p>Giao buổi sáng</p>",
    category_id: [[6, 0, [tag]]],
  });
  await create("res.partner", {
    name: "Nguyễn Thị Thử",
    parent_id: customer,
    function: "Kế toán",
    email: "ke-toan@example.com",
  });
  await create("res.partner", {
    parent_id: customer,
    type: "delivery",
    name: "Kho quán Thử",
    street: "10 đường Thử",
    city: "Hồ Chí Minh",
  });
  await create("res.partner", { name: `Khách cũ ${mark}`, active: false });
  const supplier = await create("res.partner", { name: `Nhà rang Mẫu ${mark}`, is_company: true, supplier_rank: 1 });
  await create("res.partner.bank", {
    partner_id: supplier,
    acc_number: `99${mark}01`,
    acc_holder_name: "NHA RANG MAU",
  });

  const product = await create("product.product", {
    name: `Cà phê Thử ${mark}`,
    default_code: `CF-${mark}`,
    barcode: `89300000${mark}`,
    type: "consu",
    is_storable: true,
    lst_price: 125000.5,
    standard_price: 80000,
    weight: 0.25,
    description_sale: "Gói 250 g",
    taxes_id: [[6, 0, [tax]]],
    supplier_taxes_id: [[6, 0, [purchaseTax]]],
  });
  const service = await create("product.product", {
    name: `Giao hàng ${mark}`,
    type: "service",
    lst_price: 30000,
    can_be_expensed: true,
  });

  const line = (quantity: number, price: number, more: object = {}): unknown[] => [
    0,
    0,
    { product_id: product, quantity, price_unit: price, tax_ids: [[6, 0, [tax]]], ...more },
  ];
  const move = (type: string, partner: number, lines: unknown[], more: object = {}): Promise<number> =>
    create("account.move", {
      move_type: type,
      partner_id: partner,
      invoice_date: "2026-10-05",
      invoice_line_ids: lines,
      ...more,
    });
  const paid = async (id: number, amount: number): Promise<void> => {
    const context = { active_model: "account.move", active_ids: [id] };
    const wizard = one(
      Ids.parse(
        await call("account.payment.register", "create", {
          vals_list: [{ amount, payment_date: "2026-10-20", communication: `CK ${mark}` }],
          context,
        }),
      ),
    );
    await act("account.payment.register", "action_create_payments", [wizard], { context });
  };

  const partial = await move(
    "out_invoice",
    customer,
    [line(2, 125000.5, { discount: 10 }), [0, 0, { display_type: "line_note", name: "Cảm ơn quý khách" }]],
    { ref: `PO-${mark}`, invoice_date_due: "2026-11-05", narration: "<p>Ghi chú</p>" },
  );
  const whole = await move("out_invoice", customer, [line(1, 99000)]);
  const credit = await move("out_refund", customer, [line(1, 50000)]);
  const bill = await move("in_invoice", supplier, [line(10, 80000, { tax_ids: [[6, 0, [purchaseTax]]] })], {
    ref: `HD-${mark}`,
  });
  const vendorCredit = await move("in_refund", supplier, [line(1, 80000, { tax_ids: [[6, 0, [purchaseTax]]] })], {
    ref: `TL-${mark}`,
  });
  const cancelled = await move("out_invoice", customer, [line(1, 1000)]);
  await move("out_invoice", customer, [line(3, 125000.5)]);
  await act("account.move", "action_post", [partial, whole, credit, bill, vendorCredit]);
  await act("account.move", "button_cancel", [cancelled]);
  await paid(partial, 100000);
  await paid(whole, 108900);
  await paid(bill, 300000);

  const [cash, expense] = [
    await find("account.account", [["account_type", "=", "asset_current"]]),
    await find("account.account", [["account_type", "=", "expense"]]),
  ];
  const rounding = await create("account.cash.rounding", {
    name: `Tròn nghìn ${mark}`,
    rounding: 1000,
    rounding_method: "HALF-UP",
    strategy: "add_invoice_line",
    profit_account_id: expense,
    loss_account_id: expense,
  });
  const dollar = z
    .array(z.int())
    .parse(await call("res.currency", "search", { domain: [["name", "=", "USD"]], context: { active_test: false } }));
  await act("res.currency", "write", dollar, { vals: { active: true } });
  if (z.int().parse(await call("res.currency.rate", "search_count", { domain: [["currency_id", "in", dollar]] })) === 0)
    await create("res.currency.rate", { currency_id: one(dollar), name: "2026-10-01", company_rate: 0.00004 });
  const rounded = [
    await move("out_invoice", customer, [line(3, 33333)], { invoice_cash_rounding_id: rounding }),
    await move("out_refund", customer, [line(1, 33333)], { invoice_cash_rounding_id: rounding }),
  ];
  const abroad = await move("out_invoice", customer, [line(3, 33.33, { discount: 7.5 })], { currency_id: one(dollar) });
  await act("account.move", "action_post", [...rounded, abroad]);
  await paid(abroad, 50);
  const entry = await create("account.move", {
    move_type: "entry",
    ref: `Bút toán ${mark}`,
    date: "2026-10-31",
    line_ids: [
      [0, 0, { account_id: expense, name: "Phân bổ", debit: 500000.25, credit: 0 }],
      [0, 0, { account_id: cash, name: "Phân bổ", debit: 0, credit: 500000.25 }],
    ],
  });
  await act("account.move", "action_post", [entry]);
  const bank = await find("account.journal", [["type", "=", "bank"]]);
  await create("account.bank.statement.line", {
    journal_id: bank,
    date: "2026-10-21",
    payment_ref: `NGUYEN THU CK ${mark}`,
    amount: 250000,
    partner_id: customer,
    account_number: "0000111122",
  });
  await create("account.bank.statement.line", {
    journal_id: bank,
    date: "2026-10-22",
    payment_ref: "Phi",
    amount: -11000.5,
  });

  const order = await create("sale.order", {
    partner_id: customer,
    client_order_ref: `WEB-${mark}`,
    order_line: [
      [0, 0, { product_id: product, product_uom_qty: 3, price_unit: 125000.5, discount: 5, tax_ids: [[6, 0, [tax]]] }],
      [0, 0, { display_type: "line_section", name: "Dịch vụ" }],
      [0, 0, { product_id: service, product_uom_qty: 1, price_unit: 30000, tax_ids: [[6, 0, []]] }],
    ],
  });
  await act("sale.order", "action_confirm", [order]);
  await create("sale.order", {
    partner_id: customer,
    order_line: [[0, 0, { product_id: product, product_uom_qty: 1 }]],
  });
  const purchase = await create("purchase.order", {
    partner_id: supplier,
    partner_ref: `BG-${mark}`,
    order_line: [
      [0, 0, { product_id: product, product_qty: 20, price_unit: 80000.75, tax_ids: [[6, 0, [purchaseTax]]] }],
    ],
  });
  await act("purchase.order", "button_confirm", [purchase]);
  const stock = await find("stock.location", [["usage", "=", "internal"]]);
  const quant = await create("stock.quant", { product_id: product, location_id: stock, inventory_quantity: 12.5 });
  await act("stock.quant", "action_apply_inventory", [quant]);

  const department = await create("hr.department", { name: `Bán sỉ ${mark}` });
  const place = await create("hr.work.location", {
    name: `Xưởng ${mark}`,
    location_type: "office",
    address_id: await find("res.partner", [["ref_company_ids", "!=", false]]),
  });
  const employee = await create("hr.employee", {
    name: `Lê Văn Thử ${mark}`,
    department_id: department,
    job_title: "Bán hàng",
    work_email: "le-van-thu@example.com",
    work_phone: "0900000778",
    mobile_phone: "0900000779",
    work_location_id: place,
    sex: "male",
    birthday: "1995-02-03",
    identification_id: "000000000012",
    private_street: "3 đường Mẫu",
    private_city: "Hồ Chí Minh",
    private_phone: "0900000780",
    marital: "single",
    barcode: `NV${mark}`,
    date_version: "2026-01-02",
    contract_date_start: "2026-01-02",
    wage: 12000000,
  });
  await create("hr.employee", { name: `Người đã nghỉ ${mark}`, active: false });
  const type = await create("hr.leave.type", {
    name: `Phép năm ${mark}`,
    requires_allocation: false,
    request_unit: "day",
    leave_validation_type: "hr",
  });
  const leave = await create("hr.leave", {
    employee_id: employee,
    holiday_status_id: type,
    request_date_from: "2026-10-12",
    request_date_to: "2026-10-13",
    name: "Việc nhà",
  });
  await act("hr.leave", "action_approve", [leave]);
  await create("hr.leave", {
    employee_id: employee,
    holiday_status_id: type,
    request_date_from: "2026-12-07",
    request_date_to: "2026-12-07",
  });
  for (const [unit, part] of [
    ["half_day", { request_date_from_period: "am", request_date_to_period: "am" }],
    ["hour", { request_hour_from: 9, request_hour_to: 11.5 }],
  ] as const) {
    const day = unit === "hour" ? "2026-10-14" : "2026-10-15";
    await create("hr.leave", {
      employee_id: employee,
      holiday_status_id: await create("hr.leave.type", {
        name: `${unit} ${mark}`,
        request_unit: unit,
        requires_allocation: false,
      }),
      request_date_from: day,
      request_date_to: day,
      ...part,
    });
  }
  await create("hr.attendance", {
    employee_id: employee,
    check_in: "2026-10-05 01:00:00",
    check_out: "2026-10-05 10:30:00",
  });
  await create("hr.attendance", { employee_id: employee, check_in: "2026-10-06 01:00:00" });
  await create("hr.expense", {
    name: `Gửi xe ${mark}`,
    employee_id: employee,
    product_id: service,
    total_amount_currency: 45000,
    date: "2026-10-07",
  });

  const team = await create("crm.team", { name: `Bán sỉ ${mark}` });
  const lead = await create("crm.lead", {
    type: "lead",
    name: `Hỏi giá ${mark}`,
    contact_name: "Trần Thử",
    partner_name: "Quán Mới",
    email_from: "tran-thu@example.com",
    phone: "0900000781",
    city: "Hà Nội",
    country_id: country,
    expected_revenue: 5000000,
  });
  const deal = await create("crm.lead", {
    type: "opportunity",
    name: `Cung cấp ${mark}`,
    partner_id: customer,
    team_id: team,
    expected_revenue: 45000000.5,
    probability: 40,
    date_deadline: "2026-12-31",
    priority: "2",
  });
  const lost = await create("crm.lead", {
    type: "opportunity",
    name: `Hỏng ${mark}`,
    partner_id: customer,
    expected_revenue: 1000,
  });
  await act("crm.lead", "action_set_lost", [lost]);
  const won = await create("crm.lead", {
    type: "opportunity",
    name: `Thắng ${mark}`,
    partner_id: customer,
    expected_revenue: 2000,
  });
  await act("crm.lead", "action_set_won", [won]);
  const models = z.array(z.object({ id: z.int(), model: z.string() })).parse(
    await call("ir.model", "search_read", {
      domain: [["model", "in", ["crm.lead", "res.partner"]]],
      fields: ["model"],
    }),
  );
  const modelId = (name: string): number => one(models.filter(({ model }) => model === name).map(({ id }) => id));
  const call1 = await find("mail.activity.type", [["category", "=", "phonecall"]]);
  await create("mail.activity", {
    res_model_id: modelId("crm.lead"),
    res_id: deal,
    activity_type_id: call1,
    summary: "Gọi lại",
    date_deadline: "2026-12-01",
    note: "<p>Hỏi số lượng</p>",
  });
  await create("mail.activity", {
    res_model_id: modelId("res.partner"),
    res_id: customer,
    summary: "Gửi báo giá",
    date_deadline: "2026-12-02",
  });
  await create("mail.activity", {
    res_model_id: modelId("crm.lead"),
    res_id: lead,
    summary: "Gọi",
    date_deadline: "2026-12-02",
  });
  await create("calendar.event", {
    name: `Gặp ${mark}`,
    start: "2026-12-03 02:00:00",
    stop: "2026-12-03 03:30:00",
    opportunity_id: deal,
    location: "Quán Thử",
  });

  const job = await create("hr.job", { name: `Thợ pha ${mark}`, department_id: department, no_of_recruitment: 2 });
  await create("hr.applicant", {
    partner_name: "Phạm Thử",
    email_from: "pham-thu@example.com",
    partner_phone: "0900000782",
    job_id: job,
    salary_expected: 9000000,
  });
  const project = await create("project.project", { name: `Mở quán ${mark}`, allow_timesheets: true });
  for (const hours of [7.25, 0.5])
    await create("account.analytic.line", {
      project_id: project,
      employee_id: employee,
      unit_amount: hours,
      name: "Lắp máy",
      date: "2026-10-08",
    });

  const counter =
    Ids.parse(await call("pos.config", "search", { domain: [], limit: 1 }))[0] ??
    (await create("pos.config", { name: "Quầy" }));
  await act("pos.config", "open_ui", [counter]);
  const session = await find("pos.session", [
    ["config_id", "=", counter],
    ["state", "!=", "closed"],
  ]);
  const method = (journal: unknown[]): Promise<number> =>
    find("pos.payment.method", [["config_ids", "=", counter], journal]);
  const card = await method(["journal_id.type", "=", "bank"]);
  const onAccount = await method(["journal_id", "=", false]);
  const sold = async (quantity: number, payments: readonly (readonly [method: number, amount: number])[]) => {
    const [price, discount] = [50000, 10];
    const net = (quantity * price * (100 - discount)) / 100;
    const whole = (net * 11) / 10;
    const order = await create("pos.order", {
      session_id: session,
      partner_id: customer,
      amount_total: whole,
      amount_tax: whole - net,
      amount_paid: 0,
      amount_return: 0,
      lines: [
        [
          0,
          0,
          {
            product_id: product,
            name: "1",
            qty: quantity,
            price_unit: price,
            discount,
            tax_ids: [[6, 0, [tax]]],
            price_subtotal: net,
            price_subtotal_incl: whole,
          },
        ],
      ],
    });
    for (const [payment_method_id, amount] of payments)
      await act("pos.order", "add_payment", [order], { data: { amount, payment_method_id, pos_order_id: order } });
    await act("pos.order", "action_pos_order_paid", [order]);
  };
  await sold(2, [[card, 99000]]);
  await sold(1, [
    [card, 20000],
    [onAccount, 29500],
  ]);
  await sold(-1, [[card, -49500]]);
  return { customer, product, tax };
};
