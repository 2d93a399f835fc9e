import { codec, type Listing, listing, multiply, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { moment, reckoned } from "./wire.ts";

const Stage = row({
  id: codec.identifier,
  label: z.string(),
  displayOrder: codec.wholeNumber,
  metadata: row({ isClosed: codec.flag, probability: reckoned }),
});

const Pipeline = row({
  id: required(codec.ownId),
  label: z.string(),
  displayOrder: codec.wholeNumber,
  stages: z.array(Stage),
  archived: codec.flag,
  createdAt: moment,
  updatedAt: moment,
});

/** A closed stage is won where all of its deals count; stages that HubSpot sets up have no time of their own. */
const outcomeOf = ({ metadata }: z.output<typeof Stage>): "open" | "won" | "lost" | undefined => {
  if (metadata?.isClosed === false) return "open";
  if (!metadata?.isClosed || !metadata.probability) return undefined;
  return metadata.probability === "0" ? "lost" : "won";
};

const readStage = (stage: z.output<typeof Stage>) => {
  const name = stage.label?.trim() || stage.id;
  const probability = stage.metadata?.probability && multiply(stage.metadata.probability, "100");
  return name ? { name, id: stage.id, probability, outcome: outcomeOf(stage) } : undefined;
};

/** What HubSpot writes for what has been there from the start. */
const since = (instant: string | null | undefined) => (instant?.startsWith("1970-01-01") ? undefined : instant);

const statusOf = ({ archived }: z.output<typeof Pipeline>): "active" | "archived" | undefined =>
  typeof archived === "boolean" ? (archived ? "archived" : "active") : undefined;

const readPipeline = (pipeline: z.output<typeof Pipeline>, kind: "deal" | "lead") => ({
  name: pipeline.label?.trim() || pipeline.id,
  kind,
  position: pipeline.displayOrder,
  stages: pipeline.stages?.toSorted((one, other) => (one.displayOrder ?? 0) - (other.displayOrder ?? 0)).map(readStage),
  status: statusOf(pipeline),
  createdAt: since(pipeline.createdAt),
  updatedAt: since(pipeline.updatedAt),
});

const pipelineList = (type: string): Listing =>
  listing({
    path: `/crm/v3/pipelines/${type}`,
    page: z.object({ results: z.array(z.unknown()) }),
    items: ({ results }) => results,
    paging: single(),
    deletes: "absent",
  });

/** https://developers.hubspot.com/docs/guides/api/crm/pipelines */
export const pipelines = resource({ entity: "pipeline", raw: Pipeline }).define({
  id: (pipeline) => pipeline.id,
  read: (pipeline) => readPipeline(pipeline, "deal"),
  list: pipelineList("deals"),
  get: { path: (id) => `/crm/v3/pipelines/deals/${id}` },
  scopes: { read: ["crm.objects.deals.read"] },
});

/** Those of leads may have the ids of those of deals. */
export const leadPipelines = resource({ entity: "pipeline", raw: Pipeline }).define({
  id: (pipeline) => pipeline.id,
  prefix: "lead",
  read: (pipeline) => readPipeline(pipeline, "lead"),
  list: pipelineList("leads"),
  get: { path: (id) => `/crm/v3/pipelines/leads/${id}` },
  scopes: { read: ["crm.objects.leads.read"] },
});
