import type { Shape } from "./examples-shape.ts";

/**
 * What KiotViet's manual documents and no example shows, by object, with the section of the manual:
 * https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ (edition of 23/01/2026).
 * Objects without an example file stand here whole.
 */
export interface DocumentedObject {
  section: string;
  /** File of example rows; its `data` holds them. */
  example?: string;
  fields: Shape;
  required: readonly string[];
}

const partner = {
  address: "string",
  code: "string",
  contactNumber: "string",
  email: "string",
  name: "string",
} as const;
const batch = {
  batchName: "string",
  createdDate: "local-time",
  expireDate: "local-time",
  fullNameVirgule: "string",
  id: "number",
  productId: "number",
} as const;
const payment = { accountId: "number", bankAccount: "string", description: "string" } as const;
const delivery = {
  address: "string",
  contactNumber: "string",
  deliveryCode: "string",
  height: "number",
  length: "number",
  locationId: "number",
  locationName: "string",
  partnerDelivery: partner,
  partnerDeliveryId: "number",
  price: "number",
  priceCodPayment: "number",
  receiver: "string",
  status: "number",
  statusValue: "string",
  type: "number",
  usingPriceCod: "boolean",
  weight: "number",
  width: "number",
} as const;
const lineTax = {
  detailId: "number",
  detailTax: "number",
  id: "number",
  retailerId: "number",
  taxId: "number",
} as const;
const namedLineTax = { ...lineTax, taxName: "string", taxValue: "number" } as const;
const productTax = { id: "number", name: "string", productId: "number", taxId: "number", value: "number" } as const;

