import { codec } from "@opensme/core";
import * as z from "zod";
import { day, flag, word } from "./wire.ts";

export const CustomField = z.object({
  DefinitionId: word.nullish(),
  Name: z.string().nullish(),
  StringValue: word.nullish(),
  BooleanValue: flag.nullish(),
  DateValue: day.nullish(),
  NumberValue: codec.decimal.nullish(),
});

/** Custom fields by their name; an own field without a value is listed all the same. */
export const readCustom = (fields: readonly z.output<typeof CustomField>[] | null | undefined) =>
  Object.fromEntries(
    (fields ?? []).map(({ Name, DefinitionId, StringValue, BooleanValue, DateValue, NumberValue }) => [
      Name || DefinitionId || "",
      StringValue || DateValue || NumberValue || BooleanValue,
    ]),
  );
