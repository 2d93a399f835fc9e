import { accounts } from "./accounts.ts";
import { activities, meetings } from "./activities.ts";
import { applications, candidates } from "./applications.ts";
import { bankAccounts } from "./bank-accounts.ts";
import { bankTransactions } from "./bank-transactions.ts";
import { bills } from "./bills.ts";
import { contacts } from "./contacts.ts";
import { creditNotes } from "./credit-notes.ts";
import { departments } from "./departments.ts";
import { dimensions } from "./dimensions.ts";
import { employees } from "./employees.ts";
import { employments } from "./employments.ts";
import { expenses } from "./expenses.ts";
import { fulfillments } from "./fulfillments.ts";
import { invoices } from "./invoices.ts";
import { items } from "./items.ts";
import { jobOpenings } from "./job-openings.ts";
import { journalEntries } from "./journal-entries.ts";
import { leaveRequests } from "./leave-requests.ts";
import { leaveTypes } from "./leave-types.ts";
import { stockLocations, warehouses, workLocations } from "./locations.ts";
import { deals, leads } from "./opportunities.ts";
import { orders } from "./orders.ts";
import { organizations } from "./organizations.ts";
import { payments } from "./payments.ts";
import { pipelines } from "./pipelines.ts";
import { posOrders, posRefunds } from "./pos-orders.ts";
import { purchaseOrders } from "./purchase-orders.ts";
import { stockLevels } from "./stock-levels.ts";
import { stockMovements } from "./stock-movements.ts";
import { taxRates } from "./tax-rates.ts";
import { timeEntries, timesheets } from "./time-entries.ts";
import { users } from "./users.ts";
import { vendorCredits } from "./vendor-credits.ts";

/** What the connector reads and writes. What a database has no app for is an empty list. */
export const resources = {
  organizations,
  users,
  warehouses,
  stockLocations,
  workLocations,
  contacts,
  items,
  accounts,
  taxRates,
  dimensions,
  bankAccounts,
  invoices,
  bills,
  creditNotes,
  vendorCredits,
  payments,
  expenses,
  bankTransactions,
  journalEntries,
  orders,
  posOrders,
  posRefunds,
  fulfillments,
  purchaseOrders,
  stockLevels,
  stockMovements,
  pipelines,
  leads,
  deals,
  activities,
  meetings,
  departments,
  employees,
  employments,
  leaveTypes,
  leaveRequests,
  timeEntries,
  timesheets,
  jobOpenings,
  candidates,
  applications,
};
