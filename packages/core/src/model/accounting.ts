import { entity, part, ref } from "./record.ts";
import { currency, decimal, flag, instant, list, localDate, oneOf, sensitive, text } from "./scalars.ts";

const dimensionValue = part(
  {},
  {
    dimension: ref("dimension", "The dimension, such as a tracking category"),
    value: text("The value chosen, such as the name of a shop"),
    valueId: text("The tool's id of that value"),
  },
);
const dimensions = list(dimensionValue, "Analytic dimensions: department, project, tracking category");

const documentLine = part(
  {},
  {
    id: text("The tool's id of the line"),
    item: ref("item", "What is sold or bought"),
    code: text("Code of the item as printed"),
    description: text("Text of the line"),
    quantity: decimal("How many"),
    unit: text("Unit of measure"),
    unitPrice: decimal("Price of one before discount"),
    discount: decimal("Discount of the whole line, as an amount"),
    discountRate: decimal("Discount in percent"),
    account: ref("account", "Account the line is booked on"),
    accountCode: text("Code of that account as printed"),
    taxRate: ref("taxRate", "Tax that applies"),
    taxRates: list(ref("taxRate", "A tax that applies"), "All taxes that apply, where there are several"),
    taxPercent: decimal("Tax in percent"),
    tax: decimal("Tax of the whole line"),
    total: decimal("What the line comes to; with tax when the document says taxInclusive"),
    dimensions,
    note: text("Free text"),
  },
);

const allocation = part(
  { amount: decimal("Part used") },
  {
    id: text("The tool's id of the allocation"),
    document: ref("document", "The document it is used for"),
    documentKind: oneOf(
      ["invoice", "bill", "creditNote", "vendorCredit", "order", "refund", "prepayment", "overpayment"],
      "What that document is",
    ),
    number: text("Number of that document"),
    date: localDate("When it was used"),
  },
);

const money = {
  currency: currency("Currency of all amounts"),
  exchangeRate: decimal("Units of the document currency for one of the base currency"),
  taxInclusive: flag("Whether line totals contain tax"),
  subTotal: decimal("Sum without tax"),
  discount: decimal("Discount on the whole document"),
  discountRate: decimal("Discount on the whole document in percent"),
  tax: decimal("Tax of the whole document"),
  total: decimal("Sum with tax"),
  lines: list(documentLine, "Lines"),
};

const documentStatus = ["draft", "submitted", "open", "partially-paid", "paid", "void", "deleted"] as const;

const receivable = {
  number: text("Number people know the document by"),
  reference: text("A further number or text, such as the other side's"),
  contact: ref("contact", "Who it is with"),
  status: oneOf(documentStatus, "Where the document stands"),
  issueDate: localDate("Date of the document"),
  dueDate: localDate("Date it is due"),
  expectedPaymentDate: localDate("Date payment is expected"),
  paidDate: localDate("Date it was fully paid"),
  ...money,
  paid: decimal("What has been paid"),
  credited: decimal("What has been settled with credits"),
  due: decimal("What is still owed"),
  payments: list(allocation, "Payments used on it"),
  credits: list(allocation, "Credit notes, prepayments and overpayments used on it"),
  location: ref("location", "Branch"),
  wasSent: flag("Whether the tool has sent it to the other side"),
  hasAttachments: flag("Whether files are kept with it"),
  note: text("Free text"),
};

export const account = entity(
  { entity: "account", plural: "accounts" },
  "An account of the general ledger",
  { name: text("Name") },
  {
    code: text("Account number"),
    description: text("Description"),
    class: oneOf(["asset", "liability", "equity", "revenue", "expense"], "Where it stands in the statements"),
    kind: oneOf(
      [
        "bank",
        "current-asset",
        "fixed-asset",
        "non-current-asset",
        "inventory",
        "prepayment",
        "receivable",
        "current-liability",
        "non-current-liability",
        "payable",
        "equity",
        "revenue",
        "other-income",
        "cost-of-sales",
        "expense",
        "overhead",
        "depreciation",
      ],
      "What kind of account it is",
    ),
    parent: ref("account", "The account above it"),
    currency: currency("Currency of the account"),
    balance: decimal("Balance now"),
    taxRate: ref("taxRate", "Tax used by default"),
    systemRole: text("What the tool itself uses the account for, in its own word"),
    bankAccountNumber: sensitive(text("Bank account number")),
    bankAccountKind: text("Kind of bank account, in the tool's word"),
    acceptsPayments: flag("Whether payments may be booked on it"),
    reportingCode: text("Code in the tool's reports"),
    reportingName: text("Name in the tool's reports"),
    hasAttachments: flag("Whether files are kept with it"),
    status: oneOf(["active", "archived"], "Whether the account is in use"),
  },
);

