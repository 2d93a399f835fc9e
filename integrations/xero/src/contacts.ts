import { codec, fieldMap, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { address, Phone, readAddress, readPhone, writeAddresses, writePhones } from "./addresses.ts";
import { becoming, changing, creating, getting, pagedList } from "./operations.ts";
import { moment, ownId } from "./wire.ts";

/** `{ Day: 20, Type: "OFFOLLOWINGMONTH" }`; only `DAYSAFTERBILLDATE` is a number of days. */
const Terms = row({ Day: codec.wholeNumber, Type: z.string() });

const Person = row({
  ...fields(z.string(), "FirstName", "LastName"),
  // With blanks around it where it was pasted so.
  EmailAddress: z.string().trim(),
  IncludeInEmails: codec.flag,
});

const Owed = row({ Outstanding: codec.decimal, Overdue: codec.decimal });

/** What is the same in a contact and in its row, whichever way it goes. */
const plain = fieldMap({
  firstName: "FirstName",
  lastName: "LastName",
  taxId: "TaxNumber",
  registrationNumber: "CompanyNumber",
  currency: "DefaultCurrency",
  salesAccountCode: "SalesDefaultAccountCode",
  purchaseAccountCode: "PurchasesDefaultAccountCode",
  status: "ContactStatus",
});
const ofPerson = fieldMap({
  firstName: "FirstName",
  lastName: "LastName",
  email: "EmailAddress",
  receivesEmails: "IncludeInEmails",
});

const Contact = row({
  ContactID: required(ownId),
  ...fields(z.string(), "Name", "FirstName", "LastName", "Website", "DefaultCurrency"),
  EmailAddress: z.string().trim(),
  ...fields(codec.identifier, "AccountNumber", "ContactNumber", "TaxNumber", "CompanyNumber", "BankAccountDetails"),
  ...fields(codec.identifier, "SalesDefaultAccountCode", "PurchasesDefaultAccountCode", "AccountsReceivableTaxType"),
  AccountsPayableTaxType: codec.identifier,
  ...fields(codec.flag, "IsCustomer", "IsSupplier"),
  Phones: z.array(Phone),
  Addresses: z.array(address({ POBOX: "billing", STREET: "shipping" })),
  BatchPayments: row({ BankAccountNumber: codec.identifier }),
  ContactPersons: z.array(Person),
  MergedToContactID: codec.otherId,
  ContactGroups: z.array(row({ Name: z.string() })),
  Balances: row({ AccountsReceivable: Owed, AccountsPayable: Owed }),
  PaymentTerms: row({ Sales: Terms, Bills: Terms }),
  Discount: codec.decimal,
  // Whose data are to be erased takes part in nothing any more: https://developer.xero.com/documentation/api/accounting/types#contact-status-codes
  ContactStatus: codec.meanings({ active: ["ACTIVE"], archived: ["ARCHIVED", "GDPRREQUEST"] }),
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
      ...plain.read(contact),
      emails: [contact.EmailAddress],
      phones: contact.Phones?.map(readPhone),
      addresses: contact.Addresses?.map(readAddress),
      website: contact.Website,
      bankAccount: contact.BankAccountDetails || contact.BatchPayments?.BankAccountNumber,
      people: contact.ContactPersons?.map(ofPerson.read),
      parent: ref(contact.MergedToContactID),
      groups: contact.ContactGroups?.map((group) => group.Name),
      receivable: contact.Balances?.AccountsReceivable?.Outstanding,
      overdueReceivable: contact.Balances?.AccountsReceivable?.Overdue,
      payable: contact.Balances?.AccountsPayable?.Outstanding,
      overduePayable: contact.Balances?.AccountsPayable?.Overdue,
      paymentTermDays: isDays ? sales?.Day : undefined,
      discountRate: contact.Discount,
      salesTaxRate: ref(contact.AccountsReceivableTaxType),
      purchaseTaxRate: ref(contact.AccountsPayableTaxType),
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
    ...plain.write(contact),
    EmailAddress: contact.emails && (contact.emails[0] ?? ""),
    Phones: contact.phones && writePhones(contact.phones),
    Addresses: contact.addresses && writeAddresses(contact.addresses),
    BankAccountDetails: contact.bankAccount,
    ContactPersons: contact.people?.map(ofPerson.write),
    PaymentTerms:
      contact.paymentTermDays === undefined
        ? undefined
        : { Sales: { Day: contact.paymentTermDays, Type: "DAYSAFTERBILLDATE" } },
    AccountsReceivableTaxType: contact.salesTaxRate?.id,
    AccountsPayableTaxType: contact.purchaseTaxRate?.id,
  }),
  list: pagedList({ ...endpoint, query: { includeArchived: true } }),
  get: getting(endpoint),
  create: creating(endpoint),
  update: changing(endpoint),
  remove: { ...becoming(endpoint, { ContactStatus: "ARCHIVED" }), archives: true },
  scopes: { read: ["accounting.contacts.read"], write: ["accounting.contacts"] },
});
