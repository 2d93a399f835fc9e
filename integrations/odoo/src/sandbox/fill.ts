import type { Company } from "@opensme/testing";
import { Database } from "./database.ts";
import { fillBooks } from "./fill-books.ts";
import { fillCustomers } from "./fill-crm.ts";
import { fillPeople } from "./fill-people.ts";
import { fillPos } from "./fill-pos.ts";
import { fillSales } from "./fill-sales.ts";
import { fillStock } from "./fill-stock.ts";
import { founded, ids } from "./seeds.ts";

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
