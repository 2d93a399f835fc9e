import { type Api, codec, OpenSMEError, pick, required, row } from "@opensme/core";
import * as z from "zod";
import { Paged } from "./wire.ts";

const Problem = row({ subCategory: z.string(), category: z.string() });

const Answer = row({
  results: required(
    z.array(
      z.object({
        from: z.object({ id: codec.identifier }),
        to: z.array(z.unknown()),
        paging: Paged,
      }),
    ),
  ),
  errors: z.array(Problem),
});

/** What the record has none of, and a record deleted meanwhile, are told as errors too. */
const isHarmless = ({ category, subCategory }: z.output<typeof Problem>) =>
  category === "OBJECT_NOT_FOUND" || subCategory === "crm.associations.NO_ASSOCIATIONS_FOUND";

/**
 * What records are associated with, by their ids; records without any are not in it. At most 1,000 records.
 * https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export const linksOf = async (
  { from, to, ids }: { from: string; to: string; ids: readonly string[] },
  api: Api,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, unknown[]>> => {
  const links = new Map<string, unknown[]>();
  let inputs: { id: string; after?: string }[] = ids.map((id) => ({ id }));
  while (inputs.length > 0) {
    const path = `/crm/v4/associations/${from}/${to}/batch/read`;
    const { body } = await api.request({ method: "post", idempotent: true, path, body: { inputs } }, { signal });
    const { results, errors } = pick(Answer, (answer) => answer)(body);
    if (errors?.some((error) => !isHarmless(error)))
      throw new OpenSMEError(`HubSpot could not tell which ${to} the ${from} are associated with. Try again later.`, {
        code: "unavailable",
        retryable: true,
      });
    for (const result of results) links.set(result.from.id, [...(links.get(result.from.id) ?? []), ...result.to]);
    inputs = results.flatMap(({ from: { id }, to: linked, paging }) => {
      const after = paging?.next?.after;
      return after && linked.length > 0 ? [{ id, after }] : [];
    });
  }
  return links;
};
