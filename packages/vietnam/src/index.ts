export { accountsOf, type ChartAccount, type Circular, findAccount } from "./accounts.ts";
export { type Bank, banks, findBank } from "./banks.ts";
export { parseNumber } from "./number.ts";
export { type Phone, parsePhone } from "./phone.ts";
export { type FormerProvince, findProvince, type Province, provinces } from "./provinces.ts";
export { parseTaxCode, type TaxCode } from "./tax-code.ts";
export { companyKey, companyName, matchingKey, placeTones, withoutAccents } from "./text.ts";
export { parseVat, standardVat, type Vat } from "./vat.ts";
export { buildVietQR, parseVietQR, type VietQR } from "./vietqr.ts";
