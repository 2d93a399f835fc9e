import type { Company } from "@opensme/testing";
import { activitiesOf } from "./activities.ts";
import { invoicesOf } from "./invoices.ts";
import { companiesOf, contactsOf, leadsOf } from "./parties.ts";
import { dealsOf, ordersOf, productsOf } from "./sales.ts";
import type { Seed } from "./seed.ts";
import { idOf, type Type, types } from "./wire.ts";

/** A record as the vendor keeps it: all of its properties are text. */
export interface CrmRecord {
  id: string;
  properties: Record<string, string>;
  createdAt: string;
  updatedAt: string;
  archivedAt?: string;
}

export interface Crm {
  company: Company;
  /** The records of a type, the deleted ones too; made when they are first asked for. */
  records(type: Type): Map<string, CrmRecord>;
  /** The ids of what a record is associated with, the first being the main one. */
  linked(from: Type, id: string, to: Type): string[];
  link(from: Type, id: string, to: Type, other: string): void;
  nextId(type: Type): string;
}

/** What of the sample company fills the records of a type. */
const seeds: Readonly<Record<Type, (company: Company) => Seed[]>> = {
  contacts: contactsOf,
  companies: companiesOf,
  leads: leadsOf,
  deals: dealsOf,
  products: productsOf,
  orders: (company) => ordersOf(company).orders,
  line_items: (company) => [...ordersOf(company).lines, ...invoicesOf(company).lines],
  invoices: (company) => invoicesOf(company).invoices,
  commerce_payments: (company) => invoicesOf(company).payments,
  communications: (company) => activitiesOf(company, "communications"),
  calls: (company) => activitiesOf(company, "calls"),
  meetings: (company) => activitiesOf(company, "meetings"),
  emails: (company) => activitiesOf(company, "emails"),
  tasks: (company) => activitiesOf(company, "tasks"),
  notes: (company) => activitiesOf(company, "notes"),
};

const isGiven = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;

export const crmOf = (company: Company): Crm => {
  const shelves = new Map<Type, Map<string, CrmRecord>>();
  const links = new Map<string, string[]>();
  const keyOf = (from: Type, id: string, to: Type): string => `${from} ${id} ${to}`;
  let added = 0;

  const link: Crm["link"] = (from, id, to, other) => {
    for (const [key, target] of [
      [keyOf(from, id, to), other],
      [keyOf(to, other, from), id],
    ] as const) {
      const present = links.get(key) ?? [];
      if (!present.includes(target)) links.set(key, [...present, target]);
    }
  };

  const records: Crm["records"] = (type) => {
    const known = shelves.get(type);
    if (known) return known;
    const shelf = new Map<string, CrmRecord>();
    shelves.set(type, shelf);
    for (const { n, properties, createdAt, updatedAt, links: to = {} } of seeds[type](company)) {
      const id = idOf(type, n);
      shelf.set(id, {
        id,
        properties: Object.fromEntries(Object.entries(properties).filter(isGiven)),
        createdAt,
        updatedAt,
      });
      for (const [other, positions] of Object.entries(to))
        for (const position of positions) {
          const target = Object.keys(types).find((name): name is Type => name === other);
          if (target) link(type, id, target, idOf(target, position));
        }
    }
    return shelf;
  };

  return {
    company,
    records,
    linked: (from, id, to) => {
      records(from);
      records(to);
      return links.get(keyOf(from, id, to)) ?? [];
    },
    link,
    nextId: (type) => {
      added += 1;
      return idOf(type, 900_000_000 + added);
    },
  };
};
