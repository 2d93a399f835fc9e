import { http, type SandboxKit } from "@opensme/testing";
import { type Applied, statuses } from "./applicants.ts";
import type { Account } from "./state.ts";
import { type Desk, host, stamp } from "./wire.ts";

const pageSize = 50;

const label = (wanted: number) => ({ id: wanted, label: statuses.find(({ id }) => id === wanted)?.name ?? "" });

export const hiringHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => {
  const brief = ({ id, appliedDate, statusId, openingId, applicant }: Applied) => {
    const { phoneNumber: _, ...person } = applicant;
    const title = account().openings.find((opening) => opening.id === openingId)?.title;
    return {
      id,
      appliedDate,
      status: label(statusId),
      rating: null,
      applicant: { ...person, avatar: null, source: null },
      job: { id: openingId, title },
    };
  };
  const applicationsUrl = `${host}/api/v1/applicant_tracking/applications`;

  return [
    http.get(`${host}/api/v1/applicant_tracking/jobs`, ({ request }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const count = (id: number): number => account().applied.filter(({ openingId }) => openingId === id).length;
      return desk.json(
        account().openings.map((opening) => ({
          ...opening,
          newApplicantsCount: 0,
          activeApplicantsCount: count(opening.id),
          totalApplicantsCount: count(opening.id),
          postingUrl: `${host}/jobs/view.php?id=${opening.id}`,
        })),
      );
    }),

    http.get(applicationsUrl, ({ request }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
      const rows = account().applied.toSorted((one, other) => one.appliedDate.localeCompare(other.appliedDate));
      const isLast = page * pageSize >= rows.length;
      return desk.json({
        paginationComplete: isLast,
        nextPageUrl: isLast ? null : `${applicationsUrl}?page=${page + 1}`,
        applications: rows.slice((page - 1) * pageSize, page * pageSize).map(brief),
      });
    }),

    http.get<{ id: string }>(`${applicationsUrl}/:id`, ({ request, params }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const one = account().applied.find(({ id }) => String(id) === params.id);
      if (!one) return desk.refuse(404, "Application not found");
      const { status, applicant, job, ...rest } = brief(one);
      return desk.json({
        ...rest,
        status: { ...status, dateChanged: one.dateChanged, changedByUser: null },
        desiredSalary: "9,000,000 VND",
        questionsAndAnswers: [],
        applicationReferences: null,
        applicant: {
          ...applicant,
          phoneNumber: one.applicant.phoneNumber,
          address: {
            addressLine1: "1 Lê Lợi",
            addressLine2: null,
            city: "Huế",
            state: null,
            zipcode: null,
            country: null,
          },
        },
        job: { ...job, hiringLead: null },
      });
    }),

    http.post<{ id: string }, { status?: unknown }>(`${applicationsUrl}/:id/status`, async ({ request, params }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const one = account().applied.find(({ id }) => String(id) === params.id);
      if (!one) return desk.refuse(404, "Application not found");
      const { status } = await request.json();
      const wanted = statuses.find(({ id }) => id === status);
      if (!wanted) return desk.refuse(400, "Invalid status");
      one.statusId = wanted.id;
      one.dateChanged = stamp(kit.now());
      return desk.json({ type: "positionApplicantStatus", id: 7000 + one.id });
    }),
  ];
};
