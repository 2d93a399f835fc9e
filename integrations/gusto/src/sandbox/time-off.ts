import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { type Account, hours, type Person, type TimeOff } from "./state.ts";
import { cannot, companyId, type Desk, host, notFound, uuid, versioned, wrong } from "./wire.ts";

const Body = z.object({
  employee_uuid: z.string().optional(),
  policy_uuid: z.string().optional(),
  start_date: z.string().optional(),
  end_date: z.string().optional(),
  days: z.record(z.iso.date(), z.string().regex(/^\d+(\.\d+)?$/)).optional(),
  employee_note: z.string().optional(),
  employer_note: z.string().optional(),
});

const Balances = z.object({
  employees: z.array(z.object({ uuid: z.string(), balance: z.string().regex(/^-?\d+(\.\d+)?$/) })),
});

const Policy = z.object({
  name: z.string().min(1),
  policy_type: z.enum(["vacation", "sick"]),
  accrual_method: z.string(),
});

const named = (person: Person | undefined) =>
  person && { uuid: person.uuid, full_name: `${person.fields.first_name} ${person.fields.last_name}` };

const threeDecimals = (days: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(days).map(([day, amount]) => [day, Number(amount).toFixed(3)]));

const policyOf = (policy: Account["policies"][number], account: Account) =>
  versioned({
    uuid: policy.uuid,
    company_uuid: companyId,
    name: policy.name,
    policy_type: policy.policy_type,
    accrual_method: policy.accrual_method,
    accrual_rate: null,
    accrual_rate_unit: null,
    paid_out_on_termination: false,
    accrual_waiting_period_days: null,
    carryover_limit_hours: null,
    max_accrual_hours_per_year: null,
    max_hours: null,
    policy_reset_date: "01-01",
    complete: true,
    is_active: policy.is_active,
    employees: account.balances
      .filter(({ policyUuid }) => policyUuid === policy.uuid)
      .map(({ personUuid, balance }) => ({ uuid: personUuid, balance: (balance * 8).toFixed(1) })),
  });

