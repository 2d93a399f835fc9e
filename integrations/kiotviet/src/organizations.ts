import { fields, listing, mapRows, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { currency } from "./wire.ts";

const Settings = row({
  retailer: required(z.string()),
  ...fields(z.boolean(), "ManagerCustomerByBranch", "AllowOrderWhenOutStock"),
  ...fields(z.boolean(), "AllowSellWhenOrderOutStock", "AllowSellWhenOutStock"),
});

const settings = listing({
  path: "/settings",
  page: z.looseObject({}),
  items: (page) => [page],
  paging: single(),
  deletes: "never",
});

/** KiotViet tells its settings and not the shop's name: the retailer of the connection, its sub-domain, is what people know it by. */
export const organizations = resource({ entity: "organization", raw: Settings }).define({
  id: ({ retailer }) => retailer,
  read: ({ retailer, ...flags }) => ({
    name: retailer,
    baseCurrency: currency,
    country: "VN",
    timeZone: "Asia/Ho_Chi_Minh",
    url: `https://${retailer}.kiotviet.vn`,
    custom: flags,
  }),
  list: mapRows(settings, (rows, { config: { retailer } }) =>
    rows.map((row) => ({ ...z.looseObject({}).parse(row), retailer })),
  ),
});
