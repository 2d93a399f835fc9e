import { createHash } from "node:crypto";
import { type AnyResource, absolute, negate, phone, ref, resource } from "@opensme/core";
import { matchingKey } from "@opensme/vietnam";
import * as z from "zod";
import { percentOf } from "./cells.ts";
import type { EntityKey } from "./fields.ts";
import { type Cells, type Kind, keyOf, kindOf, type Read } from "./kind.ts";
import { idIn, type ListOf, listingOf } from "./listing.ts";
import type { Mapping } from "./mapping.ts";

/** The resources of a mapping: one for each kind of table in it. */
export const resourcesOf = (
  mapping: Mapping,
  entityOf: (content: unknown) => EntityKey | undefined,
): Readonly<Record<string, AnyResource>> => {
  const kinds = new Map(mapping.tables.map(({ entity }) => [entity, kindOf(entity, mapping)]));
  const customers = kinds.get("customers");
  return Object.fromEntries(
    [...kinds.values()].map((kind) => {
      const list = (idOf: (content: unknown) => string | undefined) => listingOf(kind.entity, entityOf, idOf);
      if (kind.entity === "items") return ["items", itemsOf(kind, list)];
      if (kind.entity === "invoices") return ["invoices", invoicesOf(kind, customers, list)];
      if (kind.entity === "bankTransactions") return ["bankTransactions", bankTransactionsOf(kind, list)];
      return [kind.entity, contactsOf(kind, list)];
    }),
  );
};

const contactsOf = (kind: Kind, list: ListOf): AnyResource => {
  const { row, read, entity } = kind;
  const role = entity === "suppliers" ? "supplier" : "customer";
  const id = (cells: Cells): string => keyOf(kind, cells);
  return resource({ entity: "contact", raw: row }).define({
    prefix: role,
    id,
    read: (cells) => ({
      name: read(cells, "name") ?? "",
      code: read(cells, "code"),
      roles: [role],
      taxId: read(cells, "taxId"),
      emails: [read(cells, "email")],
      phones: [phone(read(cells, "phone"))],
      addresses: [{ line1: read(cells, "address") }],
      website: read(cells, "website"),
      bankAccount: read(cells, "bankAccount"),
      groups: [read(cells, "group")],
      receivable: read(cells, "receivable"),
      payable: read(cells, "payable"),
      creditLimit: read(cells, "creditLimit"),
      note: read(cells, "note"),
    }),
    list: list(idIn(row, id)),
  });
};

const itemsOf = (kind: Kind, list: ListOf): AnyResource => {
  const { row, read } = kind;
  const id = (cells: Cells): string => keyOf(kind, cells);
  return resource({ entity: "item", raw: row }).define({
    id,
    read: (cells) => ({
      name: read(cells, "name") ?? "",
      code: read(cells, "code"),
      barcode: read(cells, "barcode"),
      description: read(cells, "description"),
      category: read(cells, "category"),
      brand: read(cells, "brand"),
      unit: read(cells, "unit"),
      price: read(cells, "price"),
      cost: read(cells, "cost"),
      purchasePrice: read(cells, "purchasePrice"),
      ...taxOf(read(cells, "taxRate")),
      onHand: read(cells, "onHand"),
      note: read(cells, "note"),
    }),
    list: list(idIn(row, id)),
  });
};

/** A rate in percent; the word of what is none is kept. */
const taxOf = (text: string | undefined) => {
  const percent = percentOf(text);
  return percent === undefined ? { unmapped: { taxRate: text } } : { taxRate: percent };
};

