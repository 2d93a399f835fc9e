import { defineConnector, type EntityName, listing, resource, single } from "@opensme/core";
import type { Subject } from "@opensme/testing";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { questionsSection } from "./answers.ts";
import { describeConnector } from "./described.ts";
import { describeEntity } from "./fields.ts";
import { questions } from "./questions.ts";
import { english, vietnamese, type Words } from "./words.ts";

const list = listing({
  path: "/",
  page: z.array(z.unknown()),
  paging: single(),
  deletes: "absent",
});

const Order = z.object({ id: z.string(), sold: z.string(), item: z.string(), count: z.string() });

const orders = (kind: "sale" | "order", item?: "absent") =>
  resource({ entity: "order", raw: Order }).define({
    id: (row) => row.id,
    read: (row) => ({
      kind,
      status: "open",
      placedAt: row.sold,
      lines: [{ quantity: row.count, item: item ? undefined : { id: row.item }, description: row.item }],
    }),
    list,
  });

const pay = resource({ entity: "employment", raw: z.object({ id: z.string(), pay: z.string() }) }).define({
  id: (row) => row.id,
  read: (row) => ({ employee: { id: row.id }, kind: "pay", effectiveDate: "2026-01-01", payRate: row.pay }),
  list,
  sensitive: true,
});

const sold = { raw: { id: "1", sold: "2026-10-05T01:00:00Z", item: "7", count: "2" }, expected: {} };
const paid = { raw: { id: "1", pay: "100" }, expected: {} };

/** The section of a till that has these resources, each with one example row. */
const sectionOf = (
  resources: Record<string, ReturnType<typeof orders> | typeof pay>,
  words: Words = english,
): string => {
  const connector = defineConnector({
    spec: 1,
    id: "acme",
    name: "Acme Till",
    version: "1.0.0",
    categories: ["sales"],
    countries: [],
    config: z.strictObject({}),
    http: { baseUrl: "https://acme.example", auth: () => ({ kind: "none" }) },
    check: { path: "/", identity: () => ({}) },
    resources,
  });
  const fixtures = Object.fromEntries(
    Object.keys(resources).map((key) => [key, { rows: [key === "pay" ? paid : sold] }]),
  );
  return questionsSection(describeConnector("acme", { connector, fixtures } as unknown as Subject), words).join("\n\n");
};

describe("questionsSection", () => {
  test("names the resources and fields that answer, and leaves out those whose records are something else", () => {
    const section = sectionOf({ quotes: orders("order"), sales: orders("sale") });
    expect(section).toContain(
      "| What sold yesterday? | `sales`: `kind`, `placedAt`, `lines[].item`, `lines[].quantity` |  |",
    );
    expect(section).not.toContain("`quotes`");
  });

  test("a question is open where a field that it needs is not filled, and only for tools of its kind", () => {
    const section = sectionOf({ sales: orders("sale", "absent") });
    expect(section).toContain("- What sold yesterday?");
    expect(section).toContain("- What is in stock, and where?");
    expect(section).not.toContain("| question |");
    expect(section).not.toContain("Who is on leave next week?");
  });

  test("answers of other kinds of tools count too, and what is sensitive says so", () => {
    const section = sectionOf({ sales: orders("sale"), pay }, vietnamese);
    expect(section).toContain(
      "| Lương mỗi người là bao nhiêu? | `pay`: `employee`, `payRate` | cần `sensitive: true` |",
    );
    expect(section).toContain("| Hôm qua bán được những gì? | `sales`:");
  });
});

test("every field and word that a question needs is in the model", () => {
  const unknown = questions.flatMap(({ en, from }) =>
    from.flatMap((needs) =>
      Object.entries(needs).flatMap(([entity, fields]) => {
        const known = describeEntity(entity as EntityName).fields;
        return fields
          .map((need) => need.split("="))
          .filter(([path, words]) => {
            const field = known.find((each) => each.path === path);
            return !field || words?.split("|").some((word) => !field.type.words?.includes(word));
          })
          .map((need) => `${en} ${entity}.${need.join("=")}`);
      }),
    ),
  );
  expect(unknown).toEqual([]);
});
