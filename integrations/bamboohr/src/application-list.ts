import { cursor, type Listing, listing, mapRows, row, single } from "@opensme/core";
import * as z from "zod";
import { after } from "./wire.ts";

const Page = row({ nextPageUrl: z.string(), paginationComplete: z.boolean() }).extend({
  applications: z.array(z.unknown()),
});

/**
 * https://documentation.bamboohr.com/reference/get-applications, from the oldest on, so that what comes meanwhile comes last. Pages are told by number alone: what is
 * deleted meanwhile pulls others over the edge of a page, so that absence proves nothing.
 */
export const applicationList: Listing = listing({
  path: "/applicant_tracking/applications",
  query: { sortBy: "created_date", sortOrder: "ASC" },
  page: Page,
  items: ({ applications }) => applications,
  paging: cursor({ parameter: "page" }),
  // An address, with or without its host.
  token: ({ applications, nextPageUrl }) => after(applications, /[?&]page=(\d+)/.exec(nextPageUrl ?? "")?.[1]),
  deletes: "never",
});

const Detail = z.looseObject({ applicant: z.looseObject({}).optional() });

/** https://documentation.bamboohr.com/reference/get-application-details, without what is sensitive unless it is to be fetched: there is no asking for less. */
export const oneApplication = (id: string): Listing => {
  const one = listing({
    path: `/applicant_tracking/applications/${encodeURIComponent(id)}`,
    page: Detail,
    items: (application) => [application],
    paging: single(),
    deletes: "never",
  });
  return mapRows(one, (rows, { sensitive }) =>
    sensitive
      ? rows
      : rows.map((application) => {
          const {
            desiredSalary: _,
            questionsAndAnswers: __,
            applicationReferences: ___,
            applicant,
            ...rest
          } = Detail.parse(application);
          const { address: ____, ...person } = applicant ?? {};
          return { ...rest, applicant: person };
        }),
  );
};

export const fullName = (person: { firstName?: string | null | undefined; lastName?: string | null | undefined }) =>
  [person.firstName, person.lastName].filter(Boolean).join(" ") || undefined;
