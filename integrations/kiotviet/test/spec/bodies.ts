import { writtenTime } from "./forms.ts";

/*
 * What create and update have in common, from KiotViet's manual:
 * https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ (edition of 23/01/2026).
 */

/** Sections 2.6.3 and 2.6.4. */
export const customerBody = {
  IdentificationNumber: "string",
  address: "string",
  birthDate: writtenTime,
  code: "string",
  comments: "string",
  contactNumber: "string",
  email: "string",
  gender: "boolean",
  groupIds: ["number"],
  locationName: "string",
  name: "string",
  subNumber: "string",
  wardName: "string",
} as const;

/** Sections 2.4.3 and 2.4.4. */
export const productBody = {
  allowsSale: "boolean",
  attributes: [{ attributeName: "string", attributeValue: "string" }],
  barCode: "string",
  basePrice: "number",
  categoryId: "number",
  code: "string",
  conversionValue: "number",
  description: "string",
  hasVariants: "boolean",
  inventories: [{ branchId: "number", branchName: "string", cost: "number", onHand: "number" }],
  masterUnitId: "number",
  name: "string",
  productTaxs: [{ taxId: "number" }],
  purchaseTax: { taxId: "number" },
  unit: "string",
  weight: "number",
} as const;

/** Sections 2.5.3 and 2.5.4. */
export const orderBody = {
  accountId: "number",
  branchId: "number",
  cashierId: "number",
  customer: {
    address: "string",
    birthDate: writtenTime,
    code: "string",
    comment: "string",
    contactNumber: "string",
    email: "string",
    gender: "boolean",
    id: "number",
    name: "string",
  },
  description: "string",
  discount: "number",
  makeInvoice: "boolean",
  method: "string",
  orderDelivery: {
    address: "string",
    contactNumber: "string",
    deliveryCode: "string",
    expectedDelivery: writtenTime,
    height: "number",
    length: "number",
    locationId: "number",
    locationName: "string",
    partnerDelivery: { address: "string", code: "string", contactNumber: "string", email: "string", name: "string" },
    partnerDeliveryId: "number",
    price: "number",
    receiver: "string",
    type: "number",
    weight: "number",
    width: "number",
  },
  orderDetails: [
    {
      OrderDetailTaxs: [{ TaxId: "number" }],
      discount: "number",
      discountRatio: "number",
      isMaster: "boolean",
      note: "string",
      price: "number",
      productCode: "string",
      productId: "number",
      productName: "string",
      quantity: "number",
    },
  ],
  purchaseDate: writtenTime,
  saleChannelId: "number",
  soldById: "number",
  /** The manual's own spelling. */
  surchages: [{ code: "string", id: "number", price: "number" }],
  totalPayment: "number",
} as const;
