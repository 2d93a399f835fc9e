import { expect, test } from "vitest";
import * as z from "zod";
import { codec, lineage, type Resource, ref, resource } from "../src/index.ts";

const Slip = z.object({
  no: z.int(),
  day: codec.localDate.nullish(),
  state: codec.choice({ 1: "open", 2: "paid" }).nullish(),
  closed: z.boolean().nullish(),
  gross: codec.decimal.nullish(),
  party: z.object({ id: z.int(), given: z.string().nullish(), family: z.string().nullish() }).nullish(),
  rows: z.array(z.object({ text: z.string(), count: codec.decimal, price: codec.decimal.nullish() })).nullish(),
  remark: z.string().nullish(),
});

const slips = resource({ entity: "invoice", raw: Slip }).define({
  id: (slip) => slip.no,
  read: (slip) => ({
    number: `S-${slip.no}`,
    contact: ref(slip.party?.id, [slip.party?.given, slip.party?.family].filter(Boolean).join(" ")),
    status: slip.closed ? "void" : slip.state,
    issueDate: slip.day,
    currency: "VND",
    total: slip.gross,
    lines: slip.rows?.map(({ text, count, price }) => ({ description: text, quantity: count, unitPrice: price })),
  }),
});

const row = {
  no: 7,
  day: "2026-10-31",
  state: 1,
  closed: false,
  gross: 12.5,
  party: { id: 3, given: "An", family: "Ng" },
  rows: [
    { text: "Beans", count: 2, price: 5 },
    { text: "Filter", count: 1, price: null },
  ],
  remark: "not read",
};

test("says of each field what it was read from", () => {
  expect(lineage(slips as unknown as Resource, row)).toEqual({
    id: ["no"],
    number: ["no"],
    "contact.id": ["party.id"],
    "contact.name": ["party.family", "party.given"],
    status: ["closed", "state"],
    issueDate: ["day"],
    total: ["gross"],
    "lines[].description": ["rows[].text"],
    "lines[].quantity": ["rows[].count"],
    "lines[].unitPrice": ["rows[].price"],
  });
});

test("says nothing of a row that is rejected", () => {
  expect(lineage(slips as unknown as Resource, { no: "seven" })).toEqual({});
});

test("knows what was read from a map that must be there", () => {
  const Absence = z.object({ id: z.int(), days: z.record(z.string(), z.string()) });
  const absences = resource({ entity: "leaveRequest", raw: Absence }).define({
    id: ({ id }) => id,
    read: ({ days }) => {
      const dates = Object.keys(days).sort();
      return { employee: { id: "1" }, startDate: dates[0] ?? "", endDate: dates.at(-1) ?? "" };
    },
  });
  const absence = { id: 1, days: { "2026-10-30": "8.000", "2026-10-31": "4.000" } };
  expect(lineage(absences as unknown as Resource, absence)).toMatchObject({ startDate: ["days"] });
});
