/** A telephone number as read: never refused. */
export interface Phone {
  /** E.164, such as `+84901234567`; a number that has no such form as it was given, without spaces around it. */
  value: string;
  kind?: "mobile" | "landline" | "hotline";
  extension?: string;
  /** Why it probably cannot be called. */
  warning?: string;
}

/** What the mobile prefixes of eleven-digit numbers became in 2018. */
const renumbered: Readonly<Record<string, string>> = {
  120: "70",
  121: "79",
  122: "77",
  126: "76",
  128: "78",
  123: "83",
  124: "84",
  125: "85",
  127: "81",
  129: "82",
  162: "32",
  163: "33",
  164: "34",
  165: "35",
  166: "36",
  167: "37",
  168: "38",
  169: "39",
  186: "56",
  188: "58",
  199: "59",
};

const mobile = /^(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}$/;
const landline = /^2\d{9}$/;
const extensionPattern = /\s*(?:\(?(?:ext|x|máy lẻ|số lẻ)[.: ]*(\d{1,6})\)?|#(\d{1,6}))\s*$/iu;

/** Reads one Vietnamese number, however it is written; mobile numbers from before 2018 become what they are now. */
export const parsePhone = (text: string): Phone => {
  const given = text.normalize("NFC").trim();
  const [all, named, hashed] = extensionPattern.exec(given) ?? [];
  const number = all === undefined ? given : given.slice(0, -all.length).trim();
  const rest = named ?? hashed;
  const extension = rest === undefined ? {} : { extension: rest };
  if (/\*|x{3,}/i.test(number)) return { value: given, warning: "the number is masked" };
  if (!/^\(?\+?[\d\s().-]+$/.test(number))
    return { value: given, warning: "a telephone number is digits, and one alone" };

  const digits = number.replace(/\D/g, "");
  const isAbroad = (/^\(?\+/.test(number) && !digits.startsWith("84")) || /^00(?!84)/.test(digits);
  if (isAbroad) return { value: `+${digits.replace(/^00/, "")}`, ...extension };
  if (/^1[89]00\d{4,6}$/.test(digits)) return { value: digits, kind: "hotline", ...extension };

  const national = digits.replace(/^(?:00)?84(?=\d{9,10}$|0\d{9,10}$)/, "").replace(/^0/, "");
  const prefix = national.length === 10 ? renumbered[national.slice(0, 3)] : undefined;
  const present = prefix === undefined ? national : prefix + national.slice(3);
  if (mobile.test(present)) return { value: `+84${present}`, kind: "mobile", ...extension };
  if (landline.test(present)) return { value: `+84${present}`, kind: "landline", ...extension };
  return { value: given, warning: "no Vietnamese number has this form" };
};
