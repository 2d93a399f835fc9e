import { type Company, http, type SandboxKit } from "@opensme/testing";
import { type Account, type Applied, type Opening, stamp } from "./state.ts";
import { type Desk, host } from "./wire.ts";

/** https://documentation.bamboohr.com/reference/get-statuses; those without a code are the company's own. */
const statuses = [
  { id: 1, code: "NEW", name: "New" },
  { id: 2, code: "REVIEWED", name: "Reviewed" },
  { id: 6, code: "INTERVIEWED", name: "Interviewed" },
  { id: 9, code: "NOTAFIT", name: "Not a Fit" },
  { id: 15, code: "HIRED", name: "Hired" },
  { id: 41, code: null, name: "Thử pha chế" },
];

const pageSize = 50;

const posts = [
  { id: 21, title: "Nhân viên pha chế", status: "Open", applicants: 52 },
  { id: 22, title: "Thợ rang", status: "Filled", applicants: 6 },
  { id: 23, title: "Kế toán kho", status: "Draft", applicants: 0 },
];

/** Openings and who applied for them. The second opening was applied for by some who had applied for the first. */
export const hiringOf = ({ departments, locations, employees, now }: Company) => {
  const posted = (daysAgo: number): string => stamp(new Date(Date.parse(now) - daysAgo * 86_400_000));
  const openings = posts.map(({ id, title, status }, index): Opening => {
    const [department, location, lead] = [departments[index], locations[index], employees[index]];
    return {
      id,
      title: { id: null, label: title },
      postedDate: posted(60 - index),
      location: location
        ? { id: 18_200 + location.id, label: location.names.people, address: { name: location.names.people } }
        : null,
      department: department ? { id: 18_100 + department.id, label: department.name } : null,
      status: { id: index + 1, label: status },
      hiringLead: lead ? { employeeId: lead.id, firstName: lead.givenName, lastName: lead.familyName } : null,
    };
  });
  const applied = posts.flatMap(({ id: openingId, applicants }) =>
    Array.from({ length: applicants }, (_, number): Applied => {
      const status = statuses[number % statuses.length] ?? statuses[0];
      return {
        id: openingId * 100 + number,
        appliedDate: posted(50 - number / 2),
        statusId: status?.id ?? 1,
        dateChanged: posted(20),
        openingId,
        applicant: {
          id: 900 + number,
          firstName: "Ứng viên",
          lastName: `số ${number + 1}`,
          email: `ung.vien.${number + 1}@example.com`,
          phoneNumber: `09000000${String(number).padStart(2, "0")}`,
        },
      };
    }),
  );
  return { openings, applied };
};

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
