import { type Identity, OpenSMEError } from "@opensme/core";
import { headOf, sideOf } from "./document.ts";

/** The company as the first invoice writes it that names its tax code. Files of which none does are those of another company. */
export const identity = async (
  documents: AsyncIterable<unknown>,
  { taxCode }: { taxCode: string },
): Promise<Identity> => {
  let others = 0;
  for await (const document of documents) {
    const head = headOf(document);
    if (!head) continue;
    const side = sideOf(head.seller.MST, head.buyer.MST, taxCode);
    if (side) return { id: taxCode, name: (side === "sale" ? head.seller : head.buyer).Ten ?? undefined };
    others += 1;
  }
  if (others === 0) return { id: taxCode };
  throw new OpenSMEError(
    `E-invoice XML: none of the ${others} invoices in the folder names the tax code ${taxCode}, as seller or as buyer. Check taxCode and folder.`,
    { code: "config", connector: "einvoice-xml" },
  );
};
