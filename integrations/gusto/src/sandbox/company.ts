import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Account, PlaceFields } from "./state.ts";
import { access, cannot, companyId, type Desk, host, uuid, versioned } from "./wire.ts";

/** What the company has let the app do. */
const scope = [
  "public",
  "companies:read",
  "companies:write",
  "departments:read",
  "departments:write",
  "employees:read",
  "employees:manage",
  "employees:write",
  "employments:write",
  "compensations:read",
  "compensations:write",
  "jobs:read",
  "jobs:write",
  "payrolls:read",
  "payrolls:write",
  "payrolls:run",
  "time_off_policies:read",
  "time_off_policies:write",
  "time_off_requests:read",
  "time_off_requests:write",
  "time_off_requests:manage",
].join(" ");

const hourlyRates = ["Regular", "Overtime", "Double overtime"].map((name, index) => ({
  uuid: uuid("field", 10 + index),
  name,
  multiple: [1, 1.5, 2][index],
}));

const placeOf = ({ street_1, street_2, city, state, zip, country }: PlaceFields) => ({
  street_1,
  street_2,
  city,
  state,
  zip,
  country,
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

const DepartmentFields = z.object({ title: z.string().min(1) });
const LocationFields = z.object({
  street_1: z.string().min(1),
  street_2: z.string().nullable().default(null),
  city: z.string().min(1),
  state: z.string().regex(/^[A-Z]{2,3}$/),
  zip: z.string().regex(/^\d{5}(-\d{4})?$/),
  country: z.string().default("USA"),
  phone_number: z.string().regex(/^\d{10}$/),
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
    desk.one(
      request,
      account().locations.find((each) => each.uuid === params.id),
      (place) => desk.json(locationOf(place)),
    ),
  ),
  http.post(`${host}/v1/companies/:company/locations`, ({ request }) =>
    desk.enter(request, async () => {
      const { data, error } = LocationFields.safeParse(await request.json());
      if (error) return desk.misfit(error);
      const created_at = kit.now().toISOString();
      const place = {
        uuid: uuid("location", 500 + account().locations.length),
        ...data,
        created_at,
        updated_at: created_at,
      };
      account().locations.push(place);
      return desk.json(locationOf(place), 201);
    }),
  ),
  http.put<{ id: string }>(`${host}/v1/locations/:id`, ({ request, params }) =>
    desk.one(
      request,
      account().locations.find((each) => each.uuid === params.id),
      (place) =>
        desk.change(request, locationOf(place).version, LocationFields, (fields) =>
          locationOf(Object.assign(place, fields, { updated_at: kit.now().toISOString() })),
        ),
    ),
  ),

  http.get(`${host}/v1/companies/:company/departments`, ({ request }) =>
    desk.enter(request, () =>
      desk.json([...account().departments.values()].map((each) => departmentOf(each, account()))),
    ),
  ),
  http.get<{ id: string }>(`${host}/v1/departments/:id`, ({ request, params }) =>
    desk.one(request, account().departments.get(params.id), (department) =>
      desk.json(departmentOf(department, account())),
    ),
  ),
  http.post(`${host}/v1/companies/:company/departments`, ({ request }) =>
    desk.enter(request, async () => {
      const { data, error } = DepartmentFields.safeParse(await request.json());
      if (error) return desk.misfit(error);
      const department = { uuid: uuid("department", 500 + account().departments.size), ...data };
      account().departments.set(department.uuid, department);
      return desk.json(departmentOf(department, account()), 201);
    }),
  ),
  http.put<{ id: string }>(`${host}/v1/departments/:id`, ({ request, params }) =>
    desk.one(request, account().departments.get(params.id), (department) =>
      desk.change(request, departmentOf(department, account()).version, DepartmentFields, (fields) =>
        departmentOf(Object.assign(department, fields), account()),
      ),
    ),
  ),
  http.delete<{ id: string }>(`${host}/v1/departments/:id`, ({ request, params }) =>
    desk.one(request, account().departments.get(params.id), (department) => {
      if (departmentOf(department, account()).employees.length > 0)
        return desk.fail(422, cannot("Department has active members."));
      account().departments.delete(params.id);
      return desk.json(undefined, 204);
    }),
  ),
];
