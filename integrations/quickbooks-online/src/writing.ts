import { type Invoice, multiply, type RecordChanges, refuse } from "@opensme/core";
import { idWith } from "./documents.ts";

type Line = NonNullable<Invoice["lines"]>[number];
type Dimensions = Line["dimensions"];

/** Class and department of a line, from what it is analysed by. */
export const dimensionBody = (dimensions: Dimensions, path: string) => {
  const ids = (dimensions ?? []).map(({ dimension }, index) => {
    if (!dimension || !/^(?:class|department):./.test(dimension.id))
      throw refuse(
        `${path}.${index}.dimension`,
        'must be a class or department, whose id begins with "class:" or "department:"',
      );
    return dimension;
  });
  const find = (prefix: string) =>
    idWith(
      prefix,
      ids.find(({ id }) => id.startsWith(`${prefix}:`)),
      path,
    );
  return { ClassRef: find("class"), DepartmentRef: find("department") };
};

/** The department of a document, which its lines can only share. */
const departmentOf = (lines: readonly Line[] | undefined): { value: string } | undefined => {
  const departments = lines?.map(
    ({ dimensions }, index) => dimensionBody(dimensions, `lines.${index}.dimensions`).DepartmentRef,
  );
  const [first, ...others] = departments ?? [];
  const other = others.findIndex((department) => department?.value !== first?.value);
  if (other >= 0)
    throw refuse(`lines.${other + 1}.dimensions`, "must name the department of the first line: a document has one");
  return first;
};

/** What a line comes to, which must always be said. */
export const amountOf = (line: Line, path: string): string => {
  if (line.total !== undefined) return line.total;
  if (line.quantity !== undefined && line.unitPrice !== undefined) return multiply(line.quantity, line.unitPrice);
  throw refuse(`${path}.total`, "is missing, and so is quantity or unitPrice");
};

export const currencyBody = (currency: string | undefined) => (currency ? { value: currency } : undefined);

/** What QuickBooks works out in lines: the account of an item, and the tax; and the name and id of the class or department, which `dimension` is. */
export const ownOfLines = ["lines.account", "lines.tax", "lines.dimensions.value", "lines.dimensions.valueId"] as const;

/** A ref as it is sent. */
export const pointer = (to: { id: string } | undefined) => to && { value: to.id };

/** A customer or vendor as it is sent where it may be either. */
export const partyBody = (contact: { id: string } | undefined, path: string) => {
  if (!contact) return undefined;
  const [, prefix, value] = /^(customer|vendor):(.+)$/.exec(contact.id) ?? [];
  if (!value) throw refuse(path, 'must be a customer or vendor, whose id begins with "customer:" or "vendor:"');
  return { value, type: prefix === "customer" ? "Customer" : "Vendor" };
};

/** How a document ends that becomes void or deleted: by an operation, which takes no fields. */
export const endingBy = (status: string | undefined, operation: "create" | "update", isVoidable = false) => {
  if (status !== "void" && status !== "deleted") return undefined;
  if (operation === "create") throw refuse("status", `cannot be "${status}" from the beginning`);
  if (status === "void" && !isVoidable) throw refuse("status", 'cannot be "void": QuickBooks can only delete it');
  return status === "void" ? ("void" as const) : ("delete" as const);
};

type Written = Pick<
  RecordChanges<"invoice">,
  "version" | "number" | "currency" | "exchangeRate" | "taxInclusive" | "note" | "unmapped"
> & { lines?: readonly Line[] | undefined };

/** A word that was read and has stayed, or else what the field says. */
const kept = (record: Written, field: string): string | undefined => {
  const word = record.unmapped?.[field];
  return typeof word === "string" ? word : undefined;
};

const rateOf = (record: Written): string | undefined => {
  if (record.exchangeRate !== undefined && record.exchangeRate !== "1")
    throw refuse(
      "exchangeRate",
      'must be told as "unmapped.exchangeRate": home units for one of the document, as QuickBooks has it',
    );
  return kept(record, "exchangeRate") ?? record.exchangeRate;
};

export const writeDocument = (record: Written, date: string | undefined) => {
  if (record.taxInclusive) throw refuse("taxInclusive", "must be false: QuickBooks takes line amounts without tax");
  return {
    SyncToken: record.version,
    DocNumber: record.number,
    TxnDate: date,
    CurrencyRef: currencyBody(record.currency),
    ExchangeRate: rateOf(record),
    GlobalTaxCalculation:
      record.taxInclusive === undefined ? undefined : (kept(record, "taxInclusive") ?? "TaxExcluded"),
    DepartmentRef: departmentOf(record.lines),
    PrivateNote: record.note,
  };
};
