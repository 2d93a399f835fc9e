import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { ownId, xeroList } from "./wire.ts";

const status = codec.choice({ ACTIVE: "active", ARCHIVED: "archived", DELETED: "deleted" });

const TrackingCategory = row({
  TrackingCategoryID: required(ownId),
  Name: z.string(),
  Status: status,
  Options: z.array(row({ ...fields(z.string(), "TrackingOptionID", "Name"), Status: status })),
});

export const dimensions = resource({ entity: "dimension", raw: TrackingCategory }).define({
  id: (category) => category.TrackingCategoryID,
  read: (category) => ({
    name: category.Name || category.TrackingCategoryID,
    values: category.Options?.map((option) => ({
      name: option.Name || option.TrackingOptionID || "",
      id: option.TrackingOptionID,
      status: option.Status,
    })),
    status: category.Status,
  }),
  list: xeroList({
    name: "TrackingCategories",
    query: { includeArchived: true },
    incremental: false,
    deletes: "absent",
  }),
  scopes: { read: ["accounting.settings.read"] },
});
