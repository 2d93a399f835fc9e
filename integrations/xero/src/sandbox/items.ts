import { HttpResponse, http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { type Handler, listHandlers } from "./lists.ts";
import type { Books, Item, ItemDetails } from "./records.ts";
import { api, guid, msDate } from "./wire.ts";
import { type Written, writeHandlers } from "./writing.ts";

const Details = z.looseObject({
  UnitPrice: z.number().optional(),
  AccountCode: z.string().optional(),
  COGSAccountCode: z.string().optional(),
  TaxType: z.string().optional(),
});

const Sent = z.looseObject({
  Code: z.string().optional(),
  Name: z.string().optional(),
  Description: z.string().optional(),
  PurchaseDescription: z.string().optional(),
  SalesDetails: Details.optional(),
  PurchaseDetails: Details.optional(),
  InventoryAssetAccountCode: z.string().optional(),
  IsSold: z.boolean().optional(),
  IsPurchased: z.boolean().optional(),
});

/** A member that holds nothing is left out of answers. */
const kept = (members: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== ""));

const isTracked = ({ assetAccount, purchases }: Item): boolean => Boolean(assetAccount && purchases.COGSAccountCode);

const itemRow = (_: Books, item: Item) => ({
  ItemID: item.id,
  Code: item.code,
  ...kept({
    Name: item.name,
    Description: item.description,
    PurchaseDescription: item.purchaseDescription,
    InventoryAssetAccountCode: item.assetAccount,
  }),
  UpdatedDateUTC: msDate(item.updated),
  PurchaseDetails: kept({ ...item.purchases }),
  SalesDetails: kept({ ...item.sales }),
  IsTrackedAsInventory: isTracked(item),
  ...(isTracked(item) ? { TotalCostPool: 0, QuantityOnHand: 0 } : {}),
  IsSold: item.isSold,
  IsPurchased: item.isPurchased,
});

const problems = (books: Books, sent: z.output<typeof Sent>, item: Item): string[] => {
  const messages: string[] = [];
  const others = [...books.items.all().values()].filter(({ id }) => id !== item.id);
  if (!sent.Code) messages.push("Price List Item Code must be supplied");
  else if (sent.Code.length > 30) messages.push("Price List Item Code must not be more than 30 characters long");
  else if (others.some(({ code }) => code === sent.Code))
    messages.push(`Price List Item with Code '${sent.Code}' already exists`);
  if ((sent.Name ?? "").length > 50) messages.push("Price List Item Name must not be more than 50 characters long");
  const accounts = new Map([...books.accounts.all().values()].map((account) => [account.code, account]));
  for (const { AccountCode, COGSAccountCode, TaxType } of [item.sales, item.purchases]) {
    for (const code of [AccountCode, COGSAccountCode])
      if (code && !accounts.has(code)) messages.push(`Account code '${code}' is not a valid code`);
    if (TaxType && !books.taxRates.all().has(TaxType)) messages.push(`The TaxType code '${TaxType}' does not exist`);
  }
  if (item.assetAccount && accounts.get(item.assetAccount)?.type !== "INVENTORY")
    messages.push("The InventoryAssetAccountCode must be of an account of type INVENTORY");
  if (item.assetAccount && !item.purchases.COGSAccountCode)
    messages.push("The COGSAccountCode is required for a tracked item");
  return messages;
};

/** What is said of a side over what was there; a side that is not in use has neither prices nor accounts. */
const detailsOf = (isUsed: boolean, present: ItemDetails | undefined, sent: ItemDetails | undefined): ItemDetails =>
  isUsed ? { ...present, ...sent } : {};

const writer = (kit: SandboxKit) => {
  // No id comes back: items are deleted too.
  let made = 0;
  return (books: Books, body: Record<string, unknown>, id: string | undefined): Written<Item> => {
    const parsed = Sent.safeParse(body);
    if (!parsed.success) return { messages: parsed.error.issues.map(({ path }) => `${path.join(".")} is not valid`) };
    const sent = parsed.data;
    const present = id === undefined ? undefined : books.items.all().get(id);
    if (!present) made += 1;
    const isSold = sent.IsSold ?? present?.isSold ?? true;
    const isPurchased = sent.IsPurchased ?? present?.isPurchased ?? true;
    const row: Item = {
      id: present?.id ?? guid("item", 900_000 + made),
      updated: kit.now().getTime(),
      code: sent.Code ?? "",
      name: sent.Name ?? present?.name ?? sent.Code,
      description: isSold ? (sent.Description ?? present?.description) : undefined,
      purchaseDescription: isPurchased ? (sent.PurchaseDescription ?? present?.purchaseDescription) : undefined,
      sales: detailsOf(isSold, present?.sales, sent.SalesDetails),
      purchases: detailsOf(isPurchased, present?.purchases, sent.PurchaseDetails),
      assetAccount: sent.InventoryAssetAccountCode ?? present?.assetAccount,
      isSold,
      isPurchased,
    };
    const messages = problems(books, sent, row);
    if (messages.length > 0) return { messages };
    books.items.add(row);
    return { row };
  };
};

export const itemHandlers = (gate: Gate, kit: SandboxKit): Handler[] => {
  const common = { path: "/Items", name: "Items", idName: "ItemID", render: itemRow };
  const shelf = (books: Books) => books.items;
  return [
    ...listHandlers({ ...common, shelf, hasOne: true }, gate),
    ...writeHandlers({ ...common, write: writer(kit), has: (books, id) => shelf(books).all().has(id) }, gate),
    http.delete(`${api}/Items/:id`, ({ request, params }) =>
      gate.enter(request, (books) =>
        shelf(books).all().delete(String(params["id"]).toLowerCase())
          ? new HttpResponse(null, { status: 204, headers: { date: kit.now().toUTCString() } })
          : gate.desk.notFound(),
      ),
    ),
  ];
};
