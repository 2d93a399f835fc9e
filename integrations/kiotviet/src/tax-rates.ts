import { codec, listing, required, resource, row, single } from "@opensme/core";
import * as z from "zod";

const Tax = row({
  taxId: required(codec.ownId),
  taxName: z.string(),
  // Nothing where goods are not taxed (KCT) or the tax is not declared (KKKNT).
  value: codec.decimal,
  // "Khấu trừ" (deducted) or "Trực tiếp" (direct).
  type: z.string(),
});

/** The taxes that KiotViet knows, the same for every shop. Section 2.27 of the manual. */
export const taxRates = resource({ entity: "taxRate", raw: Tax }).define({
  id: (tax) => tax.taxId,
  read: (tax) => ({ name: tax.taxName || tax.taxId, rate: tax.value, kind: tax.type }),
  list: listing({
    path: "/tax/detail",
    page: z.looseObject({ data: z.array(z.unknown()) }),
    items: (page) => page.data,
    paging: single(),
    deletes: "absent",
  }),
});
