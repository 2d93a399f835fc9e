import { type Api, codec, type Listing, OpenSMEError, type RowPage, required, row } from "@opensme/core";
import * as z from "zod";
import { fieldsFor } from "./employee-fields.ts";
import { changedPeople, people, personId } from "./people.ts";
import { orEmptyList } from "./wire.ts";

/** Where an incremental read was left: behind which person of those changed since a moment. */
const Position = row({ since: required(z.string()), after: z.string(), until: z.string() });

/** One page of changed people. */
const pageSize = 20;

/** Requests on the way at a time; also what the connector allows itself. */
export const concurrent = 4;

/** What an employee's own address answers with. */
const Named = z.object({ id: codec.identifier });

/** One person's row, or why there is none. */
type Answer = { id: string; row: unknown } | { id: string; refusal: OpenSMEError };

const ask = async (id: string, fields: string, api: Api, signal: AbortSignal | undefined): Promise<Answer> => {
  try {
    const { body } = await api.request({ path: `/employees/${encodeURIComponent(id)}`, query: { fields } }, { signal });
    // A row to be rejected would be asked for again only after its next change.
    if (!Named.safeParse(body).success)
      throw new OpenSMEError(
        "What came for an employee is not one. Try again later; if it stays so, look for a newer version of the connector.",
        { code: "mismatch", retryable: true },
      );
    return { id, row: body };
  } catch (error) {
    if (OpenSMEError.is(error) && (error.code === "not_found" || error.code === "permission"))
      return { id, refusal: error };
    throw error;
  }
};

const askAll = async (
  ids: readonly string[],
  fields: string,
  api: Api,
  signal: AbortSignal | undefined,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (let start = 0; start < ids.length; start += concurrent) {
    const some = ids.slice(start, start + concurrent);
    answers.push(...(await Promise.all(some.map((id) => ask(id, fields, api, signal)))));
  }
  return answers;
};

/** Everybody: the list says who there is, `GET /employees/{id}` has most of the fields. Whom the user may list and not open keeps the few fields of the list. */
const readAll = async function* (
  cursor: Parameters<Listing["pages"]>[0]["cursor"],
  api: Api,
  signal: AbortSignal | undefined,
): AsyncGenerator<RowPage> {
  let fields: string | undefined;
  for await (const page of people.pages({ cursor, signal }, api)) {
    fields ??= await fieldsFor(api, signal);
    const listed = new Map(page.rows.map((row) => [personId(row) ?? "", row]));
    const answers = await askAll([...listed.keys()].filter(Boolean), fields, api, signal);
    const rows = [
      ...answers.map((answer) => ("row" in answer ? answer.row : listed.get(answer.id))),
      ...(listed.has("") ? [listed.get("")] : []),
    ];
    yield { ...page, rows };
  }
};

/** Those who changed since a moment, and the ids of those who were deleted. */
const readChanged = async function* (
  position: z.output<typeof Position>,
  api: Api,
  signal: AbortSignal | undefined,
): AsyncGenerator<RowPage> {
  const { changed, deleted, latest } = await changedPeople(position.since, api, signal);
  // A read that is gone on with ends where it was to end when it began: who changed meanwhile comes with the next one.
  const until = position.until ?? latest;
  const ids = changed.filter((id) => Number(id) > Number(position.after ?? 0));
  const fields = ids.length > 0 ? await fieldsFor(api, signal) : "";
  let start = 0;
  do {
    const some = ids.slice(start, start + pageSize);
    const answers = await askAll(some, fields, api, signal);
    const refused = answers.flatMap((answer) =>
      "refusal" in answer && answer.refusal.code === "permission" ? [answer.refusal] : [],
    );
    // The log of changes also names people whom the user behind the key may not see.
    if (refused[0] && refused.length === answers.length) throw refused[0];
    const gone = answers.flatMap((answer) =>
      "refusal" in answer && answer.refusal.code === "not_found" ? [answer.id] : [],
    );
    start += pageSize;
    yield {
      rows: answers.flatMap((answer) => ("row" in answer ? [answer.row] : [])),
      removed: start === pageSize ? [...deleted, ...gone] : gone,
      ...(start < ids.length ? { cursor: { since: position.since, after: some.at(-1), until } } : {}),
      until,
    };
  } while (start < ids.length);
};

const AnyPerson = z.record(z.string(), z.unknown());

const rowsSchemas = [
  // The cursor-paged list, and a page of a dataset.
  z.looseObject({ data: z.array(z.unknown()) }).transform(({ data }) => data),
  // The directory, a report, and a field-based webhook.
  z.looseObject({ employees: z.array(z.unknown()) }).transform(({ employees }) => employees),
  // The log of changes, by id.
  z
    .looseObject({ employees: z.record(z.string(), AnyPerson) })
    .transform(({ employees }) => Object.entries(employees).map(([id, person]) => ({ id, ...person }))),
] as const;

const Wrapped = z.looseObject({ fields: orEmptyList(AnyPerson) });
const Value = z.strictObject({ value: z.unknown() }).transform(({ value }) => value);

/** Field-based webhooks call fields by their English labels unless told otherwise; these are not just the name in words. */
const labelled: Readonly<Record<string, string>> = {
  "employee#": "employeeNumber",
  addressLine1: "address1",
  addressLine2: "address2",
  zipCode: "zipcode",
  "workExt.": "workPhoneExtension",
  reportingTo: "supervisor",
  linkedInURL: "linkedinUrl",
  sSN: "ssn",
};

const named = (field: string): string => {
  if (!/^[A-Z]/.test(field)) return field;
  const name = field.replace(/\s+(.)/g, (_, letter: string) => letter.toUpperCase());
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  return labelled[camel] ?? camel;
};

/** A row of the second version of datasets, and a person in a field-based webhook, wrap the fields; some senders each value too. */
const unwrapped = (row: unknown): unknown => {
  const wrapped = Wrapped.safeParse(row);
  if (!wrapped.success || !("fields" in wrapped.data)) return row;
  const { fields = {}, ...rest } = wrapped.data;
  const values = Object.entries(fields ?? {}).map(([field, given]) => {
    const value = Value.safeParse(given);
    return [named(field), value.success ? value.data : given];
  });
  return { ...rest, ...Object.fromEntries(values) };
};

export const employeeList: Listing = {
  paging: "custom",
  deletes: "reported-and-absent",
  incremental: true,
  // The vendor does not say whether a change in the same second counts.
  overlap: 60,
  pages({ since, cursor, signal }, api) {
    const resumed = Position.safeParse(cursor);
    if (resumed.success) return readChanged(resumed.data, api, signal);
    return since === undefined ? readAll(cursor, api, signal) : readChanged({ since }, api, signal);
  },
  rowsIn(answer) {
    for (const schema of rowsSchemas) {
      const rows = schema.safeParse(answer);
      if (rows.success) return rows.data.map(unwrapped);
    }
    return undefined;
  },
  split: (element) => [unwrapped(element)],
};

/** One person, with the company's own fields where these are asked for. */
export const onePerson = (id: string): Listing => ({
  ...employeeList,
  async *pages({ signal }, api) {
    const fields = await fieldsFor(api, signal);
    const { body } = await api.request({ path: `/employees/${encodeURIComponent(id)}`, query: { fields } }, { signal });
    yield { rows: [body] };
  },
});
