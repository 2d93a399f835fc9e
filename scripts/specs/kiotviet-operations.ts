import type { Shape } from "./examples-shape.ts";
import { customerBody, orderBody, productBody } from "./kiotviet-bodies.ts";

/** Kinds of query parameters, as the manual types them. */
export type QueryKind =
  | "boolean"
  | "date-time"
  | "direction"
  | "integer"
  | "integers"
  | "page-size"
  | "string"
  | "strings";

export interface DocumentedOperation {
  /** Of the manual: https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ */
  section: string;
  method: "get" | "post" | "put";
  path: string;
  query?: Record<string, QueryKind>;
  body?: Shape;
  /** A page of an object, with the key under which it lists removed ids, or one object. */
  answer: { page: string; removed?: string } | { one: string };
}

const paging = {
  currentItem: "integer",
  orderBy: "string",
  orderDirection: "direction",
  pageSize: "page-size",
} as const;
const changes = { ...paging, lastModifiedFrom: "date-time" } as const;
const removals = { ...changes, includeRemoveIds: "boolean" } as const;

export const operations: DocumentedOperation[] = [
  {
    section: "2.3.1",
    method: "get",
    path: "/categories",
    query: { ...changes, hierachicalData: "boolean" },
    answer: { page: "category", removed: "removedIds" },
  },
  {
    section: "2.4.1",
    method: "get",
    path: "/products",
    query: {
      ...removals,
      BranchIds: "integers",
      IncludeBatchExpires: "boolean",
      IncludeProductShelves: "boolean",
      IncludeSerials: "boolean",
      categoryId: "integer",
      includeInventory: "boolean",
      includeMaterial: "boolean",
      includePricebook: "boolean",
      includeQuantity: "boolean",
      includeSoftDeletedAttribute: "boolean",
      includeWarranties: "boolean",
      isActive: "boolean",
      masterProductId: "integer",
      masterUnitId: "integer",
      name: "string",
      productType: "integer",
      tradeMarkId: "integer",
    },
    answer: { page: "product", removed: "removeId" },
  },
  {
    section: "2.4.2",
    method: "get",
    path: "/products/{id}",
    query: { includeSoftDeletedAttribute: "boolean" },
    answer: { one: "product" },
  },
  { section: "2.4.2", method: "get", path: "/products/code/{code}", answer: { one: "product" } },
  {
    section: "2.4.3",
    method: "post",
    path: "/products",
    body: {
      ...productBody,
      fullName: "string",
      images: ["string"],
      isProductSerial: "boolean",
      masterProductId: "number",
    },
    answer: { one: "product" },
  },
  {
    section: "2.4.4",
    method: "put",
    path: "/products/{id}",
    body: { ...productBody, branchId: "number", id: "number", isActive: "boolean", isRewardPoint: "boolean" },
    answer: { one: "product" },
  },
  {
    section: "2.4.9",
    method: "get",
    path: "/productOnHands",
    query: { ...changes, branchIds: "integers" },
    answer: { page: "productOnHand" },
  },
  {
    section: "2.5.1",
    method: "get",
    path: "/orders",
    query: {
      ...changes,
      branchIds: "integers",
      createdDate: "date-time",
      customerCode: "string",
      customerIds: "integers",
      includeOrderDelivery: "boolean",
      includePayment: "boolean",
      saleChannelId: "integer",
      status: "integers",
      toDate: "date-time",
    },
    answer: { page: "order" },
  },
  { section: "2.5.2", method: "get", path: "/orders/{id}", answer: { one: "order" } },
  { section: "2.5.2", method: "get", path: "/orders/code/{code}", answer: { one: "order" } },
  {
    section: "2.5.3",
    method: "post",
    path: "/orders",
    body: {
      ...orderBody,
      Payments: [
        {
          AccountId: "number",
          Amount: "number",
          Id: "number",
          Method: "string",
          MethodStr: "string",
          VoucherCampaignId: "number",
          VoucherId: "number",
        },
      ],
      isApplyVoucher: "boolean",
    },
    answer: { one: "order" },
  },
  { section: "2.5.4", method: "put", path: "/orders/{id}", body: orderBody, answer: { one: "order" } },
  {
    section: "2.6.1",
    method: "get",
    path: "/customers",
    query: {
      ...removals,
      birthDate: "string",
      code: "string",
      contactNumber: "string",
      groupId: "integer",
      includeCustomerGroup: "boolean",
      includeCustomerSocial: "boolean",
      includeTotal: "boolean",
      name: "string",
    },
    answer: { page: "customer", removed: "removeId" },
  },
  { section: "2.6.2", method: "get", path: "/customers/{id}", answer: { one: "customer" } },
  { section: "2.6.2", method: "get", path: "/customers/code/{code}", answer: { one: "customer" } },
  {
    section: "2.6.3",
    method: "post",
    path: "/customers",
    body: { ...customerBody, branchId: ["number"] },
    answer: { one: "customer" },
  },
  {
    section: "2.6.4",
    method: "put",
    path: "/customers/{id}",
    body: { ...customerBody, taxCode: "string" },
    answer: { one: "customer" },
  },
  {
    section: "2.7",
    method: "get",
    path: "/branches",
    query: removals,
    answer: { page: "branch", removed: "removedIds" },
  },
  { section: "2.8", method: "get", path: "/users", query: removals, answer: { page: "user", removed: "removeIds" } },
  {
    section: "2.9",
    method: "get",
    path: "/BankAccounts",
    query: removals,
    answer: { page: "bankAccount", removed: "removeIds" },
  },
  {
    section: "2.10.1",
    method: "get",
    path: "/surchages",
    query: { ...changes, branchId: "integer" },
    answer: { page: "surcharge" },
  },
  {
    section: "2.12.1",
    method: "get",
    path: "/invoices",
    query: {
      ...changes,
      SaleChannel: "boolean",
      branchIds: "integers",
      createdDate: "date-time",
      customerCode: "string",
      customerIds: "integers",
      fromPurchaseDate: "date-time",
      includeInvoiceDelivery: "boolean",
      includePayment: "boolean",
      orderId: "integer",
      status: "integers",
      toDate: "date-time",
      toPurchaseDate: "date-time",
    },
    answer: { page: "invoice" },
  },
  { section: "2.12.2", method: "get", path: "/invoices/{id}", answer: { one: "invoice" } },
  { section: "2.12.2", method: "get", path: "/invoices/code/{code}", answer: { one: "invoice" } },
  { section: "2.13.1", method: "get", path: "/customers/group", answer: { page: "customerGroup" } },
  {
    section: "2.14.1",
    method: "get",
    path: "/cashflow",
    query: {
      accountId: "integer",
      branchIds: "integers",
      cashFlowGroupId: "integers",
      code: "strings",
      contactNumber: "string",
      endDate: "date-time",
      ids: "integers",
      includeAccount: "boolean",
      includeBranch: "boolean",
      includeUser: "boolean",
      isReceipt: "boolean",
      method: "strings",
      pageSize: "page-size",
      partnerName: "string",
      partnerType: "string",
      startDate: "date-time",
      status: "integer",
      usedForFinancialReporting: "integer",
      userId: "integer",
    },
    answer: { page: "cashFlow" },
  },
  {
    section: "2.15.1",
    method: "get",
    path: "/purchaseorders",
    query: {
      TaxIds: "integers",
      branchIds: "integers",
      fromPurchaseDate: "date-time",
      includeOrderDelivery: "boolean",
      includePayment: "boolean",
      pageSize: "page-size",
      status: "integers",
      toPurchaseDate: "date-time",
    },
    answer: { page: "purchaseOrder" },
  },
  { section: "2.15.2", method: "get", path: "/purchaseorders/{id}", answer: { one: "purchaseOrder" } },
  {
    section: "2.17.1",
    method: "get",
    path: "/pricebooks",
    query: {
      ...changes,
      includePriceBookBranch: "boolean",
      includePriceBookCustomerGroups: "boolean",
      includePriceBookUsers: "boolean",
    },
    answer: { page: "priceBook" },
  },
  { section: "2.17.2", method: "get", path: "/pricebooks/{id}", query: changes, answer: { page: "priceBookPrice" } },
  { section: "2.18.1", method: "get", path: "/salechannel", query: changes, answer: { page: "saleChannel" } },
  {
    section: "2.19.1",
    method: "get",
    path: "/returns",
    query: { ...changes, includePayment: "boolean" },
    answer: { page: "return" },
  },
  { section: "2.19.2", method: "get", path: "/returns/{id}", answer: { one: "return" } },
  { section: "2.19.2", method: "get", path: "/returns/code/{code}", answer: { one: "return" } },
  { section: "2.21", method: "get", path: "/locations", answer: { page: "location" } },
  { section: "2.22", method: "get", path: "/settings", answer: { one: "settings" } },
  {
    section: "2.26.1",
    method: "get",
    path: "/suppliers",
    query: {
      code: "string",
      contactNumber: "string",
      currentItem: "integer",
      includeRemoveIds: "boolean",
      includeSupplierGroup: "boolean",
      includeTotal: "boolean",
      lastModifiedFrom: "date-time",
      name: "string",
      orderDirection: "direction",
      pageSize: "page-size",
    },
    answer: { page: "supplier", removed: "removedId" },
  },
  { section: "2.26.2", method: "get", path: "/suppliers/{id}", answer: { one: "supplier" } },
];
