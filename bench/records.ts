/** Records of about 2 KB in the vendors' forms, as JSON text, each from its index alone. */

export const pad = (value: number, width: number): string => String(value).padStart(width, "0");

export const dayOf = (index: number): string => `2026-${pad(1 + (index % 10), 2)}-${pad(1 + (index % 28), 2)}`;

const kiotvietLine = (index: number, line: number): string => {
  const price = 25_000 + ((index + line * 7) % 90) * 1000;
  return `{"productId":${70_000_000 + ((index + line) % 400)},"productCode":"SP${pad((index + line) % 400, 6)}","productName":"Cà phê rang xay Mẫu số ${line} gói 250 g, rang vừa, xay cho phin","categoryId":3001,"categoryName":"Cà phê","quantity":${1 + (index % 5)},"price":${price}.0,"discount":${line === 2 ? 1000 : 0},"discountRatio":0,"usePoint":false,"note":"","subTotal":${(price - (line === 2 ? 1000 : 0)) * (1 + (index % 5))},"returnQuantity":0}`;
};

export const kiotvietInvoice = (index: number): string => {
  const day = dayOf(index);
  const total = 150_000 + (index % 700) * 1000;
  return `{"id":${90_000_000 + index},"uuid":"W${pad(index, 18)}","code":"HD${pad(index, 8)}","orderCode":"DH${pad(index, 8)}","purchaseDate":"${day}T14:38:12.5730000","branchId":${10_001 + (index % 3)},"branchName":"Chi nhánh ${index % 3}","soldById":${2001 + (index % 9)},"soldByName":"Trần Văn Thử","customerId":${60_000_000 + (index % 5000)},"customerCode":"KH${pad(index % 5000, 6)}","customerName":"Khách Mẫu ${index % 5000}","total":${total}.0,"totalPayment":${total}.0,"discount":0,"status":1,"statusValue":"Hoàn thành","description":"Giao giờ hành chính, gọi trước khi đến","usingCod":false,"createdDate":"${day}T14:38:12.6000000","modifiedDate":"${day}T15:00:00.0000000","payments":[{"id":${81_000_000 + index},"code":"TTHD${pad(index, 8)}","amount":${total}.0,"method":"Cash","status":0,"statusValue":"Đã thanh toán","transDate":"${day}T14:38:12.6000000"}],"invoiceOrderSurcharges":[],"invoiceDetails":[${kiotvietLine(index, 1)},${kiotvietLine(index, 2)},${kiotvietLine(index, 3)}],"SaleChannel":{"IsNotDelete":true,"RetailerId":500000001,"Position":1,"IsActivate":true,"CreatedBy":0,"CreatedDate":"2026-02-01T00:00:00.0000000","Id":1,"Name":"Facebook"}}`;
};

/** Made of hexadecimal digits, as they are, of which six in sixteen are letters. */
export const guid = (kind: number, index: number): string => `${pad(kind, 6)}bf-3c7d-4e46-a3c6-${pad(index, 8)}e9af`;

const xeroLine = (index: number, line: number): string => {
  const price = 125.5 + ((index + line) % 90);
  return `{"LineItemID":"${guid(3, index * 3 + line)}","Description":"Roasted coffee beans number ${line}, bag of 250 g, medium roast, ground for the drip filter","UnitAmount":${price},"TaxType":"OUTPUT2","TaxAmount":${Math.round(price * 16) / 100},"LineAmount":${price * 2},"AccountCode":"200","AccountID":"${guid(4, 200)}","ItemCode":"CF-${pad((index + line) % 400, 4)}","Tracking":[{"Name":"Shop","Option":"North","TrackingCategoryID":"${guid(5, 1)}","TrackingOptionID":"${guid(6, 1)}"}],"Quantity":2.0000}`;
};

export const xeroInvoice = (index: number): string => {
  const day = dayOf(index);
  const moment = Date.parse(`${day}T03:00:00Z`) + index;
  const total = 400 + (index % 700);
  return `{"Type":"ACCREC","InvoiceID":"${guid(1, index)}","InvoiceNumber":"INV-${pad(index, 7)}","Reference":"PO-${pad(index, 6)}","Payments":[],"CreditNotes":[],"Prepayments":[],"Overpayments":[],"AmountDue":${total}.25,"AmountPaid":0.00,"AmountCredited":0.00,"CurrencyRate":1.0000000000,"IsDiscounted":false,"HasAttachments":false,"HasErrors":false,"InvoicePaymentServices":[],"Contact":{"ContactID":"${guid(2, index % 5000)}","Name":"Customer ${index % 5000}","Addresses":[],"Phones":[],"ContactGroups":[],"ContactPersons":[],"HasValidationErrors":false},"DateString":"${day}T00:00:00","Date":"/Date(${Date.parse(day)}+0000)/","DueDateString":"2026-12-01T00:00:00","DueDate":"/Date(1796083200000+0000)/","BrandingThemeID":"${guid(7, 1)}","Status":"AUTHORISED","LineAmountTypes":"Exclusive","LineItems":[${xeroLine(index, 1)},${xeroLine(index, 2)},${xeroLine(index, 3)}],"SubTotal":${total}.00,"TotalTax":0.25,"Total":${total}.25,"UpdatedDateUTC":"/Date(${moment}+0000)/","CurrencyCode":"NZD"}`;
};
