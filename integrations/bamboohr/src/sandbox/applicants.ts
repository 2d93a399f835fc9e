import type { Company } from "@opensme/testing";
import { stamp } from "./wire.ts";

interface Labelled {
  id: number | null;
  label: string;
}

export interface Opening {
  id: number;
  title: Labelled;
  postedDate: string;
  location: (Labelled & { address: object }) | null;
  department: Labelled | null;
  status: Labelled;
  hiringLead: object | null;
}

export interface Applied {
  id: number;
  appliedDate: string;
  statusId: number;
  dateChanged: string;
  openingId: number;
  applicant: { id: number; firstName: string; lastName: string; email: string; phoneNumber: string };
}

/** https://documentation.bamboohr.com/reference/get-statuses; those without a code are the company's own. */
export const statuses = [
  { id: 1, code: "NEW", name: "New" },
  { id: 2, code: "REVIEWED", name: "Reviewed" },
  { id: 6, code: "INTERVIEWED", name: "Interviewed" },
  { id: 9, code: "NOTAFIT", name: "Not a Fit" },
  { id: 15, code: "HIRED", name: "Hired" },
  { id: 41, code: null, name: "Thử pha chế" },
];

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