export const taxRate = entity(
  { entity: "taxRate", plural: "taxRates" },
  "A tax that documents may carry",
  { name: text("Name") },
  {
    code: text("Code that lines carry"),
    rate: decimal("Percent in effect"),
    displayRate: decimal("Percent shown to people"),
    kind: text("Kind of tax for reports, in the tool's word"),
    components: list(
      part(
        { name: text("Name of the part") },
        {
          rate: decimal("Percent"),
          isCompound: flag("Whether it is charged on top of the others"),
          isNonRecoverable: flag("Whether it cannot be recovered"),
        },
      ),
      "Parts that make up the rate",
    ),
    appliesTo: list(
      oneOf(["asset", "liability", "equity", "revenue", "expense"], "A class"),
      "Account classes it may be used on",
    ),
    status: oneOf(["active", "archived", "deleted"], "Whether the tax is in use"),
  },
);

export const invoice = entity(
  { entity: "invoice", plural: "invoices" },
  "What a customer owes in the books",
  {},
  receivable,
);

export const bill = entity(
  { entity: "bill", plural: "bills" },
  "What the company owes a supplier",
  {},
  {
    ...receivable,
    receivedAt: instant("When the goods were received, where the bill is a purchase receipt"),
    purchasedBy: ref("user", "Who bought"),
  },
);

const credit = {
  number: text("Number people know the document by"),
  reference: text("A further number or text"),
  contact: ref("contact", "Who it is with"),
  status: oneOf(documentStatus, "Where the document stands"),
  issueDate: localDate("Date of the document"),
  dueDate: localDate("Date it is due, where the tool keeps one"),
  paidDate: localDate("Date it was fully used"),
  ...money,
  remaining: decimal("What can still be used"),
  allocations: list(allocation, "What it was used for"),
  wasSent: flag("Whether the tool has sent it to the other side"),
  hasAttachments: flag("Whether files are kept with it"),
  note: text("Free text"),
};

export const creditNote = entity(
  { entity: "creditNote", plural: "creditNotes" },
  "What is taken off a customer's debt",
  {},
  credit,
);

export const vendorCredit = entity(
  { entity: "vendorCredit", plural: "vendorCredits" },
  "What a supplier takes off the company's debt",
  {},
  credit,
);

export const payment = entity(
  { entity: "payment", plural: "payments" },
  "Money received or paid out, and what it settles",
  { amount: decimal("Amount, always positive; see direction") },
  {
    number: text("Number of the payment"),
    reference: text("Text on the payment"),
    direction: oneOf(["in", "out"], "Received or paid out"),
    kind: oneOf(["payment", "refund", "prepayment", "overpayment"], "What the money is"),
    status: oneOf(["pending", "completed", "void", "deleted"], "Where the payment stands"),
    date: localDate("Date it is booked on"),
    paidAt: instant("Moment it was made, where the tool has it"),
    method: oneOf(
      ["cash", "card", "bank-transfer", "wallet", "cheque", "points", "voucher", "cash-on-delivery"],
      "How it was paid",
    ),
    contact: ref("contact", "Who paid or was paid"),
    account: ref("account", "Bank or cash account in the ledger"),
    accountCode: text("Code of that account"),
    bankAccount: ref("bankAccount", "Bank account in the tool"),
    bankAccountLabel: text("Bank account as printed, where it is no record of its own"),
    location: ref("location", "Shop or branch"),
    createdBy: text("Who booked it"),
    currency: currency("Currency of the amount"),
    bankAmount: decimal("Amount in the bank account's currency"),
    exchangeRate: decimal("Units of the payment currency for one of the base currency"),
    allocations: list(allocation, "Documents it settles"),
    isReconciled: flag("Whether it was matched with the bank"),
    category: text("Income or expense category, in the tool's word"),
    hasAttachments: flag("Whether files are kept with it"),
    note: text("Free text"),
  },
);

export const purchaseOrder = entity(
  { entity: "purchaseOrder", plural: "purchaseOrders" },
  "What the company has ordered from a supplier",
  {},
  {
    number: text("Number of the order"),
    reference: text("A further number or text"),
    contact: ref("contact", "Supplier"),
    status: oneOf(["draft", "submitted", "open", "billed", "deleted"], "Where the order stands"),
    issueDate: localDate("Date of the order"),
    deliveryDate: localDate("Date it is to arrive"),
    expectedArrivalDate: localDate("Date it is expected to arrive"),
    ...money,
    deliveryAddress: text("Where to deliver, as printed"),
    deliveryContact: text("Who to ask for"),
    deliveryPhone: text("Telephone for the delivery"),
    deliveryInstructions: text("Instructions for the delivery"),
    wasSent: flag("Whether the tool has sent it to the supplier"),
    hasAttachments: flag("Whether files are kept with it"),
    note: text("Free text"),
  },
);

