import { refuse } from "@opensme/core";
import * as z from "zod";

/** What a word means, and the word itself where its meaning alone would not lead back to it. */
export const meaningOf = <Meaning extends string>(words: z.ZodType<Meaning>, word: string | null | undefined) => {
  if (!word) return {};
  const { data: meant } = words.safeParse(word);
  const leadsBack = meant !== undefined && z.safeEncode(words, meant).data === word;
  return { meant, word: leadsBack ? undefined : word };
};

/** HubSpot's word for a meaning: the one that was kept, while it still means that. What it has no word for is refused by its field. */
export const wordFor = (
  words: z.ZodType<string>,
  field: string,
  meant: string | undefined,
  kept?: unknown,
): string | undefined => {
  if (meant === undefined) return undefined;
  if (typeof kept === "string" && (meant === "other" || words.safeParse(kept).data === meant)) return kept;
  const { data, error } = z.safeEncode(words, meant);
  if (error) throw refuse(field, error.issues.map(({ message }) => message).join("; "));
  return String(data);
};
