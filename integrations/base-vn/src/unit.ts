import { required } from "@opensme/core";
import * as z from "zod";
import { moment, ownId, word } from "./codecs.ts";

/** What parts of the organisation have in common in Base HRM. */
export const unit = {
  id: required(ownId),
  name: z.string(),
  code: word,
  since: moment,
  last_update: moment,
};
