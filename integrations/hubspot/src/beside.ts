import { codec, pick } from "@opensme/core";
import * as z from "zod";
import { Account, accountPath } from "./account.ts";
import type { Beside } from "./objects.ts";
import type { accountFields } from "./records.ts";

const listed = (value: string | null | undefined): string[] => (value ? [value] : []);

/** The account's currency, in which amounts without one are, or its time zone too. */
export const besideAccount =
  (...fields: readonly (keyof typeof accountFields)[]): Beside =>
  async (api, signal) => {
    const { body } = await api.request({ path: accountPath }, { signal });
    const { companyCurrency, timeZone } = pick(Account, (account) => account)(body);
    const all = { currencies: listed(companyCurrency), timeZones: listed(timeZone) };
    const added = Object.fromEntries(fields.map((field) => [field, all[field]]));
    return async () => () => added;
  };

const Pipelines = z.object({
  results: z.array(
    z.object({ id: codec.identifier, stages: z.array(z.object({ id: codec.identifier, label: z.string() })) }),
  ),
});

/** The name of the stage that a record is in. Stages of different pipelines may share an id. */
export const besideStages =
  (type: string, names: { pipeline: string; stage: string }): Beside =>
  async (api, signal) => {
    const { body } = await api.request({ path: `/crm/v3/pipelines/${type}` }, { signal });
    const pipelines = pick(Pipelines, ({ results }) => results)(body);
    const labels = new Map(
      pipelines.flatMap(({ id, stages }) => stages.map((stage) => [`${id} ${stage.id}`, stage.label])),
    );
    return async () =>
      ({ properties }) => ({
        stageLabels: listed(labels.get(`${properties[names.pipeline]} ${properties[names.stage]}`)),
      });
  };
