import { codec, fields, reader, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { moment, ownId, xeroList } from "./wire.ts";

/** Whoever has a role has a login: https://developer.xero.com/documentation/api/accounting/types#user-roles */
const login = reader(
  codec.meanings({
    active: ["READONLY", "INVOICEONLY", "STANDARD", "FINANCIALADVISER", "MANAGEDCLIENT", "CASHBOOKCLIENT", "UNKNOWN"],
    inactive: ["REMOVED"],
  }),
);

const User = row({
  UserID: required(ownId),
  ...fields(z.string(), "FirstName", "LastName", "EmailAddress", "OrganisationRole"),
  IsSubscriber: codec.flag,
  UpdatedDateUTC: moment,
});

export const users = resource({ entity: "user", raw: User }).define({
  id: (user) => user.UserID,
  read: (user) => ({
    name: [user.FirstName?.trim(), user.LastName?.trim()].filter(Boolean).join(" ") || user.EmailAddress || user.UserID,
    firstName: user.FirstName,
    lastName: user.LastName,
    email: user.EmailAddress,
    role: user.OrganisationRole,
    isOwner: user.IsSubscriber,
    status: login(user.OrganisationRole),
    updatedAt: user.UpdatedDateUTC,
  }),
  list: xeroList({ name: "Users", deletes: "absent" }),
  scopes: { read: ["accounting.settings.read"] },
});
