import { type FormerProvince, type Province, provinceTable } from "./province-table.ts";
import { withoutAccents } from "./text.ts";

/** The 34 provinces. */
export const provinces = (): readonly Province[] => provinceTable;

const keyOf = (text: string): string =>
  withoutAccents(text)
    .toLowerCase()
    .replace(/^\s*(?:tinh|thanh pho|t\.?p)(?![a-z])[\s.]*/, "")
    .replace(/\s(?:city|province)\s*$/, "")
    .replace(/[^a-z0-9]/g, "");

const aliases: Readonly<Record<string, string>> = {
  hcm: "hochiminh",
  tphcm: "hochiminh",
  hcmc: "hochiminh",
  saigon: "hochiminh",
  sg: "hochiminh",
  hn: "hanoi",
  dn: "danang",
  hue: "thuathienhue",
  tthue: "thuathienhue",
  baccan: "backan",
  brvt: "bariavungtau",
  daclac: "daklak",
  dacnong: "daknong",
};

const canonical = (text: string): string => {
  const key = keyOf(text);
  return aliases[key] ?? key;
};

/** Finds a province by a name from before or after the merger, however it is written; `former` is the one of the 63 that the name is of. */
export const findProvince = (name: string): { province: Province; former?: FormerProvince } | undefined => {
  const key = canonical(name);
  for (const province of provinceTable) {
    const former = province.mergedFrom.find((each) => canonical(each.name) === key);
    if (former) return { province, former };
    if (canonical(province.name) === key) return { province };
  }
  return undefined;
};
