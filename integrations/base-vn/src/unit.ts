import * as z from "zod";
import { moment, ownId, word } from "./codecs.ts";

/** What parts of the organisation have in common in Base HRM. */
export const unit = {
  id: ownId,
  name: z.string().nullish(),
  code: word.nullish(),
  since: moment.nullish(),
  last_update: moment.nullish(),
};
