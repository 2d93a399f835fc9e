import { expect, test } from "vitest";
import { createTokenDesk } from "./tokens.ts";

const now = (): Date => new Date("2026-05-01T00:00:00Z");

test("tokens keep their subject through rotation", () => {
  const desk = createTokenDesk(now, undefined);
  const first = desk.issue({ refresh: true, subject: "shop-7" });
  expect(desk.subject(first.accessToken)).toBe("shop-7");
  const second = desk.redeem(first.refreshToken ?? "");
  expect(desk.subject(second?.accessToken ?? "")).toBe("shop-7");
  expect(second?.accessToken).not.toBe(first.accessToken);
  expect(second?.refreshToken).not.toBe(first.refreshToken);
});

test("a refresh token that does not rotate can be used again", () => {
  const desk = createTokenDesk(now, undefined);
  desk.seed("forever");
  expect(desk.redeem("forever", { rotate: false })?.refreshToken).toBe("forever");
  expect(desk.redeem("forever", { rotate: false })?.refreshToken).toBe("forever");
});

test("a code gives tokens once, to who knows the verifier", () => {
  const desk = createTokenDesk(now, undefined);
  // The example of RFC 7636, appendix B.
  const [verifier, challenge] = [
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  ];
  const code = desk.authorize(challenge, "shop-7");
  const tokens = desk.exchange(code, verifier);
  expect(desk.subject(tokens?.accessToken ?? "")).toBe("shop-7");
  expect(desk.redeem(tokens?.refreshToken ?? "")).toBeDefined();
  expect(desk.exchange(code, verifier)).toBeUndefined();
  expect(desk.exchange(desk.authorize(challenge), "another")).toBeUndefined();
  expect(desk.exchange("made-up", verifier)).toBeUndefined();
});

test("no refresh token unless asked for", () => {
  expect(createTokenDesk(now, undefined).issue()).not.toHaveProperty("refreshToken");
});

test("a fixed access token works until it is expired", () => {
  const desk = createTokenDesk(now, 10);
  desk.admit("permanent", "shop-7");
  expect([desk.accepts("permanent"), desk.subject("permanent")]).toEqual([true, "shop-7"]);
  desk.expireAll();
  expect([desk.accepts("permanent"), desk.subject("permanent")]).toEqual([false, undefined]);
});

test("nothing, and what was never issued, is not accepted", () => {
  const desk = createTokenDesk(now, undefined);
  expect([desk.accepts(undefined), desk.accepts(null), desk.accepts(""), desk.accepts("x")]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
