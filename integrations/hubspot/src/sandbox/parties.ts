import type { Company } from "@opensme/testing";
import type { Seed } from "./seed.ts";

/** Owners are people with a login of the shop; their ids are not those of the logins. */
export const ownerId = (employeeId: number): string => String(70_150_000 + employeeId);

type Customer = Company["customers"][number];

/** The given name stands last. */
const nameOf = (fullName: string) => {
  const words = fullName.split(" ");
  return { firstname: words.at(-1), lastname: words.slice(0, -1).join(" ") || undefined };
};

const addressOf = (address: Customer["address"]) => ({
  address: address && `${address.street}, ${address.ward}`,
  city: address?.province,
  country: address ? "Vietnam" : undefined,
});

const sellersOf = ({ employees }: Company) => employees.filter(({ shopUser }) => shopUser);

const sellerAt = (company: Company, n: number): string | undefined => {
  const sellers = sellersOf(company);
  const seller = sellers[n % sellers.length];
  return seller && ownerId(seller.id);
};

/** Suppliers stand behind the customers. */
const firstSupplier = 10_000;

export const companiesOf = (company: Company): Seed[] => [
  ...company.customers
    .filter(({ kind }) => kind === "wholesale")
    .map(({ id, legalName, shop, taxCode, creditDays, address, createdAt, updatedAt, isActive }) => ({
      n: id,
      createdAt,
      updatedAt,
      properties: {
        name: shop.organization ?? legalName,
        phone: shop.phone,
        ...addressOf(address),
        hs_country_code: address ? "VN" : undefined,
        lifecyclestage: isActive ? "customer" : "evangelist",
        hubspot_owner_id: sellerAt(company, id),
        industry: "RESTAURANTS",
        numberofemployees: String(5 + (id % 40)),
        tax_code: taxCode,
        credit_days: creditDays === undefined ? undefined : String(creditDays),
      },
    })),
  ...company.suppliers.map(({ id, legalName, phone, address, taxCode, createdAt, updatedAt }) => ({
    n: firstSupplier + id,
    createdAt,
    updatedAt,
    properties: { name: legalName, phone, ...addressOf(address), type: "VENDOR", tax_code: taxCode },
  })),
];

const stages = ["customer", "subscriber", "marketingqualifiedlead", "opportunity", "71300555"];
const roasts = ["light", "medium", "dark"];

/** People who buy for themselves, and those to ask for at a firm. Buyers whom a marketplace hides are not known here. */
export const contactsOf = (company: Company): Seed[] =>
  company.customers.flatMap(({ id, kind, legalName, books, shop, gender, address, createdAt, updatedAt }) => {
    const fullName = kind === "person" ? legalName : kind === "wholesale" ? books?.contactPerson : undefined;
    if (!fullName) return [];
    return [
      {
        n: id,
        createdAt,
        updatedAt,
        properties: {
          ...nameOf(fullName),
          email: kind === "person" ? shop.email : `lien-he-${id}@example.com`,
          phone: shop.phone,
          gender,
          ...(kind === "person" ? addressOf(address) : { jobtitle: "Quản lý", company: shop.name }),
          lifecyclestage: kind === "wholesale" ? "customer" : stages[id % stages.length],
          hubspot_owner_id: sellerAt(company, id),
          favourite_roast: roasts[id % 4],
          brewing_methods: id % 3 === 0 ? "phin;espresso" : undefined,
          wants_catalogue: id % 2 === 0 ? "true" : "false",
          cups_a_day: id % 5 === 0 ? "2.5" : undefined,
          associatedcompanyid: kind === "wholesale" ? String(29_000_000_000 + id) : undefined,
        },
        ...(kind === "wholesale" ? { links: { companies: [id] } } : {}),
      },
    ];
  });

const leadStages = ["new", "attempting", "connected", "qualified", "unqualified"];

/** Every third person may want more than a cup. */
export const leadsOf = (company: Company): Seed[] =>
  company.customers
    .filter(({ kind, id }) => kind === "person" && id % 3 === 0)
    .map(({ id, legalName, createdAt, updatedAt }) => ({
      n: id,
      createdAt,
      updatedAt,
      links: { contacts: [id] },
      properties: {
        hs_lead_name: `${legalName} - mở quán`,
        hs_lead_label: id % 2 === 0 ? "WARM" : "HOT",
        hs_lead_type: "NEW_BUSINESS",
        hs_lead_source: "OFFLINE",
        hs_pipeline: "lead-pipeline-id",
        hs_pipeline_stage: `${leadStages[id % 5]}-stage-id`,
        hs_primary_contact_id: String(110_000_000_000 + id),
        hubspot_owner_id: sellerAt(company, id),
      },
    }));
