import type * as z from "zod";
import * as accounting from "./accounting.ts";
import * as common from "./common.ts";
import * as crm from "./crm.ts";
import * as payroll from "./payroll.ts";
import * as people from "./people.ts";
import * as recruiting from "./recruiting.ts";
import * as sales from "./sales.ts";

export interface Organization extends z.output<typeof common.organization> {}
export interface Contact extends z.output<typeof common.contact> {}
export interface User extends z.output<typeof common.user> {}
export interface Location extends z.output<typeof common.location> {}
export interface Item extends z.output<typeof common.item> {}
export interface Attachment extends z.output<typeof common.attachment> {}
export interface Order extends z.output<typeof sales.order> {}
export interface Fulfillment extends z.output<typeof sales.fulfillment> {}
export interface Refund extends z.output<typeof sales.refund> {}
export interface StockLevel extends z.output<typeof sales.stockLevel> {}
export interface Payout extends z.output<typeof sales.payout> {}
export interface StockMovement extends z.output<typeof sales.stockMovement> {}
export interface Account extends z.output<typeof accounting.account> {}
export interface TaxRate extends z.output<typeof accounting.taxRate> {}
export interface Invoice extends z.output<typeof accounting.invoice> {}
export interface Bill extends z.output<typeof accounting.bill> {}
export interface CreditNote extends z.output<typeof accounting.creditNote> {}
export interface VendorCredit extends z.output<typeof accounting.vendorCredit> {}
export interface Payment extends z.output<typeof accounting.payment> {}
export interface PurchaseOrder extends z.output<typeof accounting.purchaseOrder> {}
export interface Expense extends z.output<typeof accounting.expense> {}
export interface Transfer extends z.output<typeof accounting.transfer> {}
export interface EInvoice extends z.output<typeof accounting.eInvoice> {}
export interface JournalEntry extends z.output<typeof accounting.journalEntry> {}
export interface BankAccount extends z.output<typeof accounting.bankAccount> {}
export interface BankTransaction extends z.output<typeof accounting.bankTransaction> {}
export interface Dimension extends z.output<typeof accounting.dimension> {}
export interface Employee extends z.output<typeof people.employee> {}
export interface Employment extends z.output<typeof people.employment> {}
export interface Department extends z.output<typeof people.department> {}
export interface LeaveType extends z.output<typeof people.leaveType> {}
export interface LeaveRequest extends z.output<typeof people.leaveRequest> {}
export interface LeaveBalance extends z.output<typeof people.leaveBalance> {}
export interface TimeEntry extends z.output<typeof people.timeEntry> {}
export interface JobOpening extends z.output<typeof recruiting.jobOpening> {}
export interface Candidate extends z.output<typeof recruiting.candidate> {}
export interface Application extends z.output<typeof recruiting.application> {}
export interface PayrollRun extends z.output<typeof payroll.payrollRun> {}
export interface Payslip extends z.output<typeof payroll.payslip> {}
export interface Lead extends z.output<typeof crm.lead> {}
export interface Deal extends z.output<typeof crm.deal> {}
export interface Pipeline extends z.output<typeof crm.pipeline> {}
export interface Activity extends z.output<typeof crm.activity> {}

/** Every entity of the unified model, by its singular name. */
export interface Entities {
  organization: Organization;
  contact: Contact;
  user: User;
  location: Location;
  item: Item;
  attachment: Attachment;
  order: Order;
  fulfillment: Fulfillment;
  refund: Refund;
  stockLevel: StockLevel;
  payout: Payout;
  stockMovement: StockMovement;
  account: Account;
  taxRate: TaxRate;
  invoice: Invoice;
  bill: Bill;
  creditNote: CreditNote;
  vendorCredit: VendorCredit;
  payment: Payment;
  purchaseOrder: PurchaseOrder;
  expense: Expense;
  transfer: Transfer;
  eInvoice: EInvoice;
  journalEntry: JournalEntry;
  bankAccount: BankAccount;
  bankTransaction: BankTransaction;
  dimension: Dimension;
  employee: Employee;
  employment: Employment;
  department: Department;
  leaveType: LeaveType;
  leaveRequest: LeaveRequest;
  leaveBalance: LeaveBalance;
  timeEntry: TimeEntry;
  jobOpening: JobOpening;
  candidate: Candidate;
  application: Application;
  payrollRun: PayrollRun;
  payslip: Payslip;
  lead: Lead;
  deal: Deal;
  pipeline: Pipeline;
  activity: Activity;
}

export type EntityName = keyof Entities & string;

/** The strict schema of every entity, by its singular name. */
export const entities: { readonly [Entity in EntityName]: z.ZodObject & z.ZodType<Entities[Entity]> } = {
  organization: common.organization,
  contact: common.contact,
  user: common.user,
  location: common.location,
  item: common.item,
  attachment: common.attachment,
  order: sales.order,
  fulfillment: sales.fulfillment,
  refund: sales.refund,
  stockLevel: sales.stockLevel,
  payout: sales.payout,
  stockMovement: sales.stockMovement,
  account: accounting.account,
  taxRate: accounting.taxRate,
  invoice: accounting.invoice,
  bill: accounting.bill,
  creditNote: accounting.creditNote,
  vendorCredit: accounting.vendorCredit,
  payment: accounting.payment,
  purchaseOrder: accounting.purchaseOrder,
  expense: accounting.expense,
  transfer: accounting.transfer,
  eInvoice: accounting.eInvoice,
  journalEntry: accounting.journalEntry,
  bankAccount: accounting.bankAccount,
  bankTransaction: accounting.bankTransaction,
  dimension: accounting.dimension,
  employee: people.employee,
  employment: people.employment,
  department: people.department,
  leaveType: people.leaveType,
  leaveRequest: people.leaveRequest,
  leaveBalance: people.leaveBalance,
  timeEntry: people.timeEntry,
  jobOpening: recruiting.jobOpening,
  candidate: recruiting.candidate,
  application: recruiting.application,
  payrollRun: payroll.payrollRun,
  payslip: payroll.payslip,
  lead: crm.lead,
  deal: crm.deal,
  pipeline: crm.pipeline,
  activity: crm.activity,
};
