import { describe, expect, it } from "vitest";
import * as z from "zod";
import { codec, decode, phone, ref, resource } from "../src/index.ts";
import { plain } from "../src/model/draft.ts";

const Row = z.looseObject({
  id: codec.identifier,
  name: z.string(),
  state: codec.choice({ on: "active", off: "archived" }).nullish(),
  email: z.string().nullish(),
  number: z.string().nullish(),
  owner: codec.identifier.nullish(),
  debt: codec.decimal.nullish(),
  lines: z.array(z.looseObject({ kind: codec.choice({ m: "mobile" }).nullish(), number: z.string() })).nullish(),
});
const contacts = resource({ entity: "contact", raw: Row }).define({
  id: (row) => row.id,
  prefix: "customer",
  read: (row) => ({
    name: row.name,
    status: row.state,
    emails: [row.email],
    phones: row.lines?.map(({ kind, number }) => ({ kind, number })) ?? [phone(row.number)],
    parent: ref(row.owner),
    receivable: row.debt,
    custom: { colour: null },
  }),
});

describe("text that is taken as plain", () => {
  it("is in the Unicode form that others are brought to, whatever stands beside what in it", () => {
    const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
      plain.test(`.${one}`),
    );
    expect(characters).toEqual(expect.arrayContaining(["ệ", "\n"]));
    for (const text of [`.${characters.join("")}`, `.${characters.toReversed().join("")}`]) {
      expect(plain.test(text)).toBe(true);
      expect(text.normalize("NFC")).toBe(text);
    }
    for (const other of ["", " ", "\u00a0", "e\u0323\u0302", "\u212b", " a", "\n"])
      expect(plain.test(other)).toBe(false);
  });
});

describe("decode", () => {
  it("leaves out what is null, missing or blank, and keeps the row as sent", () => {
    const raw = { id: 7, name: "An", email: "", number: null, owner: 0, extra: { kept: true } };
    expect(decode(contacts, raw)).toEqual({
      type: "upsert",
      entity: "contact",
      id: "customer:7",
      record: { id: "customer:7", name: "An" },
      raw,
    });
    expect(decode(contacts, raw)).toHaveProperty("raw", raw);
  });

  it("keeps a list that was empty: known to be empty", () => {
    expect(decode(contacts, { id: 7, name: "An", lines: [] })).toHaveProperty("record.phones", []);
  });

  it("keeps parts of the row as unmapped without what is absent in them", () => {
    const Fees = z.object({ fees: z.array(z.object({ name: z.string().nullish(), amount: codec.decimal }).nullish()) });
    const invoices = resource({ entity: "invoice", raw: Fees }).define({
      id: () => "1",
      read: ({ fees }) => ({ unmapped: { fees } }),
    });
    const { record } = Object(decode(invoices, { fees: [{ amount: 5 }, null, { name: null, amount: "7" }] }));
    expect(record.unmapped).toStrictEqual({ fees: [{ amount: "5" }, null, { name: null, amount: "7" }] });
  });

  it("turns a word without counterpart into other, and keeps the word with its path", () => {
    const change = decode(contacts, {
      id: 7,
      name: "An",
      state: "frozen",
      lines: [
        { kind: "m", number: "1" },
        { kind: "pager", number: "2" },
      ],
    });
    expect(change).toHaveProperty("record.status", "other");
    expect(change).toHaveProperty("record.phones", [
      { kind: "mobile", number: "1" },
      { kind: "other", number: "2" },
    ]);
    expect(change).toHaveProperty("record.unmapped", { status: "frozen", "phones.1.kind": "pager" });
  });

  it("writes text in NFC", () => {
    const change = decode(contacts, { id: 7, name: "Nguyễn".normalize("NFD") });
    expect(change).toHaveProperty("record.name", "Nguyễn".normalize("NFC"));
  });

  it("rejects a row of the wrong type, says where, and keeps it", () => {
    const raw = { id: 7, name: { first: "An" }, debt: "a lot" };
    const change = decode(contacts, raw);
    expect(change).toMatchObject({ type: "reject", id: "customer:7", raw });
    expect(change.type === "reject" && change.issues.map(({ path }) => path)).toEqual(["name", "debt"]);
  });

  it("rejects what the strict entity refuses: a required field that was blank", () => {
    expect(decode(contacts, { id: 7, name: "  " })).toMatchObject({ type: "reject", issues: [{ path: "name" }] });
  });

  it("rejects a row on which the mapping throws", () => {
    const broken = resource({ entity: "contact", raw: Row }).define({
      id: (row) => row.id,
      read: () => {
        throw new Error("no such thing");
      },
    });
    expect(decode(broken, { id: 1, name: "An" })).toMatchObject({
      type: "reject",
      issues: [{ message: "the mapping failed: no such thing" }],
    });
  });

  it("does not reject for an issue message that holds the value", () => {
    const change = decode(contacts, { id: 7, name: "An", debt: "secret-looking text" });
    expect(JSON.stringify(change.type === "reject" && change.issues)).not.toContain("secret-looking");
  });

  it("names vendor fields that no schema reads, nested ones too", () => {
    const unknown = new Set<string>();
    decode(
      contacts,
      { id: 1, name: "An", points: 3, lines: [{ number: "1", label: "x" }] },
      { onUnknownField: (path) => unknown.add(path) },
    );
    expect([...unknown]).toEqual(["points", "lines.label"]);
  });
});
