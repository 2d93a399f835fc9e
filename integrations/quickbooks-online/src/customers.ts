import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, readAddress } from "./addresses.ts";
import { Party, readParty, writeAddress, writeParty } from "./contacts.ts";
import { writingNames } from "./operations.ts";
import { point, Reference, reading, unlessSame, withInactive } from "./wire.ts";

const Customer = row({
  ...Party.shape,
  PrimaryTaxIdentifier: codec.identifier,
  ResaleNum: codec.identifier,
  ShipAddr: Address,
  OtherAddr: z.array(Address),
  ...fields(Reference, "ParentRef", "CustomerTypeRef", "DefaultTaxCodeRef", "SalesTermRef", "PaymentMethodRef"),
  ...fields(codec.flag, "Job", "IsProject", "Taxable"),
  ...fields(codec.decimal, "OverDueBalance", "BalanceWithJobs", "TotalRevenue"),
  PreferredDeliveryMethod: z.string(),
});

/** A customer with a parent is a branch or a project of it: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer */
export const customers = resource({ entity: "contact", raw: Customer }).define({
  prefix: "customer",
  read: (customer) => {
    const { unmapped, ...party } = readParty(customer, customer.PrimaryTaxIdentifier);
    return {
      ...party,
      roles: ["customer"],
      addresses: [
        readAddress(customer.BillAddr, "billing"),
        readAddress(customer.ShipAddr, "shipping"),
        ...(customer.OtherAddr ?? []).map((address) => readAddress(address)),
      ],
      parent: point(customer.ParentRef, "customer"),
      groups: customer.CustomerTypeRef ? [customer.CustomerTypeRef.name || customer.CustomerTypeRef.value] : undefined,
      receivable: customer.Balance,
      overdueReceivable: customer.OverDueBalance,
      totalSales: customer.TotalRevenue,
      salesTaxRate: point(customer.DefaultTaxCodeRef),
      unmapped: {
        ...unmapped,
        resaleNumber: customer.ResaleNum,
        isPartOfParent: customer.Job || undefined,
        isProject: customer.IsProject || undefined,
        receivableWithParts: unlessSame(customer.BalanceWithJobs, customer.Balance),
        isTaxed: customer.Taxable,
        term: customer.SalesTermRef?.name || customer.SalesTermRef?.value,
        paymentMethod: customer.PaymentMethodRef?.name || customer.PaymentMethodRef?.value,
        delivery: customer.PreferredDeliveryMethod,
      },
    };
  },
  write: (customer) => {
    const parent = customer.parent && { value: customer.parent.id.replace(/^customer:/, "") };
    return {
      ...writeParty(customer, ["billing", "shipping"]),
      ShipAddr: writeAddress(customer.addresses, "shipping", ["billing", "shipping"]),
      ParentRef: parent,
      Job: parent && true,
      PrimaryTaxIdentifier: customer.taxId,
      DefaultTaxCodeRef: customer.salesTaxRate && { value: customer.salesTaxRate.id },
    };
  },
  ...reading({ entity: "Customer", where: withInactive }),
  ...writingNames("Customer"),
});
