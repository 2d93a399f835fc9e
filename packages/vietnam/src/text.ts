/** A key under which names are found again: without accents, in small letters, with single spaces. It makes different words one: confirm what it finds. */
export const matchingKey = (text: string): string => withoutAccents(text).toLowerCase().replace(/\s+/g, " ").trim();

/** Text in plain letters: `Đường Hòa Bình` is `Duong Hoa Binh`. */
export const withoutAccents = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");

const tones = "[\\u0300\\u0301\\u0303\\u0309\\u0323]";
const end = "(?![\\p{L}\\p{M}])";
const toNew = new RegExp(`(?:([o])(${tones})([ae])|([u])(${tones})(y))${end}`, "giu");
const toOld = new RegExp(`(?:(o)([ae])(${tones})|(?<!q)(u)(y)(${tones}))${end}`, "giu");

/** Puts tone marks where the old (`hòa`, `thủy`) or the new style (`hoà`, `thuỷ`) has them. The text becomes NFC. */
export const placeTones = (text: string, style: "old" | "new"): string => {
  const swap = (_: string, o = "", second = "", third = "", u = "", fifth = "", sixth = ""): string =>
    o + u + third + sixth + second + fifth;
  return text
    .normalize("NFD")
    .replace(style === "new" ? toNew : toOld, swap)
    .normalize("NFC");
};

const abbreviations = ["TNHH", "MTV", "CTCP", "CP", "DNTN", "HTX", "HKD", "TM", "DV", "TMDV", "SX", "XNK", "VPĐD"];
const abbreviation = new RegExp(`(?<![\\p{L}\\p{M}])(?:${abbreviations.join("|")})(?![\\p{L}\\p{M}])`, "giu");

/** A company's name with its legal form written as is usual: `Công ty tnhh mtv An` is `Công ty TNHH MTV An`. */
export const companyName = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim()
    .replace(abbreviation, (word) => word.toUpperCase());

const legalForms =
  /(?<![a-z0-9])(?:cong ty|cty|tnhh|trach nhiem huu han|mot thanh vien|mtv|ctcp|co phan|cp|dntn|doanh nghiep tu nhan|hkd|ho kinh doanh|chi nhanh)(?![a-z0-9])/g;

/** The matching key of a company's name without its legal form; of a name that is nothing else, the whole key. */
export const companyKey = (text: string): string => {
  const key = matchingKey(text)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  return key.replace(legalForms, " ").replace(/\s+/g, " ").trim() || key;
};
