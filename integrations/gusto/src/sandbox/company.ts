import { http, type SandboxKit } from "@opensme/testing";
import type { Account } from "./state.ts";
import { access, cannot, companyId, type Desk, host, notFound, uuid, versioned } from "./wire.ts";

/** What the company has let the app do. */
const scope = [
  "public",
  "companies:read",
  "departments:read",
  "employees:read",
  "employees:manage",
  "employees:write",
  "compensations:read",
  "jobs:read",
  "payrolls:read",
  "time_off_policies:read",
  "time_off_requests:read",
  "time_off_requests:write",
  "time_off_requests:manage",
].join(" ");

const hourlyRates = ["Regular", "Overtime", "Double overtime"].map((name, index) => ({
  uuid: uuid("field", 10 + index),
  name,
  multiple: [1, 1.5, 2][index],
}));

const placeOf = ({ street_1, street_2, city }: { street_1: string; street_2: string | null; city: string }) => ({
  street_1,
  street_2,
  city,
  state: "HCM",
  zip: "70000",
  country: "VNM",
});

const locationOf = (place: Account["locations"][number]) =>
  versioned({
    uuid: place.uuid,
    company_uuid: companyId,
    phone_number: place.phone_number,
    ...placeOf(place),
    mailing_address: false,
    filing_address: false,
    created_at: place.created_at,
    updated_at: place.updated_at,
    active: true,
  });

const departmentOf = ({ uuid: id, title }: { uuid: string; title: string }, account: Account) =>
  versioned({
    uuid: id,
    company_uuid: companyId,
    title,
    employees: [...account.people.values()]
      .filter(({ departmentUuid }) => departmentUuid === id)
      .map((person) => ({ uuid: person.uuid })),
    contractors: [],
  });

export const companyHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => [
  http.post(`${host}/oauth/token`, async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    if (form.get("client_id") !== access.clientId || form.get("client_secret") !== access.clientSecret)
      return desk.json({ error: "invalid_client" }, 401);
    const tokens = kit.tokens.redeem(form.get("refresh_token") ?? "", { lifetime: 7200 });
    if (!tokens) return desk.json({ error: "invalid_grant" }, 400);
    return desk.json({
      access_token: tokens.accessToken,
      token_type: "Bearer",
      expires_in: tokens.expiresIn,
      refresh_token: tokens.refreshToken,
      scope,
      created_at: Math.floor(kit.now().getTime() / 1000),
    });
  }),

  http.get(`${host}/v1/token_info`, ({ request }) =>
    desk.enter(request, () =>
      desk.json({
        scope,
        resource: { type: "Company", uuid: companyId },
        resource_owner: { type: "CompanyAdmin", uuid: uuid("admin", 1) },
      }),
    ),
  ),

  http.get(`${host}/v1/companies/:company`, ({ request }) =>
    desk.enter(request, () => {
      const { legalName, tradeName } = kit.company;
      return desk.json({
        uuid: companyId,
        name: legalName,
        trade_name: tradeName,
        slug: "may-mau",
        ein: "00-0000001",
        entity_type: "LLC",
        tier: "plus",
        is_suspended: false,
        company_status: "Approved",
        is_partner_managed: false,
        pay_schedule_type: "single",
        join_date: kit.company.from,
        funding_type: "ach",
        contractor_only: false,
        locations: account().locations.map((place) => ({ ...placeOf(place), active: true })),
        compensations: {
          hourly: hourlyRates,
          fixed: [{ uuid: uuid("field", 20), name: "Bonus" }],
          paid_time_off: [{ uuid: uuid("field", 30), name: "Vacation Hours" }],
        },
      });
    }),
  ),

  http.get(`${host}/v1/companies/:company/locations`, ({ request }) =>
    desk.enter(request, () => desk.list(request, account().locations.map(locationOf))),
  ),
  http.get<{ id: string }>(`${host}/v1/locations/:id`, ({ request, params }) =>
    desk.enter(request, () => {
      const place = account().locations.find((each) => each.uuid === params.id);
      return place ? desk.json(locationOf(place)) : desk.fail(404, notFound);
    }),
  ),

  http.get(`${host}/v1/companies/:company/departments`, ({ request }) =>
    desk.enter(request, () =>
      desk.json([...account().departments.values()].map((each) => departmentOf(each, account()))),
    ),
  ),
  http.get<{ id: string }>(`${host}/v1/departments/:id`, ({ request, params }) =>
    desk.enter(request, () => {
      const department = account().departments.get(params.id);
      return department ? desk.json(departmentOf(department, account())) : desk.fail(404, notFound);
    }),
  ),
  http.delete<{ id: string }>(`${host}/v1/departments/:id`, ({ request, params }) =>
    desk.enter(request, () => {
      const department = account().departments.get(params.id);
      if (!department) return desk.fail(404, notFound);
      if (departmentOf(department, account()).employees.length > 0)
        return desk.fail(422, cannot("Department has active members."));
      account().departments.delete(params.id);
      return desk.json(undefined, 204);
    }),
  ),
];
