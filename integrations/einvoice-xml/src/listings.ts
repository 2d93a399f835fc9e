import { inFiles, type Listing } from "@opensme/core";
import { type Head, headOf, isNotice, sideOf } from "./document.ts";
import { partiesOf, partyKey, type Role, type Survey, survey } from "./survey.ts";

type Side = "sale" | "purchase";

/** The invoices in the files that are wanted, once each, with what became of them, and with the company's tax code where that is asked for. Outside a connection an invoice may be of either side. */
export const invoicesIn = (
  isWanted: (head: Head, isOf: (side: Side) => boolean) => boolean,
  { withCompany = false }: { withCompany?: boolean } = {},
): Listing =>
  inFiles<Survey>({
    survey,
    rows: ({ content, place }, known, config) => {
      const head = headOf(content);
      // What is no invoice is for the schema to reject.
      if (!head) return isNotice(content) ? [] : [content];
      const side = config && sideOf(head.seller.MST, head.buyer.MST, config["taxCode"]);
      if (!isWanted(head, (each) => !config || side === each)) return [];
      if (known && known.copies.get(head.id)?.place !== place) return [];
      const notice = known?.notices.get(head.id);
      const fate = {
        followedBy: known?.followed.get(head.id)?.related,
        cancelledBy: notice?.isAccepted === false ? undefined : notice?.item,
        company: withCompany ? config?.["taxCode"] : undefined,
      };
      return [{ ...(content as object), ...Object.fromEntries(Object.entries(fate).filter(([, value]) => value)) }];
    },
  });

/** The form of slips for goods that are only moved: nothing is sold by them. */
const transferSlip = "6";

/** The invoices of one side; `credits` are those that come to less than nothing, as adjustments do that take something back. */
export const booked = (side: Side, kind: "debts" | "credits"): Listing =>
  invoicesIn(({ form, isCredit }, isOf) => isOf(side) && isCredit === (kind === "credits") && form !== transferSlip);

/** Parties in the files, each as the latest invoice that names it writes it. */
export const partiesIn = (role: Role): Listing =>
  inFiles<Survey>({
    survey,
    rows: ({ content, place }, known, config) => {
      const head = headOf(content);
      if (!head) return [];
      return partiesOf(content, head, config).flatMap((party) =>
        party.role === role && (!known || known.latest.get(partyKey(party))?.place === place) ? [party.row] : [],
      );
    },
  });
