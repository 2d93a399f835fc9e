import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { address, Phone, readAddress, readPhone, writeAddresses, writePhones } from "./addresses.ts";
import { becoming, changing, creating, getting, pagedList } from "./operations.ts";
import { moment, ownId } from "./wire.ts";

/** `{ Day: 20, Type: "OFFOLLOWINGMONTH" }`; only `DAYSAFTERBILLDATE` is a number of days. */
const Terms = row({ Day: codec.wholeNumber, Type: z.string() });

const Contact = row({
  ContactID: required(ownId),
  ...fields(z.string(), "Name", "FirstName", "LastName", "EmailAddress", "Website", "DefaultCurrency"),
  ...fields(codec.identifier, "AccountNumber", "ContactNumber", "TaxNumber", "CompanyNumber", "BankAccountDetails"),
  ...fields(codec.identifier, "SalesDefaultAccountCode", "PurchasesDefaultAccountCode", "AccountsReceivableTaxType"),
  AccountsPayableTaxType: codec.identifier,
  ...fields(codec.flag, "IsCustomer", "IsSupplier"),
  Phones: z.array(Phone),
  Addresses: z.array(address({ POBOX: "billing", STREET: "shipping" })),
  BatchPayments: row({ BankAccountNumber: codec.identifier }),
  ContactPersons: z.array(
    row({
      ...fields(z.string(), "FirstName", "LastName", "EmailAddress"),
      IncludeInEmails: codec.flag,
    }),
  ),
  MergedToContactID: codec.otherId,
  ContactGroups: z.array(row({ Name: z.string() })),
  Balances: row({
    AccountsReceivable: row({ Outstanding: codec.decimal, Overdue: codec.decimal }),
    AccountsPayable: row({ Outstanding: codec.decimal, Overdue: codec.decimal }),
  }),
  PaymentTerms: row({ Sales: Terms, Bills: Terms }),
  Discount: codec.decimal,
  ContactStatus: codec.choice({ ACTIVE: "active", ARCHIVED: "archived" }),
  UpdatedDateUTC: moment,
});

const termsAsWritten = (terms: z.output<typeof Terms> | null | undefined): string | undefined =>
  terms?.Type ? [terms.Day, terms.Type].filter((part) => part !== undefined && part !== null).join(" ") : undefined;

const rolesOf = ({ IsCustomer, IsSupplier }: z.output<typeof Contact>) => {
  if (typeof IsCustomer !== "boolean" && typeof IsSupplier !== "boolean") return undefined;
  return [...(IsCustomer ? (["customer"] as const) : []), ...(IsSupplier ? (["supplier"] as const) : [])];
};

const endpoint = { name: "Contacts", id: "ContactID" };

/** https://developer.xero.com/documentation/api/accounting/contacts */
export const contacts = resource({ entity: "contact", raw: Contact }).define({
  id: (contact) => contact.ContactID,
  read: (contact) => {
    const { Sales: sales, Bills: bills } = contact.PaymentTerms ?? {};
    const isDays = sales?.Type === "DAYSAFTERBILLDATE";
    return {
      name: contact.Name || [contact.FirstName, contact.LastName].filter(Boolean).join(" ") || contact.ContactID,
      // People see and keep the first; the second is for programs that feed Xero.
      code: contact.AccountNumber || contact.ContactNumber,
      // Told by the documents that there are, so both may be missing.
      roles: rolesOf(contact),
      firstName: contact.FirstName,
      lastName: contact.LastName,
      taxId: contact.TaxNumber,
      registrationNumber: contact.CompanyNumber,
      emails: [contact.EmailAddress],
      phones: contact.Phones?.map(readPhone),
      addresses: contact.Addresses?.map(readAddress),
      website: contact.Website,
      bankAccount: contact.BankAccountDetails || contact.BatchPayments?.BankAccountNumber,
      people: contact.ContactPersons?.map((person) => ({
        firstName: person.FirstName,
        lastName: person.LastName,
        email: person.EmailAddress,
        receivesEmails: person.IncludeInEmails,
      })),
      parent: ref(contact.MergedToContactID),
      groups: contact.ContactGroups?.map((group) => group.Name),
      currency: contact.DefaultCurrency,
      receivable: contact.Balances?.AccountsReceivable?.Outstanding,
      overdueReceivable: contact.Balances?.AccountsReceivable?.Overdue,
      payable: contact.Balances?.AccountsPayable?.Outstanding,
      overduePayable: contact.Balances?.AccountsPayable?.Overdue,
      paymentTermDays: isDays ? sales?.Day : undefined,
      discountRate: contact.Discount,
      salesAccountCode: contact.SalesDefaultAccountCode,
      purchaseAccountCode: contact.PurchasesDefaultAccountCode,
      salesTaxRate: ref(contact.AccountsReceivableTaxType),
      purchaseTaxRate: ref(contact.AccountsPayableTaxType),
      status: contact.ContactStatus,
      updatedAt: contact.UpdatedDateUTC,
      unmapped: {
        contactNumber: contact.AccountNumber ? contact.ContactNumber : undefined,
        paymentTermDays: isDays ? undefined : termsAsWritten(sales),
        billPaymentTerms: termsAsWritten(bills),
      },
    };
  },
  write: (contact) => ({
    Name: contact.name,
    AccountNumber: contact.code,
    FirstName: contact.firstName,
    LastName: contact.lastName,
    TaxNumber: contact.taxId,
    CompanyNumber: contact.registrationNumber,
    EmailAddress: contact.emails && (contact.emails[0] ?? ""),
    Phones: contact.phones && writePhones(contact.phones),
    Addresses: contact.addresses && writeAddresses(contact.addresses),
    BankAccountDetails: contact.bankAccount,
    ContactPersons: contact.people?.map((person) => ({
      FirstName: person.firstName,
      LastName: person.lastName,
      EmailAddress: person.email,
      IncludeInEmails: person.receivesEmails,
    })),
    DefaultCurrency: contact.currency,
    PaymentTerms:
      contact.paymentTermDays === undefined
        ? undefined
        : { Sales: { Day: contact.paymentTermDays, Type: "DAYSAFTERBILLDATE" } },
    SalesDefaultAccountCode: contact.salesAccountCode,
    PurchasesDefaultAccountCode: contact.purchaseAccountCode,
    AccountsReceivableTaxType: contact.salesTaxRate?.id,
    AccountsPayableTaxType: contact.purchaseTaxRate?.id,
    ContactStatus: contact.status,
  }),
  list: pagedList({ ...endpoint, query: { includeArchived: true } }),
  get: getting(endpoint),
  create: creating(endpoint),
  update: changing(endpoint),
  remove: { ...becoming(endpoint, { ContactStatus: "ARCHIVED" }), archives: true },
  scopes: { read: ["accounting.contacts.read"], write: ["accounting.contacts"] },
});
