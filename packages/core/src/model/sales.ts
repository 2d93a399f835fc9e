import { address } from "./common.ts";
import { entity, part, ref } from "./record.ts";
import { currency, decimal, flag, instant, list, localDate, oneOf, text } from "./scalars.ts";

const orderLine = part(
  {},
  {
    id: text("The tool's id of the line"),
    item: ref("item", "What is sold"),
    code: text("Code of the item as printed"),
    description: text("Text of the line"),
    quantity: decimal("How many, in the unit"),
    unit: text("Unit of measure"),
    unitPrice: decimal("Price of one before discount"),
    unitPriceWithTax: decimal("Price of one with tax, where the tool gives both"),
    discount: decimal("Discount of the whole line, as an amount"),
    discountRate: decimal("Discount in percent"),
    taxRate: decimal("Tax in percent"),
    taxName: text("Name of the tax"),
    tax: decimal("Tax of the whole line"),
    total: decimal("What the line comes to, with its discount"),
    isReward: flag("Whether it was given for loyalty points or as a gift"),
    lots: list(
      part(
        {},
        {
          number: text("Lot or serial number"),
          expiresOn: localDate("Expiry date"),
          quantity: decimal("How many of it"),
        },
      ),
      "Lots or serial numbers delivered",
    ),
    note: text("Free text"),
  },
);

const charge = part(
  { amount: decimal("Amount added to the document") },
  {
    id: text("The tool's id of the charge"),
    name: text("Such as delivery fee"),
    rate: decimal("Percent, where it is one"),
  },
);

export const order = entity(
  { entity: "order", plural: "orders" },
  "A sale or an order for one: sales order, point-of-sale receipt, online checkout. Not the legal e-invoice, not the receivable",
  {},
  {
    number: text("Number people know the order by"),
    kind: oneOf(["sale", "order"], "A sale made, or an order still to become one"),
    status: oneOf(["draft", "open", "completed", "cancelled"], "Where the order stands"),
    paymentStatus: oneOf(["unpaid", "partially-paid", "paid", "refunded"], "How far it is paid"),
    fulfillmentStatus: oneOf(
      ["pending", "picking-up", "in-transit", "delivered", "returning", "returned", "cancelled"],
      "How far it is delivered",
    ),
    placedAt: instant("When the sale was made"),
    expectedAt: instant("When delivery is expected"),
    contact: ref("contact", "Customer"),
    contactCode: text("The customer's code as printed"),
    location: ref("location", "Shop or branch"),
    seller: ref("user", "Who sold"),
    channel: text("Sales channel, in the tool's word"),
    channelId: text("The tool's id of the sales channel"),
    sourceOrder: ref("order", "The order that this sale came from"),
    sourceNumber: text("Number of that order, where only it is given"),
    currency: currency("Currency of all amounts"),
    subTotal: decimal("Sum of the lines"),
    discount: decimal("Discount on the whole order, as an amount"),
    discountRate: decimal("Discount on the whole order in percent"),
    tax: decimal("Tax of the whole order"),
    taxInclusive: flag("Whether line prices contain tax"),
    total: decimal("What the customer has to pay"),
    paid: decimal("What has been paid so far"),
    isCashOnDelivery: flag("Whether the carrier collects the money"),
    lines: list(orderLine, "What is sold"),
    charges: list(charge, "What is added: delivery, service"),
    shippingAddress: address,
    buyerTaxId: text("Tax code for the legal invoice"),
    note: text("Free text"),
  },
);