export const expense = entity(
  { entity: "expense", plural: "expenses" },
  "Money spent at once, without a bill: by card, in cash, or by an employee who gets it back",
  {},
  {
    number: text("Number people know it by"),
    reference: text("A further number or text"),
    kind: oneOf(["cash", "check", "credit-card", "employee"], "How it was paid"),
    direction: oneOf(["out", "in"], "Spent, or given back"),
    contact: ref("contact", "Who was paid"),
    employee: ref("employee", "Who spent it"),
    account: ref("account", "Account it was paid from"),
    accountCode: text("Code of that account"),
    status: oneOf(["draft", "submitted", "approved", "paid", "void", "deleted"], "How far it is"),
    date: localDate("Day it was spent"),
    ...money,
    paymentMethod: text("How it was paid, in the tool's word"),
    location: ref("location", "Branch"),
    hasAttachments: flag("Whether files are kept with it"),
    note: text("Free text"),
  },
);

export const transfer = entity(
  { entity: "transfer", plural: "transfers" },
  "Money moved between two accounts of the company",
  { amount: decimal("What left the first account") },
  {
    number: text("Number people know it by"),
    reference: text("A further number or text"),
    from: ref("account", "Account the money left"),
    to: ref("account", "Account it came to"),
    date: localDate("Day it was moved"),
    currency: currency("Currency of the amount"),
    exchangeRate: decimal("Units of the document currency for one of the base currency"),
    receivedAmount: decimal("What came to the second account, where it keeps another currency"),
    status: oneOf(["draft", "posted", "void", "deleted"], "How it stands"),
    hasAttachments: flag("Whether files are kept with it"),
    note: text("Free text"),
  },
);

const invoiceParty = part(
  { name: text("Registered name") },
  {
    taxId: text("Tax code"),
    nationalId: sensitive(text("Identity number of a person who has no tax code")),
    address: text("Address as printed"),
    phone: text("Telephone number"),
    email: text("E-mail address"),
    bankAccount: sensitive(text("Bank account as printed")),
    bankName: text("Bank"),
    code: text("Code by which the other side knows it"),
    personName: text("Who buys or sells for it"),
  },
);

export const eInvoice = entity(
  { entity: "eInvoice", plural: "eInvoices" },
  "The legal electronic invoice, as issued to the tax authority; a sale is an order, and the receivable in the books an invoice",
  { number: text("Number of the invoice within its series") },
  {
    form: text("Form number: 1 for VAT invoices, 2 for sales invoices"),
    series: text("Series, such as C26TAA"),
    kind: oneOf(["vat", "sales", "delivery-note", "stamp", "public-asset"], "Kind of invoice"),
    title: text("Title as printed"),
    status: oneOf(["draft", "issued", "adjusted", "replaced", "cancelled"], "How it stands"),
    relation: oneOf(["original", "replacement", "adjustment"], "What it is to another invoice"),
    relatedInvoice: part(
      { number: text("Number") },
      { form: text("Form number"), series: text("Series"), date: localDate("Day it was issued"), note: text("Why") },
    ).meta({ description: "The invoice that it replaces or adjusts" }),
    issueDate: localDate("Day of the invoice"),
    signedAt: instant("When the seller signed it"),
    isSigned: flag("Whether it carries the seller's signature"),
    authorityCode: text("Code given by the tax authority"),
    lookupCode: text("Code by which the buyer finds it on the issuer's site"),
    lookupUrl: text("Address of that site"),
    provider: text("Tax code of the software provider"),
    side: oneOf(["sale", "purchase"], "Whether the company is the seller or the buyer"),
    seller: invoiceParty.meta({ description: "Who sells" }),
    buyer: invoiceParty.meta({ description: "Who buys" }),
    paymentMethod: text("How it is paid, as printed"),
    currency: currency("Currency of all amounts"),
    exchangeRate: decimal("Units of the base currency for one of the document currency"),
    lines: list(
      part(
        {},
        {
          number: text("Number of the line as printed"),
          kind: oneOf(["goods", "promotion", "discount", "note"], "What the line is"),
          code: text("Code of the item as printed"),
          description: text("Text of the line"),
          unit: text("Unit of measure"),
          quantity: decimal("How many"),
          unitPrice: decimal("Price of one without tax"),
          discount: decimal("Discount of the whole line, as an amount"),
          discountRate: decimal("Discount in percent"),
          taxRate: text("Tax as printed: 8%, KCT, KKKNT"),
          taxPercent: decimal("Tax in percent; absent where it is not a rate, see taxKind"),
          taxKind: oneOf(
            ["taxable", "exempt", "not-declared"],
            "0 percent is taxable; not subject and not declared are different things",
          ),
          tax: decimal("Tax of the whole line"),
          total: decimal("What the line comes to without tax"),
        },
      ),
      "Lines",
    ),
    taxes: list(
      part(
        { rate: text("Tax as printed: 8%, KCT, KKKNT") },
        { base: decimal("Amount that is taxed"), tax: decimal("Tax") },
      ),
      "Sums by tax rate",
    ),
    fees: list(part({ amount: decimal("Amount") }, { name: text("What it is for") }), "Fees beside the lines"),
    subTotal: decimal("Sum without tax"),
    discount: decimal("Trade discount of the whole invoice"),
    tax: decimal("Tax of the whole invoice"),
    total: decimal("Sum with tax"),
    totalInWords: text("The sum in words, as printed"),
    order: ref("order", "The sale it is for"),
    invoice: ref("invoice", "The receivable it is for"),
    note: text("Free text"),
  },
);

