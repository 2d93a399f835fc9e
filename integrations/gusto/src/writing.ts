import { type RecordChanges, refuse } from "@opensme/core";

type Fields = Readonly<Record<string, unknown>>;

/** Whose it is stands in the address of a request, and not in what is sent. */
export const withoutOwner = ({ employee_uuid: _, job_uuid: __, ...body }: Fields): Fields => body;

/** An address that begins with the id of its owner. */
export const ownedBy = (owner: string, id: unknown, parts: string): string =>
  `/v1/${owner}/${encodeURIComponent(String(id))}/${parts}`;

/** Makes what belongs to an employee. */
export const creatingFor = (parts: string) =>
  ({ path: ({ employee_uuid }: Fields) => ownedBy("employees", employee_uuid, parts), wrap: withoutOwner }) as const;

/**
 * Sends what changes, and the version that it changes, which is read first where it is not given; what is not sent stays:
 * https://docs.gusto.com/app-integrations/docs/idempotency
 */
export const changing = (path: (id: string, body: Fields) => string) =>
  ({ path, method: "put", semantics: "merge", needs: ["version"], wrap: withoutOwner }) as const;

/** The person whose entry of the job history it is. A new one must name it; all entries of a resource are of one kind. */
export const personOf = (
  { employee, kind }: RecordChanges<"employment">,
  expected: RecordChanges<"employment">["kind"],
  operation: "create" | "update",
): string | undefined => {
  if (kind !== undefined && kind !== expected) throw refuse("kind", `is not ${expected}, as all of this resource are`);
  if (operation === "create" && !employee?.id) throw refuse("employee", "is missing: whose is it?");
  return employee?.id;
};
