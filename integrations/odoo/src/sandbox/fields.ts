/**
 * The fields of each model, as `fields_get` of Odoo 19 gives them for what the sandbox holds: `name:type`, `name:>model` for one other record, `name:*model` for several.
 * Every model has id, display_name, create_date and write_date too. https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */
const tables: Readonly<Record<string, string>> = {
  "res.company": `name:char currency_id:>res.currency street:char street2:char zip:char city:char state_id:>res.country.state
    country_id:>res.country country_code:char email:char phone:char vat:char company_registry:char
    fiscalyear_last_day:integer fiscalyear_last_month:selection fiscalyear_lock_date:date hard_lock_date:date
    user_fiscalyear_lock_date:date user_sale_lock_date:date user_purchase_lock_date:date user_hard_lock_date:date`,
  "res.currency": `name:char`,
  "res.bank": `name:char`,
  "account.group": `name:char`,
  "product.attribute": `name:char`,
  "hr.contract.type": `name:char`,
  "hr.departure.reason": `name:char`,
  "utm.source": `name:char`,
  "res.country": `name:char`,
  "res.country.state": `name:char`,
  "res.users": `partner_id:>res.partner login:char active:boolean login_date:datetime share:boolean name:char email:char
    phone:char role:selection employee_id:>hr.employee employee:boolean`,
  "res.partner": `name:char parent_id:>res.partner ref:char vat:char company_registry:char bank_ids:*res.partner.bank
    website:char comment:html category_id:*res.partner.category active:boolean employee:boolean function:char
    type:selection street:char street2:char zip:char city:char state_id:>res.country.state
    country_id:>res.country country_code:char email:char phone:char is_company:boolean company_name:char
    credit:monetary credit_limit:float debit:monetary total_invoiced:monetary currency_id:>res.currency
    supplier_rank:integer customer_rank:integer`,
  "res.partner.category": `name:char`,
  "res.partner.bank": `acc_number:char partner_id:>res.partner`,
  "product.template": `name:char active:boolean`,
  "product.product": `lst_price:float default_code:char code:char active:boolean product_tmpl_id:>product.template barcode:char
    product_template_attribute_value_ids:*product.template.attribute.value standard_price:float weight:float
    qty_available:float total_value:monetary name:char description:html description_purchase:text
    description_sale:text type:selection categ_id:>product.category currency_id:>res.currency
    weight_uom_name:char sale_ok:boolean purchase_ok:boolean uom_id:>uom.uom product_variant_id:>product.product
    product_variant_count:integer taxes_id:*account.tax supplier_taxes_id:*account.tax
    property_account_income_id:>account.account property_account_expense_id:>account.account is_storable:boolean
    tracking:selection`,
  "product.category": `name:char`,
  "product.template.attribute.value": `name:char currency_id:>res.currency product_tmpl_id:>product.template attribute_id:>product.attribute`,
  "uom.uom": `name:char`,
  "account.account": `name:char description:text currency_id:>res.currency code:char active:boolean account_type:selection
    internal_group:selection tax_ids:*account.tax note:text group_id:>account.group current_balance:float`,
  "account.tax": `name:char type_tax_use:selection amount_type:selection active:boolean children_tax_ids:*account.tax
    amount:float invoice_label:char include_base_amount:boolean`,
  "account.analytic.plan": `name:char complete_name:char account_ids:*account.analytic.account`,
  "account.analytic.account": `name:char active:boolean plan_id:>account.analytic.plan`,
  "account.journal": `name:char code:char active:boolean type:selection default_account_id:>account.account
    currency_id:>res.currency bank_acc_number:char bank_id:>res.bank`,
  "account.move": `name:char company_id:>res.company ref:char date:date state:selection move_type:selection line_ids:*account.move.line
    invoice_line_ids:*account.move.line invoice_date:date invoice_date_due:date partner_id:>res.partner
    company_currency_id:>res.currency currency_id:>res.currency invoice_currency_rate:float
    amount_untaxed:monetary amount_tax:monetary amount_total:monetary amount_residual:monetary
    payment_state:selection narration:html is_move_sent:boolean`,
  "account.move.line": `analytic_distribution:json move_id:>account.move company_currency_id:>res.currency date:date
    invoice_date:date ref:char sequence:integer move_type:selection account_id:>account.account
    account_code:char name:char balance:monetary currency_id:>res.currency partner_id:>res.partner
    payment_id:>account.payment statement_line_id:>account.bank.statement.line tax_ids:*account.tax
    tax_line_id:>account.tax amount_residual:monetary matching_number:char display_type:selection
    product_id:>product.product product_uom_id:>uom.uom quantity:float price_unit:float price_subtotal:monetary
    price_total:monetary discount:float`,
  "account.partial.reconcile": `debit_move_id:>account.move.line credit_move_id:>account.move.line amount:monetary
    debit_amount_currency:monetary credit_amount_currency:monetary max_date:date`,
  "account.payment": `name:char date:date move_id:>account.move journal_id:>account.journal state:selection is_matched:boolean
    amount:monetary payment_type:selection partner_type:selection memo:char currency_id:>res.currency
    partner_id:>res.partner outstanding_account_id:>account.account payment_method_code:char`,
  "account.bank.statement.line": `move_id:>account.move journal_id:>account.journal partner_id:>res.partner account_number:char
    partner_name:char payment_ref:char currency_id:>res.currency amount:monetary running_balance:monetary
    is_reconciled:boolean name:char ref:char date:date state:selection narration:html`,
  "hr.expense": `name:char date:date employee_id:>hr.employee product_id:>product.product quantity:float description:text
    nb_attachment:integer state:selection tax_amount_currency:monetary total_amount_currency:monetary
    untaxed_amount_currency:monetary currency_id:>res.currency payment_mode:selection vendor_id:>res.partner
    account_id:>account.account tax_ids:*account.tax`,
  "sale.order": `name:char partner_id:>res.partner state:selection locked:boolean client_order_ref:char
    commitment_date:datetime date_order:datetime origin:char note:html partner_shipping_id:>res.partner
    currency_id:>res.currency user_id:>res.users team_id:>crm.team order_line:*sale.order.line
    amount_untaxed:monetary amount_tax:monetary amount_total:monetary warehouse_id:>stock.warehouse
    delivery_status:selection`,
  "sale.order.line": `order_id:>sale.order sequence:integer currency_id:>res.currency state:selection display_type:selection
    product_id:>product.product name:text product_uom_qty:float product_uom_id:>uom.uom tax_ids:*account.tax
    price_unit:float discount:float price_subtotal:monetary price_tax:float warehouse_id:>stock.warehouse`,
  "pos.config": `name:char picking_type_id:>stock.picking.type`,
  "pos.payment.method": `name:char journal_id:>account.journal is_cash_count:boolean`,
  "pos.order": `name:char date_order:datetime user_id:>res.users amount_tax:monetary amount_total:monetary
    amount_paid:monetary amount_return:monetary lines:*pos.order.line company_id:>res.company partner_id:>res.partner
    config_id:>pos.config currency_id:>res.currency state:selection picking_type_id:>stock.picking.type
    general_customer_note:text internal_note:text pos_reference:char payment_ids:*pos.payment refunded_order_id:>pos.order`,
  "pos.order.line": `name:char product_id:>product.product price_unit:float qty:float price_subtotal:monetary
    price_subtotal_incl:monetary discount:float order_id:>pos.order tax_ids:*account.tax product_uom_id:>uom.uom
    currency_id:>res.currency full_product_name:char customer_note:char refunded_orderline_id:>pos.order.line note:char`,
  "pos.payment": `name:char pos_order_id:>pos.order amount:monetary payment_method_id:>pos.payment.method
    payment_date:datetime currency_id:>res.currency is_change:boolean`,
  "project.project": `name:char`,
  "project.task": `name:char project_id:>project.project`,
  "account.analytic.line": `name:char date:date amount:monetary unit_amount:float product_uom_id:>uom.uom
    account_id:>account.analytic.account project_id:>project.project task_id:>project.task employee_id:>hr.employee
    user_id:>res.users`,
  "purchase.order": `name:char partner_ref:char date_order:datetime partner_id:>res.partner currency_id:>res.currency
    state:selection order_line:*purchase.order.line note:html invoice_status:selection date_planned:datetime
    amount_untaxed:monetary amount_tax:monetary amount_total:monetary product_id:>product.product`,
  "purchase.order.line": `name:text sequence:integer product_qty:float date_planned:datetime discount:float tax_ids:*account.tax
    product_uom_id:>uom.uom product_id:>product.product price_unit:float price_subtotal:monetary price_tax:float
    order_id:>purchase.order state:selection partner_id:>res.partner currency_id:>res.currency
    date_order:datetime display_type:selection`,
  "stock.warehouse": `name:char active:boolean code:char`,
  "stock.location": `name:char complete_name:char active:boolean usage:selection location_id:>stock.location barcode:char
    warehouse_id:>stock.warehouse`,
  "stock.picking.type": `name:char code:selection warehouse_id:>stock.warehouse`,
  "stock.picking": `name:char note:html state:selection scheduled_date:datetime location_id:>stock.location
    picking_type_id:>stock.picking.type picking_type_code:selection partner_id:>res.partner sale_id:>sale.order`,
  "stock.quant": `product_id:>product.product location_id:>stock.location quantity:float reserved_quantity:float
    available_quantity:float`,
  "stock.move": `date:datetime product_id:>product.product product_uom_qty:float product_uom:>uom.uom
    location_id:>stock.location location_dest_id:>stock.location location_usage:selection
    location_dest_usage:selection state:selection price_unit:float origin:char is_inventory:boolean
    origin_returned_move_id:>stock.move quantity:float picking_code:selection reference:char`,
  "hr.work.location": `active:boolean name:char location_type:selection location_number:char`,
  "hr.department": `name:char active:boolean parent_id:>hr.department manager_id:>hr.employee`,
  "hr.employee": `version_ids:*hr.version name:char active:boolean company_country_code:char work_phone:char mobile_phone:char
    work_email:char private_phone:char private_email:char birthday:date bank_account_ids:*res.partner.bank
    contract_date_start:date trial_date_end:date parent_id:>hr.employee barcode:char currency_id:>res.currency
    country_id:>res.country identification_id:char ssnid:char sex:selection private_street:char
    private_street2:char private_city:char private_state_id:>res.country.state private_zip:char
    private_country_id:>res.country marital:selection children:integer employee_type:selection
    department_id:>hr.department job_id:>hr.job job_title:char work_location_id:>hr.work.location
    departure_date:date wage:monetary`,
  "hr.version": `employee_id:>hr.employee name:char active:boolean date_version:date employee_type:selection
    department_id:>hr.department job_id:>hr.job job_title:char work_location_id:>hr.work.location
    departure_reason_id:>hr.departure.reason date_start:date currency_id:>res.currency wage:monetary
    contract_type_id:>hr.contract.type additional_note:text`,
  "hr.leave.type": `name:char active:boolean request_unit:selection unpaid:boolean`,
  "hr.leave": `name:char private_name:char state:selection holiday_status_id:>hr.leave.type employee_id:>hr.employee
    notes:text number_of_days:float number_of_hours:float leave_type_request_unit:selection
    request_date_from:date request_date_to:date date_from:datetime date_to:datetime tz:selection`,
  "hr.attendance": `employee_id:>hr.employee check_in:datetime check_out:datetime date:date worked_hours:float`,
  "crm.team": `name:char sequence:integer active:boolean`,
  "crm.stage": `name:char sequence:integer is_won:boolean team_ids:*crm.team`,
  "crm.tag": `name:char`,
  "crm.lost.reason": `name:char`,
  "crm.lead": `source_id:>utm.source name:char user_id:>res.users team_id:>crm.team description:html active:boolean
    type:selection priority:selection stage_id:>crm.stage tag_ids:*crm.tag expected_revenue:monetary
    prorated_revenue:monetary company_currency:>res.currency date_closed:datetime date_deadline:date
    commercial_partner_id:>res.partner partner_id:>res.partner contact_name:char partner_name:char function:char
    email_from:char phone:char website:char street:char street2:char zip:char city:char
    state_id:>res.country.state country_id:>res.country probability:float won_status:selection
    lost_reason_id:>crm.lost.reason`,
  "mail.activity.type": `name:char`,
  "mail.activity": `res_model:char res_id:many2one_reference activity_type_id:>mail.activity.type activity_category:selection
    summary:char note:html date_deadline:date user_id:>res.users state:selection active:boolean`,
  "calendar.event": `name:char description:html user_id:>res.users location:char videocall_location:char active:boolean
    start:datetime stop:datetime allday:boolean res_id:many2one_reference res_model:char
    partner_ids:*res.partner opportunity_id:>crm.lead`,
  "hr.job": `active:boolean name:char no_of_recruitment:integer description:html user_id:>res.users
    department_id:>hr.department contract_type_id:>hr.contract.type`,
  "hr.recruitment.stage": `name:char`,
  "hr.applicant.category": `name:char`,
  "hr.applicant": `source_id:>utm.source active:boolean partner_name:char email_from:char partner_phone:char
    employee_id:>hr.employee stage_id:>hr.recruitment.stage categ_ids:*hr.applicant.category user_id:>res.users
    date_closed:datetime job_id:>hr.job salary_expected:float refuse_reason_id:>hr.applicant.refuse.reason
    application_status:selection applicant_notes:html refuse_date:datetime`,
};

export interface Field {
  type: string;
  relation?: string;
}

const parse = (word: string): [string, Field] => {
  const [name = "", type = ""] = word.split(":");
  if (type.startsWith(">")) return [name, { type: "many2one", relation: type.slice(1) }];
  return [name, type.startsWith("*") ? { type: "many2many", relation: type.slice(1) } : { type }];
};

const common = "id:integer display_name:char create_date:datetime write_date:datetime";

export const models: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map(
  Object.entries(tables).map(([model, table]) => [model, new Map(`${common} ${table}`.trim().split(/\s+/).map(parse))]),
);
