import { fields, type Listing, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { currency } from "./wire.ts";

const Settings = row({
  retailer: required(z.string()),
  ...fields(z.boolean(), "ManagerCustomerByBranch", "AllowOrderWhenOutStock"),
  ...fields(z.boolean(), "AllowSellWhenOrderOutStock", "AllowSellWhenOutStock"),
});

/** KiotViet tells its settings and not the shop's name: the retailer of the connection, its sub-domain, is what people know it by. */
const settings: Listing = {
  paging: "single",
  deletes: "never",
  incremental: false,
  overlap: 0,
  async *pages({ signal }, api) {
    const { body } = await api.request({ path: "/settings" }, { signal });
    yield { rows: [{ ...z.looseObject({}).parse(body), retailer: api.config["retailer"] }] };
  },
  rowsIn: () => undefined,
  split: (element) => [element],
};

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
  list: settings,
});