export const fulfillment = entity(
  { entity: "fulfillment", plural: "fulfillments" },
  "A shipment of an order",
  {},
  {
    number: text("Number of the shipment"),
    order: ref("order", "What is shipped"),
    location: ref("location", "Where it leaves from"),
    status: oneOf(
      ["pending", "picking-up", "in-transit", "delivered", "returning", "returned", "cancelled"],
      "Where the shipment stands",
    ),
    carrier: text("Carrier, as the tool names it"),
    carrierCode: text("The carrier's code"),
    service: text("Carrier's service, in the tool's word"),
    trackingNumber: text("Tracking number"),
    recipient: text("Who receives"),
    phone: text("Telephone of who receives"),
    address,
    currency: currency("Currency of all amounts"),
    fee: decimal("Delivery fee"),
    cashOnDelivery: decimal("What the carrier collects"),
    isCashOnDelivery: flag("Whether the carrier collects the money"),
    weight: decimal("Weight of the parcel in grams"),
    length: decimal("Length of the parcel in centimetres"),
    width: decimal("Width of the parcel in centimetres"),
    height: decimal("Height of the parcel in centimetres"),
    expectedAt: instant("When delivery is expected"),
    note: text("Free text"),
  },
);

export const refund = entity(
  { entity: "refund", plural: "refunds" },
  "Goods taken back from a customer and what was given back for them",
  {},
  {
    number: text("Number of the return"),
    order: ref("order", "The sale that is returned"),
    contact: ref("contact", "Customer"),
    contactCode: text("The customer's code as printed"),
    location: ref("location", "Shop or branch"),
    receivedBy: ref("user", "Who took the goods back"),
    seller: ref("user", "Who had sold them"),
    status: oneOf(["open", "completed", "cancelled"], "Where the return stands"),
    refundedAt: instant("When the goods came back"),
    currency: currency("Currency of all amounts"),
    subTotal: decimal("Value of the goods taken back"),
    discount: decimal("Discount taken off that value"),
    fee: decimal("Fee kept for the return"),
    tax: decimal("Tax given back"),
    total: decimal("What is due to the customer"),
    paid: decimal("What was given back so far"),
    lines: list(orderLine, "What came back"),
    note: text("Free text"),
  },
);

export const stockLevel = entity(
  { entity: "stockLevel", plural: "stockLevels" },
  "How much of an item lies at a place",
  { item: ref("item", "What is stocked"), onHand: decimal("Quantity there, in the item's unit; may be negative") },
  {
    location: ref("location", "Where"),
    reserved: decimal("Promised to orders"),
    incoming: decimal("Ordered from suppliers"),
    available: decimal("What can still be sold"),
    minimum: decimal("Level to reorder at"),
    maximum: decimal("Level to fill up to"),
    cost: decimal("Cost of one"),
    currency: currency("Currency of the cost"),
    isActive: flag("Whether the item is kept at this place"),
  },
);

export const payout = entity(
  { entity: "payout", plural: "payouts" },
  "What a marketplace or payment gateway pays out for many sales, less its fees",
  { amount: decimal("What is paid out") },
  {
    number: text("Number people know it by"),
    status: oneOf(["pending", "in-transit", "paid", "failed", "cancelled"], "How far it is"),
    direction: oneOf(["in", "out"], "Paid to the company, or taken from it"),
    currency: currency("Currency of all amounts"),
    issuedAt: instant("When it was issued"),
    arrivalDate: localDate("Day the money arrives"),
    gross: decimal("Sales in it, before fees"),
    fees: decimal("Fees kept by the payer"),
    refunds: decimal("Refunds taken off"),
    adjustments: decimal("Further adjustments"),
    bankAccount: ref("bankAccount", "Account it goes to"),
    reference: text("Text on the bank's statement"),
    note: text("Free text"),
  },
);

export const stockMovement = entity(
  { entity: "stockMovement", plural: "stockMovements" },
  "Goods coming in, going out, or moved between places",
  {
    item: ref("item", "What is moved"),
    quantity: decimal("How many; negative for what leaves without a place it goes to"),
  },
  {
    number: text("Number people know it by"),
    kind: oneOf(["receipt", "delivery", "transfer", "adjustment", "production", "return"], "Why it is moved"),
    status: oneOf(["draft", "pending", "done", "cancelled"], "How far it is"),
    from: ref("location", "Place it leaves"),
    to: ref("location", "Place it comes to"),
    unit: text("Unit of measure"),
    unitCost: decimal("Cost of one"),
    lot: text("Lot or serial number"),
    movedAt: instant("When it was moved"),
    document: ref("document", "The document that caused it"),
    reference: text("A further number or text"),
    note: text("Free text"),
  },
);
