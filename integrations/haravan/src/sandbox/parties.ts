import type { Company } from "@opensme/testing";
import { type Row, utc } from "./wire.ts";

type Place = Company["locations"][number];
type Customer = Company["customers"][number];

export const locationId = (id: number): number => 900_000 + id;
export const userId = (employeeId: number): number => 200_000_000_000 + employeeId;
export const customerId = (id: number): number => 1_036_000_000 + id;

/** Haravan's own codes; the others are not needed to tell them apart. */
const provinceCodes: Readonly<Record<string, string>> = { "Hồ Chí Minh": "HC", "Hà Nội": "HI", "Đà Nẵng": "DA" };

const addressOf = ({ street, ward, province }: Place["address"]) => ({
  address1: street,
  address2: null,
  city: null,
  country: "Vietnam",
  province,
  zip: null,
  province_code: provinceCodes[province] ?? null,
  district: null,
  district_code: null,
  ward,
  ward_code: null,
});

/** The number of the shop. */
export const orgId = 200_000_100_001;

export const shopOf = (company: Company): Row => ({
  address1: company.address.street,
  city: null,
  province: company.address.province,
  zip: null,
  id: orgId,
  country: "VN",
  country_code: "VN",
  country_name: "Vietnam",
  created_at: utc("2025-11-03T02:00:00.000Z"),
  customer_email: company.email,
  currency: company.currency,
  domain: "https://may-mau.myharavan.com/",
  myharavan_domain: "https://may-mau.myharavan.com",
  email: company.email,
  money_format: "₫",
  name: company.tradeName,
  phone: company.phone,
  shop_owner: company.tradeName,
  timezone: "(GMT+07:00) Hanoi",
  taxes_included: null,
});

export const locationsOf = ({ locations }: Company): Row[] =>
  locations.map((place, index) => ({
    id: locationId(place.id),
    name: place.names.shop,
    location_type: null,
    email: place.email,
    ...addressOf(place.address),
    phone: place.phone,
    country_code: "VN",
    country_name: "Vietnam",
    created_at: utc(place.createdAt),
    updated_at: utc(place.updatedAt),
    is_primary: index === 0,
    is_unavailable_quantity: false,
    type: "default",
  }));

export const usersOf = ({ employees }: Company): Row[] =>
  employees.flatMap((employee) =>
    employee.shopUser
      ? [
          {
            id: userId(employee.id),
            account_owner: employee.id === 1,
            bio: null,
            email: employee.workEmail,
            first_name: employee.givenName,
            im: null,
            last_name: `${employee.familyName} ${employee.middleName}`.trim(),
            phone: employee.phone,
            receive_announcements: 1,
            url: null,
            user_type: "regular",
            permissions: [employee.id === 1 ? "full" : "Limit"],
          },
        ]
      : [],
  );

/** The whole name stands in the first, as shops enter it. */
const customerRow = ({ shop, address, ...customer }: Customer): Row => {
  const own = address && {
    id: 1_056_000_000 + customer.id,
    ...addressOf(address),
    company: shop.organization ?? null,
    first_name: shop.name,
    last_name: null,
    phone: shop.phone ?? null,
    name: ` ${shop.name}`,
    country_code: "vn",
    default: true,
  };
  return {
    accepts_marketing: false,
    addresses: own ? [own] : [],
    created_at: utc(customer.createdAt),
    default_address: own ?? null,
    email: shop.email ?? null,
    phone: shop.phone ?? null,
    first_name: shop.name,
    id: customerId(customer.id),
    multipass_identifier: null,
    last_name: null,
    note: null,
    state: "Disabled",
    tags: shop.group,
    total_spent: 0,
    total_paid: 0,
    updated_at: utc(customer.updatedAt),
    verified_email: false,
    group_name: null,
    birthday: customer.birthDate ? `${customer.birthDate}T00:00:00Z` : null,
    gender: customer.gender ? (customer.gender === "male" ? 1 : 0) : null,
    last_order_date: null,
  };
};

export const customersOf = ({ customers }: Company): Row[] => customers.map(customerRow);
