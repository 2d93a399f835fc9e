import type { Described } from "../../../../scripts/specs/example-vendor.ts";
import { localTime } from "./forms.ts";

const partner = {
  address: "string",
  code: "string",
  contactNumber: "string",
  email: "string",
  name: "string",
} as const;
const batch = {
  batchName: "string",
  createdDate: localTime,
  expireDate: localTime,
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

/**
 * KiotViet's objects by their examples, with what its manual documents and no example shows:
 * https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ (edition of 23/01/2026).
 * Objects without an example stand here whole.
 */
export const objects: Record<string, Described> = {
  bankAccount: {
    section: "2.9",
    examples: ["bank-accounts.page.json#/data/*"],
    fields: { modifiedDate: localTime },
    required: ["id"],
  },
  branch: {
    section: "2.7",
    examples: ["branches.page.json#/data/*"],
    fields: { email: "string" },
    required: ["id", "branchName"],
  },
  cashFlow: {
    section: "2.14.1",
    examples: ["cashflow.page.json#/data/*"],
    fields: { AccountId: "number", Description: "string", address: "string", wardName: "string" },
    required: ["id", "code", "amount"],
  },
  category: {
    section: "2.3.1",
    examples: ["categories.tree.json#/data/*", "categories.tree.json#/data/*/children/*"],
    fields: { children: ["#category"] },
    required: ["categoryId", "categoryName"],
  },
  customer: {
    section: "2.6.1, 2.6.3",
    examples: ["customers.page.json#/data/*"],
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
      createdDate: localTime,
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
    examples: ["invoices.page.json#/data/*"],
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
    examples: ["orders.page.json#/data/*"],
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
      endDate: localTime,
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
      startDate: localTime,
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
    examples: ["products.page.json#/data/*"],
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
          expireDate: localTime,
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
          createdDate: localTime,
          modifiedDate: localTime,
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
          createdDate: localTime,
          description: "string",
          modifiedDate: localTime,
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
    examples: ["product-on-hands.page.json#/data/*"],
    fields: { inventories: [{ onhand: "number" }] },
    required: ["id"],
  },
  purchaseOrder: {
    section: "2.15.1, 2.15.2",
    examples: ["purchase-orders.page.json#/data/*"],
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
    examples: ["returns.page.json#/data/*"],
    fields: {
      discountAfterTax: "number",
      modifiedDate: localTime,
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
    examples: ["suppliers.page.json#/data/*"],
    fields: { comments: "string" },
    required: ["id", "code", "name"],
  },
  surcharge: {
    section: "2.10.1",
    fields: {
      createDate: localTime,
      id: "number",
      modifiedDate: localTime,
      retailerId: "number",
      surchargeCode: "string",
      surchargeName: "string",
      value: "number",
      valueRatio: "number",
    },
    required: ["id"],
  },
  user: { section: "2.8", examples: ["users.page.json#/data/*"], fields: {}, required: ["id", "userName"] },
};
