import type { Company } from "@opensme/testing";
import type { Node } from "./graphql.ts";
import { access, amount, connection, currency, gid, timeOf } from "./wire.ts";

type Address = Company["address"];

/** A telephone number as Shopify keeps it. */
export const e164 = (phone: string): string => phone.replace(/^0/, "+84");

const namesOf = (fullName: string): { firstName: string; lastName: string } => {
  const words = fullName.split(" ");
  return { firstName: words.at(-1) ?? "", lastName: words.slice(0, -1).join(" ") };
};

/** An address; the ward, of which Shopify knows nothing, stands in the second line. */
export const addressOf = (
  id: number,
  address: Address,
  fullName: string | null,
  phone: string | null,
  company: string | null = null,
): Node => ({
  __typename: "MailingAddress",
  id: gid("MailingAddress", id),
  ...(fullName ? namesOf(fullName) : { firstName: null, lastName: null }),
  name: fullName,
  company,
  address1: address.street,
  address2: address.ward,
  city: address.province,
  province: null,
  provinceCode: null,
  zip: "70000",
  country: "Vietnam",
  countryCodeV2: "VN",
  phone: phone && e164(phone),
});

export const shopOf = (company: Company): Node => ({
  __typename: "Shop",
  id: gid("Shop", 548_380_009),
  name: company.tradeName,
  email: company.email,
  contactEmail: `shop.${company.email}`,
  myshopifyDomain: `${access.shop}.myshopify.com`,
  currencyCode: currency,
  ianaTimezone: company.timeZone,
  plan: { partnerDevelopment: false, publicDisplayName: "Basic" },
  shopAddress: addressOf(9_001, company.address, null, company.phone, company.legalName),
  createdAt: "2025-11-03T02:00:00Z",
  updatedAt: "2026-01-05T02:00:00Z",
});

export const locationsOf = (company: Company): Node[] =>
  company.locations.map((location, index) => ({
    __typename: "Location",
    id: gid("Location", 720_001 + index),
    name: location.names.shop,
    isActive: true,
    isFulfillmentService: false,
    fulfillsOnlineOrders: location.kind !== "shop",
    shipsInventory: true,
    address: {
      address1: location.address.street,
      address2: location.address.ward,
      city: location.address.province,
      province: null,
      provinceCode: null,
      zip: "70000",
      country: "Vietnam",
      countryCode: "VN",
      phone: e164(location.phone),
    },
    createdAt: timeOf(location.createdAt),
    updatedAt: timeOf(location.updatedAt),
  }));

export const staffOf = (company: Company): Node[] =>
  company.employees
    .filter(({ shopUser }) => shopUser)
    .map((employee, index) => ({
      __typename: "StaffMember",
      id: gid("StaffMember", 830_001 + index),
      name: `${employee.givenName} ${employee.familyName}`,
      firstName: employee.givenName,
      lastName: employee.familyName,
      email: employee.workEmail,
      phone: e164(employee.phone),
      accountType: "REGULAR",
      isShopOwner: index === 0,
      active: employee.shopUser?.isActive ?? false,
      updatedAt: timeOf(company.now),
    }));

type Customer = Company["customers"][number];

/** What customers have spent, by id. */
const spentBy = (company: Company): Map<number, number> => {
  const spent = new Map<number, number>();
  for (const { customerId, status, total } of company.sales)
    if (customerId !== undefined && status !== "cancelled") spent.set(customerId, (spent.get(customerId) ?? 0) + total);
  return spent;
};

export const customerNode = (fields: {
  number: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: readonly string[];
  spent: number;
  addresses: Node[];
  createdAt: string;
  updatedAt: string;
}): Node => {
  const { number, email, phone, spent, addresses: known, ...rest } = fields;
  return {
    __typename: "Customer",
    id: gid("Customer", number),
    ...rest,
    displayName: shownName(fields),
    ...contactOf(email, phone),
    defaultAddress: known[0] ?? null,
    addressesV2: (args) => connection(known, args),
    companyContactProfiles: [],
    amountSpent: amount(spent),
    numberOfOrders: spent > 0 ? "3" : "0",
    state: "DISABLED",
    taxExempt: false,
    locale: "vi",
  };
};

export const contactOf = (email: string | null, phone: string | null): Node => ({
  defaultEmailAddress: email ? { emailAddress: email, marketingState: "NOT_SUBSCRIBED" } : null,
  defaultPhoneNumber: phone ? { phoneNumber: phone, marketingState: "NOT_SUBSCRIBED" } : null,
});

export const shownName = (names: {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
}): string => [names.firstName, names.lastName].filter(Boolean).join(" ") || names.email || names.phone || "";

export const customersOf = (company: Company): Map<number, Node> => {
  const spent = spentBy(company);
  return new Map(
    company.customers.map((customer, index) => {
      const firm = customer.kind === "wholesale";
      const { firstName, lastName } = firm
        ? { firstName: null, lastName: customer.shop.name }
        : namesOf(customer.shop.name);
      const phone = customer.shop.phone ? e164(customer.shop.phone) : null;
      const address = customer.address && [
        addressOf(
          60_001 + index * 2,
          customer.address,
          customer.shop.name,
          customer.phone ?? null,
          customer.shop.organization ?? null,
        ),
      ];
      return [
        customer.id,
        customerNode({
          number: 7_100_000_001 + index,
          firstName,
          lastName,
          email: customer.shop.email ?? null,
          phone,
          note: customer.isActive ? null : "Đã nghỉ bán",
          tags: [customer.shop.group],
          spent: spent.get(customer.id) ?? 0,
          addresses: address ?? [],
          createdAt: timeOf(customer.createdAt),
          updatedAt: timeOf(customer.updatedAt),
        }),
      ];
    }),
  );
};

/** Firms that buy on credit, each with the one customer who orders for it. */
export const companiesOf = (company: Company, customers: ReadonlyMap<number, Node>): Node[] =>
  company.customers.flatMap((customer, index) => {
    const node = customers.get(customer.id);
    if (customer.kind !== "wholesale" || !node) return [];
    const firm = companyNode(index, customer, node);
    node["companyContactProfiles"] = [{ company: firm }];
    return [firm];
  });

const companyNode = (index: number, customer: Customer, contact: Node): Node => {
  const address: Node | null = customer.address
    ? {
        recipient: customer.legalName,
        companyName: customer.legalName,
        address1: customer.address.street,
        address2: customer.address.ward,
        city: customer.address.province,
        province: null,
        zoneCode: null,
        zip: "70000",
        country: "Vietnam",
        countryCode: "VN",
        phone: customer.phone ? e164(customer.phone) : null,
      }
    : null;
  const branch: Node = {
    id: gid("CompanyLocation", 410_001 + index),
    name: customer.legalName,
    externalId: null,
    phone: customer.phone ? e164(customer.phone) : null,
    taxSettings: { taxRegistrationId: customer.taxCode ?? null },
    billingAddress: address,
    shippingAddress: address,
  };
  const person: Node = { id: gid("CompanyContact", 420_001 + index), title: null, customer: contact };
  return {
    __typename: "Company",
    id: gid("Company", 400_001 + index),
    name: customer.legalName,
    externalId: customer.shop.code,
    note: null,
    totalSpent: () => contact["amountSpent"],
    contacts: (args) => connection([person], args),
    locations: (args) => connection([branch], args),
    createdAt: timeOf(customer.createdAt),
    updatedAt: timeOf(customer.updatedAt),
  };
};
