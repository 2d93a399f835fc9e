import type { Company } from "@opensme/testing";
import { dealsOf } from "./sales.ts";
import type { Seed } from "./seed.ts";

const kinds = ["calls", "meetings", "emails", "tasks", "notes", "communications"] as const;
type Kind = (typeof kinds)[number];

const later = (moment: string, minutes: number): string =>
  new Date(Date.parse(moment) + minutes * 60_000).toISOString();

const taskStatuses = ["NOT_STARTED", "IN_PROGRESS", "COMPLETED"];
const callStatuses = ["COMPLETED", "NO_ANSWER", "MISSED"];

/** What is told of the n-th activity about a deal. */
const propertiesOf = (kind: Kind, n: number, deal: string, at: string): Record<string, string | undefined> => {
  switch (kind) {
    case "calls":
      return {
        hs_call_title: `Gọi về ${deal}`,
        hs_call_body: "Hỏi giờ giao",
        hs_call_direction: n % 2 === 0 ? "OUTBOUND" : "INBOUND",
        hs_call_status: callStatuses[n % 3],
        hs_call_duration: String(30_000 + n * 500),
      };
    case "meetings":
      return {
        hs_meeting_title: `Thử cà phê: ${deal}`,
        hs_meeting_outcome: n % 2 === 0 ? "COMPLETED" : "SCHEDULED",
        hs_meeting_start_time: at,
        hs_meeting_end_time: later(at, 45),
        hs_meeting_location: "Xưởng rang",
      };
    case "emails":
      return {
        hs_email_subject: `Báo giá ${deal}`,
        hs_email_text: "Kính gửi anh chị, báo giá như trên.",
        hs_email_direction: n % 3 === 0 ? "INCOMING_EMAIL" : "EMAIL",
        hs_email_status: n % 3 === 0 ? undefined : "SENT",
      };
    case "tasks":
      return {
        hs_task_subject: `Chuẩn bị ${deal}`,
        hs_task_status: taskStatuses[n % 3],
        hs_task_priority: n % 2 === 0 ? "HIGH" : "NONE",
        hs_task_type: "TODO",
        hs_task_completion_date: n % 3 === 2 ? at : undefined,
      };
    case "communications":
      return {
        hs_communication_channel_type: n % 2 === 0 ? "SMS" : "WHATS_APP",
        hs_communication_logged_from: "CRM",
        hs_communication_body: `Giao ${deal} lúc 7 giờ nhé`,
      };
    case "notes":
      return { hs_note_body: `<p>Khách thích rang đậm (${deal})</p>` };
  }
};

/** One activity about each deal, of a kind that changes from deal to deal. */
export const activitiesOf = (company: Company, kind: Kind): Seed[] =>
  dealsOf(company).flatMap((deal, index) => {
    if (kinds[index % kinds.length] !== kind) return [];
    const at = later(deal.createdAt, 20);
    return [
      {
        n: deal.n,
        createdAt: deal.createdAt,
        updatedAt: deal.updatedAt,
        links: { ...deal.links, deals: [deal.n] },
        properties: {
          hs_timestamp: at,
          hubspot_owner_id: deal.properties["hubspot_owner_id"],
          ...propertiesOf(kind, deal.n, deal.properties["dealname"] ?? "", at),
        },
      },
    ];
  });
