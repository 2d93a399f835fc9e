import { describe, expect, test } from "vitest";
import { parseJson } from "../src/http/json.ts";

describe("numbers that a double would change come as text", () => {
  test.each([
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["123456789012345678.25", "123456789012345678.25"],
    ["0.12345678901234567891", "0.12345678901234567891"],
    ["1234567890.123456789012", "1234567890.123456789012"],
  ])("%s", (written, kept) => {
    for (let before = 0; before < 20; before += 1)
      expect(parseJson(`{"${"x".repeat(before)}":[1,${written}],"after":2}`)).toEqual({
        ["x".repeat(before)]: [1, kept],
        after: 2,
      });
  });
});

describe("others stay numbers", () => {
  test.each([
    "9007199254740991",
    "0.1",
    "-12.50",
    "1e21",
    "1.7976931348623157e308",
    "1234567890.12345",
    "100000000000000000",
  ])("%s", (written) => {
    expect(parseJson(written)).toBe(Number(written));
  });

  test("codes with many digits in them stay as they are", () => {
    const codes = {
      code: "HD0000000000012345",
      link: "https://x.example/9007199254740993.9",
      minus: "-9007199254740993",
    };
    expect(parseJson(JSON.stringify(codes))).toEqual(codes);
  });

  test("text of many digits stays as it is", () => {
    expect(parseJson('{"id":"9007199254740993","at":"20261126155931123456"}')).toEqual({
      id: "9007199254740993",
      at: "20261126155931123456",
    });
  });
});

test("what is no JSON is a SyntaxError", () => {
  expect(() => parseJson('{"id": 9007199254740993')).toThrow(SyntaxError);
  expect(() => parseJson("")).toThrow(SyntaxError);
});
