import { codec, row } from "@opensme/core";
import * as z from "zod";
import { day } from "./wire.ts";

export const CustomField = row({
  DefinitionId: codec.identifier,
  Name: z.string(),
  StringValue: codec.identifier,
  BooleanValue: codec.flag,
  DateValue: day,
  NumberValue: codec.decimal,
});

/** Custom fields by their name; an own field without a value is listed all the same. */
export const readCustom = (fields: readonly z.output<typeof CustomField>[] | null | undefined) =>
  Object.fromEntries(
    (fields ?? []).map(({ Name, DefinitionId, StringValue, BooleanValue, DateValue, NumberValue }) => [
      Name || DefinitionId || "",
      StringValue || DateValue || NumberValue || BooleanValue,
    ]),
  );