export const journalEntry = entity(
  { entity: "journalEntry", plural: "journalEntries" },
  "A booking in the general ledger",
  {},
  {
    number: text("Number of the entry"),
    date: localDate("Date it is booked on"),
    status: oneOf(["draft", "posted", "void", "deleted"], "Where the entry stands"),
    memo: text("What it is about"),
    currency: currency("Currency of all amounts"),
    taxInclusive: flag("Whether amounts contain tax"),
    onCashBasis: flag("Whether it shows in cash-basis reports"),
    sourceKind: text("What caused it, in the tool's word"),
    source: ref("document", "The document that caused it"),
    lines: list(
      part(
        { amount: decimal("Signed: a debit is positive, a credit negative") },
        {
          id: text("The tool's id of the line"),
          account: ref("account", "Account booked on"),
          accountCode: text("Code of that account"),
          description: text("Text of the line"),
          contact: ref("contact", "Who it concerns"),
          taxRate: ref("taxRate", "Tax that applies"),
          tax: decimal("Tax of the line"),
          isBlank: flag("Whether the line carries text only"),
          dimensions,
        },
      ),
      "Debits and credits; they add up to zero",
    ),
    hasAttachments: flag("Whether files are kept with it"),
  },
);

export const bankAccount = entity(
  { entity: "bankAccount", plural: "bankAccounts" },
  "An account at a bank",
  { name: text("Name people know it by") },
  {
    bankName: text("Bank"),
    number: sensitive(text("Account number")),
    holderName: text("Who holds it, as the bank writes it"),
    bankCode: text("Code of the bank, such as its BIN"),
    currency: currency("Currency"),
    balance: sensitive(decimal("What it holds now, as the tool knows it")),
    account: ref("account", "Its account in the ledger"),
    status: oneOf(["active", "archived"], "Whether it is in use"),
    note: text("Free text"),
  },
);

export const bankTransaction = entity(
  { entity: "bankTransaction", plural: "bankTransactions" },
  "Money in or out of a bank account, as booked",
  {},
  {
    direction: oneOf(["in", "out"], "Received or spent"),
    kind: oneOf(["standard", "overpayment", "prepayment", "transfer"], "What it is"),
    contact: ref("contact", "Who it is with"),
    account: ref("account", "Bank account in the ledger"),
    accountCode: text("Code of that account"),
    bankAccount: ref("bankAccount", "Bank account in the tool, where it keeps such records"),
    location: ref("location", "Shop or branch"),
    reference: text("Text on the transaction"),
    status: oneOf(["pending", "booked", "void", "deleted"], "Where it stands"),
    date: localDate("Date it is booked on"),
    bookedAt: instant("Moment it is booked, where the tool knows it"),
    ...money,
    balance: sensitive(decimal("What the account holds after it")),
    counterpartyName: text("Who it is with, as the bank writes it"),
    counterpartyAccount: sensitive(text("Their bank account, as the bank writes it")),
    paymentCode: text("Code found in its text, by which the payer names what is paid"),
    isReconciled: flag("Whether it was matched with the bank statement"),
    transfer: ref("transfer", "The transfer it is one side of"),
    payment: ref("payment", "The prepayment or overpayment it made"),
    paymentKind: oneOf(["prepayment", "overpayment"], "What that is"),
    hasAttachments: flag("Whether files are kept with it"),
    note: text("Free text"),
  },
);

export const dimension = entity(
  { entity: "dimension", plural: "dimensions" },
  "An axis that bookings are analysed by: tracking category, department, project",
  { name: text("Name") },
  {
    kind: text("What it stands for, in the tool's word"),
    values: list(
      part(
        { name: text("Name of the value") },
        {
          id: text("The tool's id of the value"),
          status: oneOf(["active", "archived", "deleted"], "Whether it is in use"),
        },
      ),
      "What can be chosen",
    ),
    status: oneOf(["active", "archived", "deleted"], "Whether the dimension is in use"),
  },
);
