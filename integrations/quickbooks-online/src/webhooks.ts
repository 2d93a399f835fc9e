import { codec, required, row, signature, type WebhookEvent, type WebhookRequest, type Webhooks } from "@opensme/core";
import * as z from "zod";

/** HMAC-SHA256 of the body in base64, with the verifier token of the app: https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks */
const verify = signature({ header: "intuit-signature", encoding: "base64" });

/** The resource of an entity, and the prefix of its ids. Names come in lower case in the one form, and in the other as elsewhere. */
const resources: Readonly<Record<string, readonly [resource: string, prefix?: string]>> = {
  account: ["accounts"],
  bill: ["bills"],
  billpayment: ["billPayments", "billPayment:"],
  class: ["classes", "class:"],
  creditmemo: ["creditNotes"],
  customer: ["customers", "customer:"],
  department: ["departments", "department:"],
  deposit: ["deposits"],
  employee: ["employees"],
  invoice: ["invoices"],
  item: ["items"],
  journalentry: ["journalEntries"],
  payment: ["payments"],
  purchase: ["expenses"],
  purchaseorder: ["purchaseOrders"],
  refundreceipt: ["refundReceipts", "refundReceipt:"],
  salesreceipt: ["salesReceipts", "salesReceipt:"],
  timeactivity: ["timeEntries"],
  transfer: ["transfers"],
  vendor: ["vendors", "vendor:"],
  vendorcredit: ["vendorCredits"],
};

/** Since 2026: an array of CloudEvents, which may be of several companies. https://blogs.intuit.com/2025/11/12/upcoming-change-to-webhooks-payload-structure */
const CloudEvents = z.array(
  row({
    type: required(z.string()),
    time: codec.instant,
    intuitentityid: required(codec.identifier),
    intuitaccountid: codec.identifier,
  }),
);

/** The form before, as it was kept. */
const Notifications = z.object({
  eventNotifications: z.array(
    row({
      realmId: codec.identifier,
      dataChangeEvent: z.object({
        entities: z.array(
          row({
            name: required(z.string()),
            id: required(codec.identifier),
            operation: z.string(),
            lastUpdated: codec.instant,
            deletedId: codec.identifier,
          }),
        ),
      }),
    }),
  ),
});

interface Happening {
  entity: string;
  id: string;
  operation: string;
  at: string | null | undefined;
  account: string | null | undefined;
}

/** What is made inactive, voided, merged into another or sent is still there; only a deletion takes it away. */
const eventOf = ({ entity, id, operation, at, account }: Happening): WebhookEvent[] => {
  const [resource, prefix = ""] = resources[entity.toLowerCase()] ?? [];
  if (!resource) return [];
  const type = /^deleted?$/i.test(operation) ? "deleted" : "changed";
  return [{ type, resource, id: `${prefix}${id}`, at: at || undefined, account: account || undefined }];
};

const events = ({ body }: WebhookRequest): WebhookEvent[] => {
  const delivery = z.union([CloudEvents, Notifications]).parse(JSON.parse(body));
  if (Array.isArray(delivery))
    return delivery.flatMap(({ type, time, intuitentityid, intuitaccountid }) => {
      // "qbo.invoice.updated.v1"
      const [, entity = "", operation = ""] = type.split(".");
      return eventOf({ entity, operation, id: intuitentityid, at: time, account: intuitaccountid });
    });
  return delivery.eventNotifications.flatMap(({ realmId: account, dataChangeEvent }) =>
    (dataChangeEvent?.entities ?? []).flatMap(({ name: entity, id, operation, lastUpdated: at, deletedId }) => [
      ...eventOf({ entity, id, operation: operation ?? "", at, account }),
      ...(deletedId ? eventOf({ entity, id: deletedId, operation: "Delete", at, account }) : []),
    ]),
  );
};

export const webhooks: Webhooks = { verify, events };
