import { decode, entities } from "@opensme/core";
import { fieldsIn } from "@opensme/core/schema";
import { insist, type Law } from "./law.ts";
import { eachLeaf, recordOf } from "./mapping.ts";

/** A day or moment as vendors write it: `2026-10-03`, `2026-10-03T08:30:00`, `03/10/2026`, `/Date(1772323200000+0000)/`. */
const written = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4}|\/Date\()/;

const isDate = (value: unknown): value is string => typeof value === "string" && written.test(value);

/** The same form with another day, at midnight; undefined for a form that does not tell its order of day and month. */
const atMidnight = (value: string, day: string): string | undefined => {
  if (value.startsWith("/Date(")) return value.replace(/\d{5,}/, String(Date.parse(day)));
  if (!/^\d{4}/.test(value)) return undefined;
  const zeros = (time: string): string => time.replace(/\d/g, "0");
  return value.replace(
    /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/,
    (_, time: string | undefined) => `${day}${time ? zeros(time) : ""}`,
  );
};

const isZoned = (value: string): boolean => /(?:Z|[+-]\d{2}:?\d{2})$/.test(value) || value.startsWith("/Date(");

export const dateLaws: readonly Law[] = [
  {
    number: 48,
    title: "dates keep their day and moments their time; what is no date is rejected, never guessed or dropped",
    check(subject) {
      for (const { key, resource, path, value, raw, read } of eachLeaf(subject)) {
        if (!isDate(value)) continue;
        const before = recordOf(decode(resource, raw));
        for (const wrong of ["32/13/2026", "soon"]) {
          const record = read(wrong);
          const isKept =
            record === undefined ||
            JSON.stringify(record).includes(wrong) ||
            JSON.stringify(record) === JSON.stringify(before);
          insist(isKept, `${key}: "${wrong}" in ${path} was taken for something else`);
        }

        const format = (name: string, record: object | undefined): Map<string, string> =>
          new Map(
            fieldsIn(entities[resource.entity], record).flatMap(({ path: at, value: time, meta }) =>
              meta["format"] === name ? [[at, String(time)] as const] : [],
            ),
          );
        for (const day of ["2024-02-29", "2026-03-01", "2026-12-31"]) {
          const midnight = atMidnight(value, day);
          const record = midnight === undefined ? undefined : read(midnight);
          if (midnight === undefined || !record) continue;
          for (const [at, date] of format("local-date", record)) {
            if (date === format("local-date", before).get(at)) continue;
            insist(date === day, `${key}: ${midnight} in ${path} became the day ${date} in ${at}`);
          }
          const shift = (from: string, to: string): number =>
            Date.parse(to) - Date.parse(isZoned(from) ? from : utc(from));
          for (const [at, moment] of format("instant", record)) {
            const known = format("instant", before).get(at);
            if (known === undefined || moment === known || value.startsWith("/Date(")) continue;
            insist(
              shift(midnight, moment) === shift(value, known),
              `${key}: ${midnight} in ${path} became ${moment} in ${at}, as if in another zone than ${value}`,
            );
          }
        }
      }
    },
  },
];

/** A wall-clock time, as if in UTC. */
const utc = (local: string): string => `${local.replace(" ", "T").replace(/^(\d{4}-\d{2}-\d{2})$/, "$1T00:00")}Z`;
