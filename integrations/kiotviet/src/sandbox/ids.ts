import type { Company } from "@opensme/testing";

type Item = Company["items"][number];
type Unit = Item["units"][number];

/** Where the vendor's counters stand. */
export const first = {
  branch: 10_001,
  user: 2_001,
  bankAccount: 901,
  supplier: 51_001,
  customer: 60_000_001,
  product: 70_000_001,
  order: 80_000_001,
  invoice: 90_000_001,
  return: 96_000_001,
  purchaseOrder: 97_000_001,
  orderSupplier: 97_500_001,
  transfer: 97_800_001,
  cashFlow: 98_000_001,
} as const;

/** Payments of all documents share one counter. */
export const paymentId = {
  deposit: (orderNumber: string): number => 310_000_000 + Number(orderNumber.replace(/\D/g, "")),
  sale: (saleId: number, position: number): number => 320_000_000 + saleId * 10 + position,
  return: (refundId: number): number => 380_000_000 + refundId,
  purchase: (purchaseId: number, position: number): number => 390_000_000 + purchaseId * 10 + position,
};

/** Every unit of an item is a product of its own. */
export interface Product {
  id: number;
  item: Item;
  unit: Unit;
}

/** How the rows of the shop find each other. */
export interface Ids {
  readonly products: readonly Product[];
  readonly productOf: (itemId: number, unit: string) => Product;
  readonly branchId: (locationId: number) => number;
  readonly customerId: (customerId: number | undefined) => number | undefined;
  readonly supplierId: (supplierId: number) => number | undefined;
  /** Absent for people without a login. */
  readonly userId: (employeeId: number) => number | undefined;
  readonly userName: (employeeId: number) => string | undefined;
  /** People with a login, in the order of their ids. */
  readonly users: Company["employees"];
  /** Suppliers of goods: the shop knows no others. */
  readonly suppliers: Company["suppliers"];
}

export const idsOf = (company: Company): Ids => {
  const products = company.items
    .flatMap((item) => item.units.map((unit) => ({ item, unit })))
    .map((product, index): Product => ({ id: first.product + index, ...product }));
  const byUnit = new Map(products.map((product) => [`${product.item.id} ${product.unit.name}`, product]));
  const users = company.employees.filter(({ shopUser }) => shopUser);
  const userIds = new Map(users.map(({ id }, index) => [id, first.user + index]));
  const names = new Map(company.employees.map(({ id, fullName, shopUser }) => [id, shopUser?.name ?? fullName]));
  const suppliers = company.suppliers.filter(({ sellsGoods }) => sellsGoods);
  const supplierIds = new Map(suppliers.map(({ id }, index) => [id, first.supplier + index]));
  const customerIds = new Map(company.customers.map(({ id }, index) => [id, first.customer + index]));
  const branchIds = new Map(company.locations.map(({ id }, index) => [id, first.branch + index]));
  return {
    products,
    productOf(itemId, unit) {
      const product = byUnit.get(`${itemId} ${unit}`);
      if (!product) throw new RangeError(`The item ${itemId} has no unit ${unit}`);
      return product;
    },
    branchId: (locationId) => branchIds.get(locationId) ?? 0,
    customerId: (customerId) => (customerId === undefined ? undefined : customerIds.get(customerId)),
    supplierId: (supplierId) => supplierIds.get(supplierId),
    userId: (employeeId) => userIds.get(employeeId),
    userName: (employeeId) => names.get(employeeId),
    users,
    suppliers,
  };
};
