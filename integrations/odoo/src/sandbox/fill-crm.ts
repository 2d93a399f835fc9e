import type { Company } from "@opensme/testing";
import { type Database, odooTime } from "./database.ts";
import { place } from "./fill-people.ts";
import { founded, ids, named, stampOf } from "./seeds.ts";

/** Customers and suppliers, and what is to become of them. */
export const fillCustomers = (database: Database, company: Company): void => {
  const partner = { active: true, type: "contact", currency_id: ids.vnd };
  database.add(
    "res.partner",
    { id: ids.retail, name: "Khách lẻ", is_company: false, customer_rank: 1, ...partner },
    founded,
  );
  for (const customer of company.customers) {
    const isFirm = customer.kind === "wholesale";
    const { shop, address } = customer;
    database.add(
      "res.partner",
      {
        id: ids.customer(customer.id),
        ...partner,
        name: isFirm ? customer.legalName : shop.name,
        ref: shop.code,
        is_company: isFirm,
        customer_rank: 1,
        vat: customer.taxCode,
        email: customer.email ?? shop.email,
        phone: customer.phone,
        active: customer.isActive,
        category_id: [named(database, "res.partner.category", shop.group)],
        comment: isFirm ? "<p>Giao buổi sáng</p>" : undefined,
        ...(address ? place(database, address) : {}),
      },
      stampOf(customer),
    );
  }
  for (const supplier of company.suppliers) {
    database.add(
      "res.partner",
      {
        id: ids.supplier(supplier.id),
        ...partner,
        name: supplier.legalName,
        is_company: true,
        supplier_rank: 1,
        vat: supplier.taxCode,
        email: supplier.email,
        phone: supplier.phone,
        ...place(database, supplier.address),
      },
      stampOf(supplier),
    );
    database.add(
      "res.partner.bank",
      { partner_id: ids.supplier(supplier.id), acc_number: `9900${String(supplier.id).padStart(6, "0")}` },
      founded,
    );
  }
  const firms = company.customers.filter(({ kind }) => kind === "wholesale");
  for (const { id, books } of firms) {
    if (books?.contactPerson)
      database.add(
        "res.partner",
        { ...partner, name: books.contactPerson, is_company: false, parent_id: ids.customer(id), function: "Mua hàng" },
        founded,
      );
  }

  const team = database.add("crm.team", { name: "Bán sỉ", sequence: 1, active: true }, founded).id;
  for (const [index, name] of ["Mới", "Đã gặp", "Báo giá", "Thắng"].entries())
    database.add(
      "crm.stage",
      { name, sequence: index + 1, is_won: index === 3, team_ids: index === 2 ? [team] : [] },
      founded,
    );
  const phase = (index: number): Record<string, unknown> =>
    index % 4 === 3
      ? { stage_id: 4, won_status: "won", probability: 100, date_closed: odooTime(company.now) }
      : { stage_id: (index % 3) + 1, won_status: "pending", probability: 20 * (1 + (index % 3)) };
  for (const [index, { id, legalName }] of firms.entries())
    database.add(
      "crm.lead",
      {
        name: `Cung cấp cho ${legalName}`,
        type: "opportunity",
        active: true,
        team_id: team,
        partner_id: ids.customer(id),
        user_id: 2,
        expected_revenue: 10_000_000 * (index + 1),
        company_currency: ids.vnd,
        priority: "1",
        tag_ids: [named(database, "crm.tag", "Quán")],
        ...phase(index),
      },
      company.now,
    );
  for (const index of [1, 2, 3])
    database.add(
      "crm.lead",
      {
        name: `Hỏi giá ${index}`,
        type: "lead",
        active: index !== 3,
        contact_name: "Trần Thử",
        partner_name: `Quán Mới ${index}`,
        email_from: `quan-moi-${index}@example.com`,
        phone: `090000071${index}`,
        city: "Hà Nội",
        country_id: ids.vietnam,
        stage_id: 1,
        user_id: 2,
        expected_revenue: 5_000_000,
        company_currency: ids.vnd,
        tag_ids: [],
      },
      company.now,
    );
  const call = named(database, "mail.activity.type", "Call");
  for (const lead of database.all("crm.lead").slice(0, 4))
    database.add(
      "mail.activity",
      {
        res_model: "crm.lead",
        res_id: lead.id,
        activity_type_id: call,
        activity_category: "phonecall",
        summary: "Gọi lại",
        date_deadline: company.today,
        state: "today",
        user_id: 2,
      },
      company.now,
    );
  database.add(
    "mail.activity",
    {
      res_model: "res.partner",
      res_id: ids.retail,
      activity_type_id: call,
      activity_category: "phonecall",
      note: "<p>Hỏi thăm</p>",
      date_deadline: company.today,
      state: "today",
    },
    company.now,
  );
  for (const index of [1, 2])
    database.add(
      "calendar.event",
      {
        name: `Gặp ${index}`,
        active: true,
        start: odooTime(company.now),
        stop: odooTime(company.now),
        location: "Quán Thử",
        user_id: 2,
        partner_ids: [ids.retail],
        opportunity_id: 1,
        allday: false,
      },
      company.now,
    );
};