const invoicesOf = (kind: Kind, customers: Kind | undefined, list: ListOf): AnyResource => {
  const { row, read } = kind;
  const Invoice = z.object({ rows: z.array(row) });
  const id = ({ rows }: z.output<typeof Invoice>): string =>
    keyOf(kind, rows.find((cells) => read(cells, "number") !== undefined) ?? {});
  const isLine = (cells: Cells): boolean =>
    ["itemCode", "description", "quantity", "unitPrice", "lineTotal"].some((field) => read(cells, field) !== undefined);
  return resource({ entity: "invoice", raw: Invoice }).define({
    id,
    read: ({ rows }) => {
      /** What is said of the whole invoice stands in its first row, or in each. */
      const head = (field: string): string | undefined =>
        rows.map((cells) => read(cells, field)).find((value) => value !== undefined);
      const name = head("customerName");
      const by = { code: head("customerCode"), taxId: head("customerTaxId"), name: name && matchingKey(name) };
      const customer =
        customers?.key === "code" || customers?.key === "taxId" || customers?.key === "name"
          ? by[customers.key]
          : undefined;
      return {
        number: head("number"),
        contact: customer ? ref(`customer:${customer}`, name) : undefined,
        issueDate: head("issueDate"),
        dueDate: head("dueDate"),
        currency: head("currency"),
        subTotal: head("subTotal"),
        discount: head("discount"),
        tax: head("tax"),
        total: head("total"),
        paid: head("paid"),
        note: head("note"),
        lines: rows.filter(isLine).map((cells) => ({
          code: read(cells, "itemCode"),
          description: read(cells, "description"),
          quantity: read(cells, "quantity"),
          unit: read(cells, "unit"),
          unitPrice: read(cells, "unitPrice"),
          discount: read(cells, "lineDiscount"),
          taxPercent: percentOf(read(cells, "taxRate")),
          tax: read(cells, "lineTax"),
          total: read(cells, "lineTotal"),
        })),
        unmapped: customer
          ? { customerTaxId: by.taxId, taxRate: strangeTaxes(rows, read) }
          : {
              customerCode: by.code,
              customerName: name,
              customerTaxId: by.taxId,
              taxRate: strangeTaxes(rows, read),
            },
      };
    },
    list: list(idIn(Invoice, id)),
  });
};

const strangeTaxes = (rows: readonly Cells[], read: Read): readonly string[] | undefined => {
  const strange = rows.flatMap((cells) => {
    const text = read(cells, "taxRate");
    return text !== undefined && percentOf(text) === undefined ? [text] : [];
  });
  return strange.length > 0 ? strange : undefined;
};

const bankTransactionsOf = (kind: Kind, list: ListOf): AnyResource => {
  const { row, read } = kind;
  /** The same again in one file, such as two fees of a day: which of them it is. */
  const Transaction = row.extend({ "#": z.int().nullish() });
  const id = (cells: z.output<typeof Transaction>): string => {
    const { "#": nth, ...rest } = cells;
    if (kind.key !== undefined) return keyOf(kind, rest as Cells);
    const text = ["date", "amount", "moneyIn", "moneyOut", "note", "balance"].map(
      (field) => read(rest as Cells, field) ?? "",
    );
    return `${text[0]}-${createHash("sha256")
      .update(JSON.stringify([...text, nth ?? 1]))
      .digest("hex")
      .slice(0, 16)}`;
  };
  return resource({ entity: "bankTransaction", raw: Transaction }).define({
    id,
    read: ({ "#": _, ...rest }) => {
      const cells = rest as Cells;
      const [amount, received, spent] = ["amount", "moneyIn", "moneyOut"].map((field) => read(cells, field));
      const into = received !== undefined && received !== "0" ? received : undefined;
      const signed = amount ?? into ?? (spent === undefined ? received : negate(absolute(spent)));
      return {
        direction: signed === undefined || signed === "0" ? undefined : signed.startsWith("-") ? "out" : "in",
        date: read(cells, "date"),
        reference: read(cells, "reference"),
        total: signed && absolute(signed),
        balance: read(cells, "balance"),
        counterpartyName: read(cells, "counterpartyName"),
        counterpartyAccount: read(cells, "counterpartyAccount"),
        note: read(cells, "note"),
      };
    },
    list: list(idIn(Transaction, id)),
  });
};
