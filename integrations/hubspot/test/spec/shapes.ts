import type { Shape } from "../../../../scripts/specs/shape.ts";

/** ISO 8601 in UTC, to the second or the millisecond. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

/** The properties of a record: text by name, null where there is no value. */
const properties: Shape = { "*": "string | null" };

export const record: Shape = {
  id: /^\d+$/,
  properties,
  createdAt: instant,
  updatedAt: instant,
  archived: "boolean",
  archivedAt: instant,
  url: /^https:\/\/app[\w-]*\.hubspot\.com\//,
};

/** What a page of any list ends with. */
export const paging: Shape = { next: { after: "string", link: "string" } };

/** What stands around the results of a batch. */
export const batch = {
  completedAt: instant,
  startedAt: instant,
  status: "string",
  numErrors: "integer",
  errors: [
    {
      status: "string",
      category: "string",
      subCategory: "string",
      message: "string",
      context: { "*": ["string"] },
    },
  ],
} as const;

export const error: Shape = {
  status: "string",
  message: "string",
  correlationId: "string",
  category: "string",
  subCategory: "string",
  errorType: "string",
  policyName: "string",
  context: { "*": ["string"] },
  links: { "*": "string" },
  errors: [{ message: "string", code: "string", in: "string", context: { "*": ["string"] } }],
};

const stage: Shape = {
  id: "string",
  label: "string",
  displayOrder: "integer",
  metadata: { "*": "string" },
  createdAt: instant,
  updatedAt: instant,
  archived: "boolean",
  writePermissions: "string",
};

export const pipeline: Shape = {
  id: "string",
  label: "string",
  displayOrder: "integer",
  stages: [stage],
  createdAt: instant,
  updatedAt: instant,
  archived: "boolean",
};

export const property: Shape = {
  createdAt: instant,
  updatedAt: instant,
  name: "string",
  label: "string",
  type: "string",
  fieldType: "string",
  description: "string",
  groupName: "string",
  options: ["unknown"],
  displayOrder: "integer",
  calculated: "boolean",
  externalOptions: "boolean",
  archived: "boolean",
  hasUniqueValue: "boolean",
  hidden: "boolean",
  hubspotDefined: "boolean",
  modificationMetadata: { "*": "boolean" },
  formField: "boolean",
  dataSensitivity: "string",
};

export const owner: Shape = {
  id: "string",
  email: "string",
  firstName: "string",
  lastName: "string",
  userId: "integer | null",
  userIdIncludingInactive: "integer",
  teams: [{ id: "string", name: "string", primary: "boolean" }],
  createdAt: instant,
  updatedAt: instant,
  archived: "boolean",
};

export const taxRate: Shape = {
  id: /^\d+$/,
  name: "string",
  label: "string",
  percentageRate: "number",
  active: "boolean",
  createdAt: instant,
  updatedAt: instant,
};
