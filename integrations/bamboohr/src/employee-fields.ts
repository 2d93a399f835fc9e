import { type Api, pick, row } from "@opensme/core";
import * as z from "zod";
import { isCustom } from "./wire.ts";

/**
 * What is asked of `GET /employees/{id}`. Some fields have a name in the description of the operation and an older one in
 * https://documentation.bamboohr.com/docs/list-of-field-names; a name that an account does not know is left out of the answer.
 */
const plain = [
  ["employeeNumber", "firstName", "middleName", "lastName", "preferredName", "displayName"],
  ["status", "employmentStatus", "employmentHistoryStatus"],
  ["workEmail", "homeEmail", "workPhone", "workPhoneExtension", "mobilePhone", "homePhone"],
  ["jobTitle", "jobTitleName", "department", "departmentId", "division", "location", "locationId"],
  ["reportsToId", "reportsToName", "supervisorEId", "supervisor"],
  ["hireDate", "originalHireDate", "terminationDate", "probationEndDate"],
  ["photoUrl", "linkedIn", "linkedinUrl", "skypeUsername", "lastChanged"],
].flat();

const sensitive = [
  ["dateOfBirth", "birthDate", "gender", "maritalStatus", "marital", "nationality", "ssn", "sin", "nin"],
  ["address1", "address2", "city", "state", "zipcode", "country"],
  ["payRate", "payType", "payPer", "paidPer", "payPeriod"],
].flat();

/** The operation takes no more. */
const mostFields = 400;

const accountFields = pick(z.array(row({ alias: z.string(), deprecated: z.boolean() })), (fields) =>
  fields.flatMap(({ alias, deprecated }) => (alias && isCustom(alias) && deprecated !== true ? [alias] : [])),
);

/**
 * The fields to ask of each person. What a company keeps in its own fields cannot be told from their names - bank accounts and tax codes are among it - so
 * they count as sensitive.
 */
export const fieldsFor = async (api: Api, signal: AbortSignal | undefined): Promise<string> => {
  if (!api.sensitive) return plain.join(",");
  const { body } = await api.request({ path: "/meta/fields" }, { signal });
  return [...plain, ...sensitive, ...accountFields(body)].slice(0, mostFields).join(",");
};
