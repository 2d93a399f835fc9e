"""A tap as the Singer SDK's users write theirs: one REST stream, pages of 1000. Reads {"gateway": ...} under --config."""

from singer_sdk import RESTStream, Tap
from singer_sdk import typing as th
from singer_sdk.pagination import BasePageNumberPaginator

text, number, flag = th.StringType, th.NumberType, th.BooleanType


class Pages(BasePageNumberPaginator):
    def has_more(self, response):
        pagination = response.json()["pagination"]
        return pagination["page"] < pagination["pageCount"]


class Invoices(RESTStream):
    name = "invoices"
    path = "/api.xero.com/api.xro/2.0/Invoices"
    primary_keys = ("InvoiceID",)
    records_jsonpath = "$.Invoices[*]"
    schema = th.PropertiesList(
        *(th.Property(name, text) for name in (
            "InvoiceID", "InvoiceNumber", "Reference", "Type", "Status", "DateString", "DueDateString", "CurrencyCode",
            "LineAmountTypes", "UpdatedDateUTC",
        )),
        *(th.Property(name, number) for name in (
            "SubTotal", "TotalTax", "Total", "AmountPaid", "AmountCredited", "AmountDue", "CurrencyRate",
        )),
        th.Property("HasAttachments", flag),
        th.Property("Contact", th.ObjectType(th.Property("ContactID", text), th.Property("Name", text))),
        th.Property("LineItems", th.ArrayType(th.ObjectType(
            *(th.Property(name, text) for name in ("LineItemID", "ItemCode", "Description", "AccountCode", "TaxType")),
            *(th.Property(name, number) for name in ("Quantity", "UnitAmount", "TaxAmount", "LineAmount")),
        ))),
    ).to_dict()

    @property
    def url_base(self):
        return self.config["gateway"]

    @property
    def http_headers(self):
        return {"authorization": "Bearer bench"}

    def get_new_paginator(self):
        return Pages(start_value=1)

    def get_url_params(self, context, next_page_token):
        return {"page": next_page_token or 1, "pageSize": 1000}


class Xero(Tap):
    name = "tap-xero-bench"
    config_jsonschema = th.PropertiesList(th.Property("gateway", text, required=True)).to_dict()

    def discover_streams(self):
        return [Invoices(self)]


if __name__ == "__main__":
    Xero.cli()
