import * as z from "zod";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";
import type { Row } from "./table.ts";
import { localDay, retailerId } from "./wire.ts";

/** What is taken of a customer; other members are passed over. */
const Body = z.object({
  code: z.string().nullish(),
  name: z.string().nullish(),
  gender: z.boolean().nullish(),
  birthDate: z.string().nullish(),
  contactNumber: z.string().nullish(),
  subNumber: z.string().nullish(),
  IdentificationNumber: z.string().nullish(),
  address: z.string().nullish(),
  locationName: z.string().nullish(),
  wardName: z.string().nullish(),
  email: z.string().nullish(),
  comments: z.string().nullish(),
});
// The tax code can be set by a change alone.
const Changes = Body.extend({ taxCode: z.string().nullish() });

const numberOf = (prefix: string, number: number): string => `${prefix}${String(number).padStart(6, "0")}`;

const dayOf = (birthDate: string | null | undefined): string | undefined =>
  birthDate ? localDay(birthDate.slice(0, 10)) : undefined;

const checked = (shop: Shop, code: string | null | undefined, id: number): void => {
  if (!code) return;
  const { rows } = shop.customers.page({ offset: 0, size: 1, where: (row) => row["code"] === code && row.id !== id });
  if (rows.length > 0) throw new Refusal("Mã khách hàng đã tồn tại");
};

export const newCustomer = (shop: Shop, body: unknown, time: string): Row => {
  const fields = Body.parse(body);
  if (!fields.name) throw new Refusal("Tên khách hàng không được để trống");
  const id = shop.customers.nextId;
  checked(shop, fields.code, id);
  return {
    id,
    ...fields,
    code: fields.code ?? numberOf("KHM", id - 60_000_000),
    birthDate: dayOf(fields.birthDate),
    retailerId,
    branchId: 10_001,
    debt: 0,
    totalInvoiced: 0,
    totalPoint: 0,
    totalRevenue: 0,
    createdDate: time,
  };
};

/** A change replaces all that can be changed: what is not sent is emptied. */
export const changedCustomer = (shop: Shop, present: Row, body: unknown, time: string): Row => {
  const fields = Changes.parse(body);
  if (!fields.name) throw new Refusal("Tên khách hàng không được để trống");
  checked(shop, fields.code, present.id);
  const empty = Object.fromEntries(Object.keys(Changes.shape).map((member) => [member, undefined]));
  return {
    ...present,
    ...empty,
    ...fields,
    code: fields.code ?? present["code"],
    birthDate: dayOf(fields.birthDate),
    modifiedDate: time,
  };
};
