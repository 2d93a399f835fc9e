import { http, type SandboxKit } from "@opensme/testing";
import { fieldOf, isHidden, keptFields } from "./fields.ts";
import { type Account, held, type Person, today } from "./state.ts";
import { type Desk, host, stamp } from "./wire.ts";

const listed = ["firstName", "lastName", "preferredName", "photoUrl", "jobTitleName", "status"];
const optional = [
  ...["workEmail", "homeEmail", "bestEmail", "middleName", "workPhone", "workPhoneExtension", "mobilePhone"],
  ...["homePhone", "skypeUsername", "linkedinUrl", "birthDate", "hireDate", "divisionName", "departmentName"],
  ...["departmentId", "locationName", "locationId", "employmentStatusName", "reportsToName", "reportsToId"],
];

const cursorOf = (person: Person): string =>
  Buffer.from(JSON.stringify({ cursor: `after-${person.id}` })).toString("base64");

const afterOf = (cursor: string): number | undefined => {
  const id = /"cursor":"after-(\d+)"/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  return id === undefined ? undefined : Number(id);
};

const badPage = { error: { code: "BadPage", message: "The page cursor is not valid." } };

/** Sets the fields of a person that a body names, as far as they can be set; undefined, or why not. */
const write = (
  person: Person,
  body: Readonly<Record<string, unknown>>,
  account: Account,
  kit: SandboxKit,
): string | undefined => {
  const given = (field: string): string | undefined =>
    body[field] === undefined ? undefined : String(body[field] ?? "");
  for (const [list, field] of [
    ["departments", "department"],
    ["locations", "location"],
  ] as const) {
    const name = given(field);
    if (name && !account[list].some((option) => option.name === name)) return `Invalid value for field ${field}`;
  }
  const email = given("workEmail");
  const others = [...account.people.values()].filter(({ id }) => id !== person.id);
  if (email && others.some(({ fields }) => fields.get("workEmail") === email)) return "Duplicate email";

  for (const field of keptFields) {
    const value = given(field);
    if (value === "") person.fields.delete(field);
    else if (value !== undefined) person.fields.set(field, value);
  }
  const day = today(kit);
  const current = held(person.jobs, day);
  const job = {
    jobTitle: given("jobTitle") ?? current?.jobTitle ?? null,
    department: given("department") ?? current?.department ?? null,
    division: given("division") ?? current?.division ?? null,
    location: given("location") ?? current?.location ?? null,
  };
  const moved = (["jobTitle", "department", "division", "location"] as const).some(
    (field) => job[field] !== (current?.[field] ?? null),
  );
  if (moved) {
    const id = Math.max(0, ...[...account.people.values()].flatMap(({ jobs }) => jobs.map((row) => row.id))) + 1;
    person.jobs.push({ id, date: day, reportsToId: current?.reportsToId, ...job });
  }
  person.changed = stamp(kit.now());
  return undefined;
};

export const newPerson = (account: Account, kit: SandboxKit): Person => ({
  id: Math.max(0, ...account.people.keys(), ...account.deleted.keys()) + 1,
  fields: new Map(),
  terminationDate: undefined,
  jobs: [],
  statuses: [],
  pays: [],
  inserted: stamp(kit.now()),
  changed: stamp(kit.now()),
});

export const employeeHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => [
  http.get(`${host}/api/v1/employees`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const query = new URL(request.url).searchParams;
    const status = query.get("filter[status]");
    const ids = query.get("filter[ids]")?.split(",");
    const people = [...account().people.values()]
      .filter((person) => !status || fieldOf(person, "status", account(), kit)?.toLowerCase() === status)
      .filter(({ id }) => !ids || ids.includes(String(id)))
      .sort((left, right) => left.id - right.id);

    const limit = Number(query.get("page[limit]") ?? 250);
    if (!Number.isInteger(limit) || limit < 1 || limit > 2500)
      return desk.json({ error: { code: "BadRequest", message: "page[limit] must be from 1 to 2500." } }, 400);
    const cursor = query.get("page[after]");
    const after = cursor === null ? 0 : afterOf(cursor);
    if (after === undefined || (cursor !== null && !people.some(({ id }) => id === after)))
      return desk.json(badPage, 400);

    const asked = (query.get("fields") ?? "").split(",").filter((field) => optional.includes(field));
    const rest = people.filter(({ id }) => id > after);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = last && rest.length > limit ? cursorOf(last) : null;
    return desk.json({
      data: page.map((person) => {
        const fields = [...listed, ...asked];
        const restricted = fields.filter((field) => isHidden(person, field));
        return {
          employeeId: String(person.id),
          ...Object.fromEntries(
            fields.map((field) => [
              field,
              restricted.includes(field) ? null : (fieldOf(person, field, account(), kit) ?? null),
            ]),
          ),
          _restrictedFields: restricted,
        };
      }),
      meta: { total: people.length, page: { limit, nextCursor, prevCursor: null } },
      _links: {
        self: { href: request.url },
        ...(nextCursor
          ? { next: { href: `${host}/api/v1/employees?page%5Bafter%5D=${encodeURIComponent(nextCursor)}` } }
          : {}),
      },
    });
  }),

  http.get(`${host}/api/v1/employees/changed`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const since = Date.parse(new URL(request.url).searchParams.get("since") ?? "");
    if (Number.isNaN(since)) return desk.refuse(400, "The since parameter is missing or invalid");
    const changes = [
      ...[...account().people.values()].map((person) => ({
        id: person.id,
        action: Date.parse(person.inserted) >= since ? "Inserted" : "Updated",
        lastChanged: person.changed,
      })),
      ...[...account().deleted].map(([id, { at }]) => ({ id, action: "Deleted", lastChanged: at })),
    ].filter(({ lastChanged }) => Date.parse(lastChanged) >= since);
    const latest =
      changes
        .map(({ lastChanged }) => lastChanged)
        .sort()
        .at(-1) ?? stamp(new Date(since));
    return desk.json({
      latest,
      employees: Object.fromEntries(changes.map((change) => [change.id, { ...change, id: String(change.id) }])),
    });
  }),

  http.get<{ id: string }>(`${host}/api/v1/employees/:id`, ({ request, params }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const person = account().people.get(Number(params.id));
    if (!person) return desk.refuse(404, "Employee not found");
    const fields = (new URL(request.url).searchParams.get("fields") ?? "firstName,lastName").split(",");
    if (fields.length > 400) return desk.refuse(400, "Too many fields");
    const values = fields
      .filter((field) => !isHidden(person, field))
      .map((field) => [field, fieldOf(person, field, account(), kit)] as const)
      .filter(([, value]) => value !== undefined);
    return desk.json({ id: String(person.id), ...Object.fromEntries(values) });
  }),

  http.post<never, Record<string, unknown>>(`${host}/api/v1/employees`, async ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const body = await request.json();
    if (!body["firstName"] || !body["lastName"]) return desk.refuse(400, "First name and last name are required");
    const person = newPerson(account(), kit);
    const problem = write(person, body, account(), kit);
    if (problem) return desk.refuse(409, problem);
    account().people.set(person.id, person);
    return desk.empty(201, { location: `${host}/employees/employee.php?id=${person.id}` });
  }),

  http.post<{ id: string }, Record<string, unknown>>(`${host}/api/v1/employees/:id`, async ({ request, params }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const person = account().people.get(Number(params.id));
    if (!person) return desk.refuse(404, "Employee not found");
    const problem = write(person, await request.json(), account(), kit);
    return problem ? desk.refuse(409, problem) : desk.empty(200);
  }),
];
