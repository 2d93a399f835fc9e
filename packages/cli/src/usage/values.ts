import { InvalidArgumentError } from "commander";

/** Gathers the values of an option that may be given several times. */
export const collect = (value: string, previous: readonly string[] = []): string[] => [...previous, value];

/** Adds a parameter of a query. A number is given as one, since it compares with decimals; a code with zeros in front is text. */
export const parameter = (
  text: string,
  previous: Readonly<Record<string, string | number>> = {},
): Record<string, string | number> => {
  const [, name, value] = /^[:@$]?(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("It must be name=value.");
  return { ...previous, [name]: /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(value) ? Number(value) : value };
};

export const wholeNumber = (value: string): number => {
  if (/^\d+$/.test(value)) return Number(value);
  throw new InvalidArgumentError("It must be a whole number.");
};

/** A time such as 15m in seconds. */
export const duration = (value: string): number => {
  const [, count, unit = ""] = /^([1-9]\d{0,5})([smh])$/.exec(value) ?? [];
  const seconds = Number(count) * ({ s: 1, m: 60, h: 3600 }[unit] ?? Number.NaN);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("It must be a time such as 90s, 15m or 6h.");
};
