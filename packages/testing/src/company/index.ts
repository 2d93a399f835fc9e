export { sampleCompany } from "./company.ts";
export type { Company, CompanyOptions } from "./types.ts";
