import { expect, it } from "vitest";
import { withoutPersonalData } from "../src/http/explain.ts";

it.each([
  ["Email an.nguyen+shop@example.com.vn is taken", "Email … is taken"],
  ['customer "mai@example.com" exists', 'customer "…" exists'],
  ["Số điện thoại 0901234567 đã tồn tại", "Số điện thoại … đã tồn tại"],
  ["phone 0901 234 567, or +84 901-234-567.", "phone …, or …."],
  ["(415) 555-0100 and 415.555.0100 are taken", "… and … are taken"],
  ["+442071838750 is no number", "… is no number"],
])("a vendor's message is told without who it is about: %s", (said, told) => {
  expect(withoutPersonalData(said)).toBe(told);
});

it.each([
  "The year is locked up to 2025-12-31",
  "The year is locked: Hard Lock Date (2025-12-31)",
  "2026-08-12T10:57:25 is no date",
  "Amount 12345678.50 exceeds 1000000.00",
  "Order 123456789012 is closed",
  "Invoice b1df776b-b250-4620-a0b8-b15642346ba4 is not of status DRAFT",
  "Account code '999' is not a valid code; line 1234567",
  "INV-20260001 is used",
  "Contact already exists. Existing ID: 29013756946",
])("what tells of nobody stays: %s", (said) => {
  expect(withoutPersonalData(said)).toBe(said);
});
