import { codec, fields, listing, ref, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { labelled, orEmptyList } from "./wire.ts";

/** https://documentation.bamboohr.com/reference/get-job-summaries */
const JobOpening = row({
  id: required(codec.identifier),
  ...fields(labelled, "title", "department"),
  status: orEmptyList(
    row({
      label: codec.meanings({
        draft: ["Draft"],
        open: ["Open"],
        "on-hold": ["On Hold"],
        closed: ["Filled", "Canceled", "Deleted"],
      }),
    }),
  ),
  postedDate: codec.instant,
  location: orEmptyList(
    row({ ...fields(codec.identifier, "id", "label"), address: orEmptyList(row({ name: z.string() })) }),
  ),
  hiringLead: orEmptyList(row({ employeeId: codec.otherId })),
  postingUrl: z.string(),
});

export const jobOpenings = resource({ entity: "jobOpening", raw: JobOpening }).define({
  id: (opening) => opening.id,
  read: (opening) => ({
    name: opening.title?.label || opening.id,
    status: opening.status?.label,
    department: ref(opening.department?.id, opening.department?.label),
    location: ref(opening.location?.id, opening.location?.address?.name || opening.location?.label),
    openedAt: opening.postedDate,
    // Some have the name alone, such as Remote. The lead is an employee, where the model has a login.
    unmapped: {
      department: opening.department?.id ? undefined : opening.department?.label,
      location: opening.location?.id ? undefined : opening.location?.label,
      hiringLead: opening.hiringLead?.employeeId,
      postingUrl: opening.postingUrl,
    },
  }),
  // Without a filter all but the deleted ones.
  list: listing({
    path: "/applicant_tracking/jobs",
    page: z.array(z.unknown()),
    paging: single(),
    deletes: "absent",
  }),
  scopes: { read: ["hiring:job_openings"] },
});
