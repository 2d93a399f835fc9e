import type { SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { type Handler, listHandlers } from "./lists.ts";
import type { Books, Contact } from "./records.ts";
import { contactRow } from "./render.ts";
import { guid } from "./wire.ts";
import { type Written, writeHandlers } from "./writing.ts";

const parts = z.array(z.record(z.string(), z.string()));

const Sent = z.looseObject({
  Name: z.string().optional(),
  ContactStatus: z.enum(["ACTIVE", "ARCHIVED"]).optional(),
  ContactPersons: z.array(z.record(z.string(), z.unknown())).optional(),
  Phones: parts.optional(),
  Addresses: parts.optional(),
});

/** Members that are simply kept. */
const kept = [
  ["AccountNumber", "ContactNumber", "FirstName", "LastName", "CompanyNumber", "EmailAddress", "BankAccountDetails"],
  ["TaxNumber", "AccountsReceivableTaxType", "AccountsPayableTaxType", "DefaultCurrency", "PaymentTerms"],
  ["SalesDefaultAccountCode", "PurchasesDefaultAccountCode"],
].flat();

/** Parts by their type; those that are not sent stay. */
const withParts = (
  present: Record<string, Record<string, string>>,
  sent: z.output<typeof parts> | undefined,
  typeName: string,
): Record<string, Record<string, string>> => ({
  ...present,
  ...Object.fromEntries((sent ?? []).map(({ [typeName]: type = "DEFAULT", ...rest }) => [type, rest])),
});

const problems = (books: Books, sent: z.output<typeof Sent>, present: Contact | undefined): string[] => {
  const name = sent.Name?.trim();
  const messages: string[] = [];
  if (!present && !name) messages.push("The contact name must be specified");
  if (name && name.length > 255) messages.push("The contact name must be 255 characters or less");
  const others = [...books.contacts.all().values()].filter((contact) => contact.id !== present?.id);
  const isTaken = others.some(
    (contact) => contact.status === "ACTIVE" && contact.name.toLowerCase() === name?.toLowerCase(),
  );
  if (isTaken)
    messages.push(
      `The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`,
    );
  const email = sent["EmailAddress"];
  if (typeof email === "string" && email !== "" && !/^[^\s@]+@[^\s@]+$/.test(email))
    messages.push("Email address must be valid.");
  return messages;
};

const write =
  (kit: SandboxKit) =>
  (books: Books, body: Record<string, unknown>, id: string | undefined): Written<Contact> => {
    const parsed = Sent.safeParse(body);
    if (!parsed.success) return { messages: parsed.error.issues.map(({ path }) => `${path.join(".")} is not valid`) };
    const sent = parsed.data;
    const present = id === undefined ? undefined : books.contacts.all().get(id);
    const messages = problems(books, sent, present);
    if (messages.length > 0) return { messages };
    const row: Contact = {
      id: present?.id ?? guid("contact", books.contacts.all().size + 1),
      updated: kit.now().getTime(),
      name: sent.Name?.trim() || (present?.name ?? ""),
      fields: {
        ...present?.fields,
        ...Object.fromEntries(kept.filter((name) => name in sent).map((name) => [name, sent[name]])),
      },
      persons: sent.ContactPersons ?? present?.persons ?? [],
      phones: withParts(present?.phones ?? {}, sent.Phones, "PhoneType"),
      addresses: withParts(present?.addresses ?? {}, sent.Addresses, "AddressType"),
      isCustomer: present?.isCustomer ?? false,
      isSupplier: present?.isSupplier ?? false,
      status: sent.ContactStatus ?? present?.status ?? "ACTIVE",
    };
    books.contacts.add(row);
    return { row };
  };

export const contactHandlers = (gate: Gate, kit: SandboxKit): Handler[] => {
  const today = (): string => kit.now().toISOString().slice(0, 10);
  const render = (books: Books, contact: Contact, isWhole = true) => contactRow(books, contact, isWhole, today());
  const shelf = (books: Books) => books.contacts;
  const common = { path: "/Contacts", name: "Contacts", idName: "ContactID" };
  return [
    ...listHandlers(
      { ...common, shelf, render, isPaged: true, isHidden: ({ status }) => status === "ARCHIVED", hasOne: true },
      gate,
    ),
    ...writeHandlers(
      {
        ...common,
        write: write(kit),
        has: (books, id) => shelf(books).all().has(id),
        render: (books, row) => render(books, row),
      },
      gate,
    ),
  ];
};
