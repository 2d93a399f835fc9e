import { type Api, pick } from "@opensme/core";
import * as z from "zod";
import type { Beside } from "./objects.ts";
import { word } from "./wire.ts";

const Pipelines = z.object({
  results: z.array(z.object({ id: word, stages: z.array(z.object({ id: word, label: z.string() })) })),
});

/** The name of the stage that a record is in, which has only its id. */
export const stageFields = { stageLabels: z.array(z.string()).nullish() };

/** Puts the name of its stage beside every row. Stages of different pipelines may share an id. */
export const besideStages =
  (type: string, names: { pipeline: string; stage: string }) =>
  async (api: Api, signal: AbortSignal | undefined): Promise<Beside> => {
    const { body } = await api.request({ path: `/crm/v3/pipelines/${type}` }, { signal });
    const pipelines = pick(Pipelines, ({ results }) => results)(body);
    const labels = new Map(
      pipelines.flatMap(({ id, stages }) => stages.map((stage) => [`${id} ${stage.id}`, stage.label] as const)),
    );
    return async () =>
      ({ properties }) => {
        const label = labels.get(`${String(properties[names.pipeline])} ${String(properties[names.stage])}`);
        return { stageLabels: label === undefined ? [] : [label] };
      };
  };

/** Several things to stand beside a row. */
export const besideAll =
  (...all: readonly ((api: Api, signal: AbortSignal | undefined) => Promise<Beside>)[]) =>
  async (api: Api, signal: AbortSignal | undefined): Promise<Beside> => {
    const prepared = await Promise.all(all.map((prepare) => prepare(api, signal)));
    return async (rows) => {
      const adding = await Promise.all(prepared.map((beside) => beside(rows)));
      return (row) => Object.assign({}, ...adding.map((add) => add(row)));
    };
  };