export const timeOffHandlers = (account: () => Account, _: SandboxKit, desk: Desk) => {
  const row = (request: TimeOff) => {
    const person = named(account().people.get(request.personUuid));
    return {
      uuid: request.uuid,
      status: request.status,
      employee_note: request.employeeNote,
      employer_note: request.employerNote,
      days: request.days,
      policy_type: account().policies.find((policy) => policy.uuid === request.policyUuid)?.policy_type ?? null,
      policy_uuid: request.policyUuid,
      employee: person,
      initiator: person,
      approver: named(account().people.get(request.approverUuid ?? "")) ?? null,
    };
  };
  const startOf = ({ days }: TimeOff): string => Object.keys(days).sort()[0] ?? "";

  const create = (status: "pending" | "approved") => async (request: Request) => {
    const parsed = Body.safeParse(await request.json());
    if (!parsed.success) return desk.fail(422, wrong("days", "Days must be hours by date"));
    const { employee_uuid = "", policy_uuid = "", start_date, end_date, days } = parsed.data;
    if (!account().people.has(employee_uuid)) return desk.fail(404, notFound);
    if (!account().policies.some((policy) => policy.uuid === policy_uuid)) return desk.fail(404, notFound);
    if (!start_date || !end_date || !days) return desk.fail(422, wrong("days", "Dates and days are required"));
    const made: TimeOff = {
      uuid: uuid("request", 5000 + account().requests.size),
      personUuid: employee_uuid,
      policyUuid: policy_uuid,
      status,
      days: threeDecimals(days),
      employeeNote: parsed.data.employee_note ?? null,
      employerNote: parsed.data.employer_note ?? null,
      approverUuid: status === "approved" ? uuid("employee", 1) : null,
    };
    account().requests.set(made.uuid, made);
    return desk.json(row(made), 201);
  };

  return [
    http.get(`${host}/v1/companies/:company/time_off_policies`, ({ request }) =>
      desk.enter(request, () => desk.json(account().policies.map((policy) => policyOf(policy, account())))),
    ),
    http.get<{ id: string }>(`${host}/v1/time_off_policies/:id`, ({ request, params }) =>
      desk.one(
        request,
        account().policies.find((each) => each.uuid === params.id),
        (policy) => desk.json(policyOf(policy, account())),
      ),
    ),
    http.post(`${host}/v1/companies/:company/time_off_policies`, ({ request }) =>
      desk.enter(request, async () => {
        const { data, error } = Policy.safeParse(await request.json());
        if (error) return desk.misfit(error);
        const made = { ...data, uuid: uuid("policy", 50 + account().policies.length), is_active: true };
        account().policies.push(made);
        return desk.json(policyOf(made, account()), 201);
      }),
    ),
    http.put<{ id: string }>(`${host}/v1/time_off_policies/:id`, ({ request, params }) =>
      desk.one(
        request,
        account().policies.find((each) => each.uuid === params.id),
        (policy) =>
          desk.change(request, policyOf(policy, account()).version, Policy, (changes) =>
            policyOf(Object.assign(policy, changes), account()),
          ),
      ),
    ),
    http.put<{ id: string }>(`${host}/v1/time_off_policies/:id/deactivate`, ({ request, params }) =>
      desk.one(
        request,
        account().policies.find((each) => each.uuid === params.id),
        (policy) => desk.json(policyOf(Object.assign(policy, { is_active: false }), account())),
      ),
    ),
    http.put<{ id: string }>(`${host}/v1/time_off_policies/:id/balance`, ({ request, params }) =>
      desk.one(
        request,
        account().policies.find((each) => each.uuid === params.id),
        async (policy) => {
          const { data, error } = Balances.safeParse(await request.json());
          if (error) return desk.misfit(error);
          for (const { uuid: personUuid, balance } of data.employees) {
            const found = account().balances.find(
              (each) => each.personUuid === personUuid && each.policyUuid === policy.uuid,
            );
            if (!found) return desk.fail(404, notFound);
            found.balance = Number(balance) / 8;
          }
          return desk.json(policyOf(policy, account()));
        },
      ),
    ),
    http.get(`${host}/v1/companies/:company/time_off/balances`, ({ request }) =>
      desk.enter(request, () => {
        const people = [...account().people.values()].map((person) => ({
          employee_uuid: person.uuid,
          balances: account()
            .balances.filter(({ personUuid }) => personUuid === person.uuid)
            .map(({ policyUuid, balance, used }) => ({
              policy_uuid: policyUuid,
              balance_hours: (balance * 8).toFixed(1),
              accrued_hours: ((balance + used) * 8).toFixed(1),
              used_hours: (used * 8).toFixed(1),
              pending_hours: null,
            })),
        }));
        return desk.list(request, people, true);
      }),
    ),
    http.get(`${host}/v1/companies/:company/time_off/requests`, ({ request }) =>
      desk.enter(request, () => {
        const sign = new URL(request.url).searchParams.get("sort_order") === "asc" ? 1 : -1;
        const sorted = [...account().requests.values()].sort(
          (one, other) => sign * startOf(one).localeCompare(startOf(other)) || one.uuid.localeCompare(other.uuid),
        );
        return desk.list(request, sorted.map(row), true);
      }),
    ),
    http.post(`${host}/v1/companies/:company/time_off/requests`, ({ request }) =>
      desk.enter(request, () => create("pending")(request)),
    ),
    http.post(`${host}/v1/companies/:company/time_off/admin_approved_requests`, ({ request }) =>
      desk.enter(request, () => create("approved")(request)),
    ),
    http.get<{ id: string }>(`${host}/v1/time_off/requests/:id`, ({ request, params }) =>
      desk.one(request, account().requests.get(params.id), (found) => desk.json(row(found))),
    ),
    http.delete<{ id: string }>(`${host}/v1/time_off/requests/:id`, ({ request, params }) =>
      desk.one(request, account().requests.get(params.id), (found) => {
        if (found.status === "consumed") return desk.fail(422, cannot("Cannot delete this request."));
        account().requests.delete(found.uuid);
        return desk.json(undefined, 204);
      }),
    ),
    http.put<{ id: string }>(`${host}/v1/time_off/requests/:id/approve`, ({ request, params }) =>
      desk.one(request, account().requests.get(params.id), async (found) => {
        if (found.status !== "pending" && found.status !== "approved")
          return desk.fail(422, cannot("Cannot approve this request."));
        const { days, employer_note } = Body.parse(await request.json());
        if (found.status === "pending") found.approverUuid = uuid("employee", 1);
        found.status = "approved";
        if (days) found.days = threeDecimals(days);
        if (employer_note !== undefined) found.employerNote = employer_note;
        return desk.json(row(found));
      }),
    ),
    http.put<{ id: string }>(`${host}/v1/time_off/requests/:id/decline`, ({ request, params }) =>
      desk.one(request, account().requests.get(params.id), async (found) => {
        if (found.status === "consumed") return desk.fail(422, cannot("Cannot decline this request."));
        const { employer_note } = Body.parse(await request.json());
        if (!employer_note) return desk.fail(422, wrong("employer_note", "Employer note is required"));
        Object.assign(found, { status: "declined", employerNote: employer_note });
        return desk.json(row(found));
      }),
    ),
  ];
};

/** One more request, as somebody would make it. */
export const newRequest = (account: Account): TimeOff => {
  const [person] = account.people.values();
  const [policy] = account.policies;
  return {
    uuid: uuid("request", 7000 + account.requests.size),
    personUuid: person?.uuid ?? "",
    policyUuid: policy?.uuid ?? "",
    status: "pending",
    days: { "2026-12-24": hours(1) },
    employeeNote: null,
    employerNote: null,
    approverUuid: null,
  };
};
