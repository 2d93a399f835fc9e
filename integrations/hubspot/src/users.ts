import { codec, fields, inTurn, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { moment, pagedList } from "./wire.ts";

const path = "/crm/v3/owners";

const Owner = row({
  id: required(codec.ownId),
  ...fields(z.string(), "email", "firstName", "lastName"),
  userId: codec.identifier,
  userIdIncludingInactive: codec.identifier,
  teams: z.array(row({ name: z.string() })),
  createdAt: moment,
  updatedAt: moment,
  archived: codec.flag,
});

/** Records name their owners by these ids; the id of the login is another. https://developers.hubspot.com/docs/guides/api/crm/owners */
export const users = resource({ entity: "user", raw: Owner }).define({
  id: (owner) => owner.id,
  read: (owner) => ({
    name:
      [owner.firstName?.trim(), owner.lastName?.trim()].filter(Boolean).join(" ") || owner.email?.trim() || owner.id,
    firstName: owner.firstName,
    lastName: owner.lastName,
    email: owner.email,
    status: typeof owner.archived === "boolean" ? (owner.archived ? "inactive" : "active") : undefined,
    createdAt: owner.createdAt,
    updatedAt: owner.updatedAt,
    unmapped: {
      userId: owner.userId || owner.userIdIncludingInactive,
      teams: owner.teams?.flatMap(({ name }) => name || []).join("; "),
    },
  }),
  // Records may belong to owners whose login was taken away.
  list: inTurn(pagedList(path, { archived: false }), pagedList(path, { archived: true })),
  scopes: { read: ["crm.objects.owners.read"] },
});
