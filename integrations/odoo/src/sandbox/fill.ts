import type { Company } from "@opensme/testing";
import { Database } from "./database.ts";
import { fillBooks } from "./fill-books.ts";
import { fillCustomers } from "./fill-crm.ts";
import { fillPeople } from "./fill-people.ts";
import { fillPos } from "./fill-pos.ts";
import { fillSales } from "./fill-sales.ts";
import { fillStock } from "./fill-stock.ts";

/** When the database was set up. */
export const founded = "2025-11-04T03:00:00.000Z";

export const stampOf = ({ createdAt, updatedAt }: { createdAt: string; updatedAt: string }) => ({
  created: createdAt,
  updated: updatedAt,
});

/** Ids that several models point at. */
export const ids = {
  vnd: 23,
  vietnam: 241,
  company: 1,
  /** Collective partner of everybody at the counter. */
  retail: 50,
  customer: (id: number): number => 100 + id,
  supplier: (id: number): number => 10_000 + id,
  employee: (id: number): number => id,
  user: (id: number): number => 10 + id,
  stockOf: (location: number): number => 20 + location,
  suppliers: 1,
  customers: 2,
} as const;

/** A database of Odoo 19 with the sample company in it. */
export const databaseOf = (company: Company): Database => {
  const database = new Database();
  database.add("res.currency", { id: ids.vnd, name: "VND" }, founded);
  database.add("res.country", { id: ids.vietnam, name: "Vietnam" }, founded);
  fillPeople(database, company);
  fillCustomers(database, company);
  fillStock(database, company);
  fillBooks(database, company);
  fillSales(database, company);
  fillPos(database, company);
  return database;
};

/** A record of a name alone, made when it is first needed. */
export const named = (database: Database, model: string, name: string): number =>
  (database.all(model).find((row) => row["name"] === name) ?? database.add(model, { name }, founded)).id;
