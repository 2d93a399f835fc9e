import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { flag, label, link, moment, provenance, row, text } from "./wire.ts";

const User = row({
  ...fields(text, "name", "email", "phone", "role"),
  login: label,
  employee_id: link,
  active: flag,
  login_date: moment,
});

/** People who work in Odoo; the logins of customers on the portal are left out. */
export const users = resource({ entity: "user", raw: User }).define({
  id: (user) => user.id,
  read: (user) => ({
    name: user.name || user.login,
    username: user.login,
    email: user.email,
    phone: user.phone,
    role: user.role,
    employee: user.employee_id,
    status: user.active === true ? "active" : user.active === false ? "inactive" : undefined,
    lastLoginAt: user.login_date,
    ...provenance(user),
  }),
  ...records({
    model: "res.users",
    row: User,
    domain: [["share", "=", false]],
    holds: ({ share }) => share !== true,
  }),
});
