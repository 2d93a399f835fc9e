import { type Listing, required, resource, row } from "@opensme/core";
import * as z from "zod";

const Settings = row({
  retailer: required(z.string()),
  ManagerCustomerByBranch: z.boolean(),
  AllowOrderWhenOutStock: z.boolean(),
  AllowSellWhenOrderOutStock: z.boolean(),
  AllowSellWhenOutStock: z.boolean(),
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
    baseCurrency: "VND",
    country: "VN",
    timeZone: "Asia/Ho_Chi_Minh",
    url: `https://${retailer}.kiotviet.vn`,
    custom: {
      ManagerCustomerByBranch: flags.ManagerCustomerByBranch,
      AllowOrderWhenOutStock: flags.AllowOrderWhenOutStock,
      AllowSellWhenOrderOutStock: flags.AllowSellWhenOrderOutStock,
      AllowSellWhenOutStock: flags.AllowSellWhenOutStock,
    },
  }),
  list: settings,
});