export const objects: Record<string, DocumentedObject> = {
  bankAccount: {
    section: "2.9",
    example: "bank-accounts.page.json",
    fields: { modifiedDate: "local-time" },
    required: ["id"],
  },
  branch: {
    section: "2.7",
    example: "branches.page.json",
    fields: { email: "string" },
    required: ["id", "branchName"],
  },
  cashFlow: {
    section: "2.14.1",
    example: "cashflow.page.json",
    fields: { AccountId: "number", Description: "string", address: "string", wardName: "string" },
    required: ["id", "code", "amount"],
  },
  category: {
    section: "2.3.1",
    example: "categories.tree.json",
    fields: { children: ["#category"] },
    required: ["categoryId", "categoryName"],
  },
  customer: {
    section: "2.6.1, 2.6.3",
    example: "customers.page.json",
    fields: {
      IdentificationNumber: "string",
      customerGroupDetails: [{ customerId: "number", groupId: "number", id: "number" }],
      psidFacebook: "number",
      subNumber: "string",
      type: "number",
    },
    required: ["id", "code", "name"],
  },
  customerGroup: {
    section: "2.13.1",
    fields: {
      createdBy: "number",
      createdDate: "local-time",
      customerGroupDetails: [{ customerId: "number", groupId: "number", id: "number" }],
      description: "string",
      discount: "number",
      id: "number",
      name: "string",
      retailerId: "number",
    },
    required: ["id", "name"],
  },
  invoice: {
    section: "2.12.1, 2.12.3",
    example: "invoices.page.json",
    fields: {
      deliveryDetail: delivery,
      description: "string",
      discountAfterTax: "number",
      discountRatio: "number",
      invoiceDelivery: delivery,
      invoiceDetails: [
        {
          allocationDiscount: "number",
          discountRatio: "number",
          invoiceDetailTaxs: [{ allocationDiscountAfterTax: "number", discountByPromotionAfterTax: "number" }],
          productBatchExpire: batch,
          serialNumbers: "string",
        },
      ],
      method: "string",
      payments: [payment],
      saleChannelId: "number",
    },
    required: ["id", "code", "branchId", "total", "status"],
  },
  location: {
    section: "2.21",
    fields: { id: "number", name: "string", normalName: "string" },
    required: ["id", "name"],
  },
  order: {
    section: "2.5.1, 2.5.3",
    example: "orders.page.json",
    fields: {
      discountAfterTax: "number",
      invoiceOrderSurcharges: [{ invoiceId: "number" }],
      method: "string",
      orderDelivery: { partnerDelivery: partner },
      orderDetails: [{ orderDetailTaxs: [{ ...namedLineTax, discountAfterTax: "number", priceAfterTax: "number" }] }],
      payments: [payment],
      pricingMode: "number",
      totalTax: "number",
    },
    required: ["id", "code", "branchId", "total", "status"],
  },
  priceBook: {
    section: "2.17.1",
    fields: {
      endDate: "local-time",
      forAllCusGroup: "boolean",
      forAllUser: "boolean",
      id: "number",
      isActive: "boolean",
      isGlobal: "boolean",
      name: "string",
      priceBookBranches: [{ branchId: "number", id: "number", priceBookId: "number" }],
      priceBookCustomerGroups: [
        { customerGroupId: "number", customerGroupName: "string", id: "number", priceBookId: "number" },
      ],
      priceBookUsers: [{ id: "number", priceBookId: "number", userId: "number", userName: "string" }],
      startDate: "local-time",
    },
    required: ["id", "name"],
  },
  priceBookPrice: {
    section: "2.17.2",
    fields: { price: "number", productCode: "string", productId: "number" },
    required: ["productId", "price"],
  },
  product: {
    section: "2.4.1",
    example: "products.page.json",
    fields: {
      description: "string",
      inventories: [{ maxQuality: "number", minQuality: "number" }],
      isBatchExpireControl: "boolean",
      isLotSerialControl: "boolean",
      maxQuantity: "number",
      minQuantity: "number",
      orderTemplate: "string",
      productBatchExpires: [
        {
          batchName: "string",
          branchId: "number",
          expireDate: "local-time",
          fullNameVirgule: "string",
          onHand: "number",
          productId: "number",
        },
      ],
      productFormulas: [
        {
          basePrice: "number",
          materialCode: "string",
          materialFullName: "string",
          materialId: "number",
          materialName: "string",
          product: "#product",
          productId: "number",
          quantity: "number",
        },
      ],
      productSerials: [
        {
          branchId: "number",
          createdDate: "local-time",
          modifiedDate: "local-time",
          productId: "number",
          quantity: "number",
          serialNumber: "string",
          status: "number",
        },
      ],
      productShelves: [{ ProductShelves: "string", branchId: "number", branchName: "string" }],
      productWarranties: [
        {
          Id: "number",
          createdBy: "number",
          createdDate: "local-time",
          description: "string",
          modifiedDate: "local-time",
          numberTime: "number",
          productId: "number",
          retailerId: "number",
          timeType: "number",
          warrantyType: "number",
        },
      ],
      purchaseTax: productTax,
      taxRateDirect: "number",
    },
    required: ["id", "code", "name"],
  },
  productOnHand: {
    section: "2.4.9",
    example: "product-on-hands.page.json",
    fields: { inventories: [{ onhand: "number" }] },
    required: ["id"],
  },
  purchaseOrder: {
    section: "2.15.1, 2.15.2",
    example: "purchase-orders.page.json",
    fields: {
      partnerType: "string",
      payments: [payment],
      purchaseOrderDetails: [
        {
          discountRatio: "number",
          productBatchExpire: batch,
          purchaseOrderDetailTaxes: [lineTax],
          serialNumbers: "string",
        },
      ],
      totalTax: "number",
    },
    required: ["id", "code", "branchId", "total"],
  },
  return: {
    section: "2.19.1",
    example: "returns.page.json",
    fields: {
      discountAfterTax: "number",
      modifiedDate: "local-time",
      payments: [payment],
      pricingMode: "number",
      returnDetails: [
        {
          AllocationDiscount: "number",
          returnDetailTaxs: [{ ...namedLineTax, AllocationDiscountAfterTax: "number", PriceAfterTax: "number" }],
          usePoint: "boolean",
        },
      ],
      totalTax: "number",
    },
    required: ["id", "code", "branchId", "returnTotal", "status"],
  },
  saleChannel: {
    section: "2.18.1",
    fields: { id: "number", img: "string", isActive: "boolean", isNotDelete: "boolean", name: "string" },
    required: ["id", "name"],
  },
  settings: {
    section: "2.22",
    fields: {
      AllowOrderWhenOutStock: "boolean",
      AllowSellWhenOrderOutStock: "boolean",
      AllowSellWhenOutStock: "boolean",
      ManagerCustomerByBranch: "boolean",
    },
    required: [],
  },
  supplier: {
    section: "2.26.1",
    example: "suppliers.page.json",
    fields: { comments: "string" },
    required: ["id", "code", "name"],
  },
  surcharge: {
    section: "2.10.1",
    fields: {
      createDate: "local-time",
      id: "number",
      modifiedDate: "local-time",
      retailerId: "number",
      surchargeCode: "string",
      surchargeName: "string",
      value: "number",
      valueRatio: "number",
    },
    required: ["id"],
  },
  user: { section: "2.8", example: "users.page.json", fields: {}, required: ["id", "userName"] },
};
