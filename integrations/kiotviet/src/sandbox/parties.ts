import type { Company } from "@opensme/testing";
import { first, type Ids } from "./ids.ts";
import type { Ledger } from "./ledger.ts";
import { type Base, listed, numbered } from "./table.ts";
import { localDay, localTime, retailerId } from "./wire.ts";

/** Times of a row. KiotViet leaves out the second one of what was never changed. */
export const stamps = (record: { createdAt: string; updatedAt: string }) => ({
  createdDate: localTime(record.createdAt),
  ...(record.updatedAt === record.createdAt ? {} : { modifiedDate: localTime(record.updatedAt) }),
});

export const branchesOf = (company: Company): Base =>
  listed(
    company.locations.map((location, index) => ({
      changedAt: localTime(location.updatedAt),
      row: {
        id: first.branch + index,
        branchName: location.names.shop,
        branchCode: `CN${String(index + 1).padStart(3, "0")}`,
        address: location.address.street,
        locationName: location.address.province,
        wardName: location.address.ward,
        contactNumber: location.phone,
        email: location.email,
        retailerId,
        ...stamps(location),
      },
    })),
  );

export const usersOf = ({ users }: Ids): Base =>
  listed(
    users.map((employee, index) => {
      const createdDate = localTime(`${employee.hireDate}T02:00:00Z`);
      return {
        changedAt: employee.terminationDate ? localTime(`${employee.terminationDate}T11:00:00Z`) : createdDate,
        row: {
          id: first.user + index,
          userName: employee.shopUser?.userName,
          givenName: employee.shopUser?.name,
          address: "",
          mobilePhone: employee.phone,
          email: employee.workEmail,
          description: "",
          retailerId,
          birthDate: localDay(employee.birthDate),
          createdDate,
        },
      };
    }),
  );

/** Where card and transfer payments arrive, and one that is kept for the future. */
export const bankAccountsOf = (company: Company): Base => {
  const createdDate = localTime(company.locations[0]?.createdAt ?? company.now);
  return listed(
    [
      { bankName: "Ngân hàng Mẫu", accountNumber: "0000000901", description: "Tài khoản bán hàng" },
      { bankName: "Ngân hàng Thử", accountNumber: "0000000902", description: "" },
    ].map((account, index) => ({
      changedAt: createdDate,
      row: { id: first.bankAccount + index, ...account, retailerId, createdDate },
    })),
  );
};

/** What the shop writes for the account that customers pay into. */
export const bankAccountLabel = "Ngân hàng Mẫu - 0000000901";

export const customersOf = (company: Company, ids: Ids, ledger: () => Ledger): Base => {
  const customers = company.customers;
  const nth = (position: number): (typeof customers)[number] => {
    const customer = customers[position];
    if (!customer) throw new RangeError(`No customer at ${position}`);
    return customer;
  };
  return numbered({
    firstId: first.customer,
    count: () => customers.length,
    changedAt: (position) => localTime(nth(position).updatedAt),
    at(position) {
      const customer = nth(position);
      const { debt, invoiced, returned } = ledger().customers.get(customer.id) ?? { debt: 0, invoiced: 0, returned: 0 };
      return {
        id: first.customer + position,
        code: customer.shop.code,
        name: customer.shop.name,
        gender: customer.gender === undefined ? undefined : customer.gender === "male",
        birthDate: customer.birthDate && localDay(customer.birthDate),
        contactNumber: customer.shop.phone,
        address: customer.address?.street,
        locationName: customer.address?.province,
        wardName: customer.address?.ward,
        email: customer.shop.email,
        organization: customer.shop.organization,
        taxCode: customer.shop.taxCode,
        comments: customer.isActive ? undefined : "Đã nghỉ bán",
        groups: customer.shop.group,
        retailerId,
        branchId: ids.branchId(customer.kind === "wholesale" ? 4 : customer.kind === "masked" ? 3 : 1),
        debt,
        totalInvoiced: invoiced,
        totalPoint: Math.floor(invoiced / 100_000),
        totalRevenue: invoiced - returned,
        rewardPoint: customer.kind === "person" ? Math.floor(invoiced / 250_000) : undefined,
        ...stamps(customer),
      };
    },
  });
};

export const suppliersOf = (company: Company, { suppliers }: Ids): Base =>
  listed(
    suppliers.map((supplier, index) => {
      const purchases = company.purchases.filter(
        ({ supplierId, status }) => supplierId === supplier.id && status === "completed",
      );
      const total = purchases.reduce((sum, purchase) => sum + purchase.total, 0);
      const paid = purchases.reduce((sum, purchase) => sum + purchase.paid, 0);
      return {
        changedAt: localTime(supplier.updatedAt),
        row: {
          id: first.supplier + index,
          code: supplier.shop.code,
          name: supplier.shop.name,
          contactNumber: supplier.shop.phone,
          email: supplier.email,
          address: supplier.address.street,
          locationName: supplier.address.province,
          wardName: supplier.address.ward,
          organization: supplier.legalName,
          taxCode: supplier.taxCode,
          groups: "Nhà cung cấp hàng hóa",
          isActive: true,
          ...stamps(supplier),
          retailerId,
          branchId: first.branch + 3,
          createdBy: "Võ Minh Khôi",
          debt: total - paid,
          totalInvoiced: total,
          totalInvoicedWithoutReturn: total,
        },
      };
    }),
  );
