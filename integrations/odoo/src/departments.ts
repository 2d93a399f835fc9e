import { resource } from "@opensme/core";
import { records } from "./records.ts";
import { active, flag, label, link, provenance, row } from "./wire.ts";

const Department = row({ name: label, parent_id: link, manager_id: link, active: flag });

/** Departments. */
export const departments = resource({ entity: "department", raw: Department }).define({
  id: (department) => department.id,
  read: (department) => ({
    name: department.name,
    parent: department.parent_id,
    manager: department.manager_id,
    status: active(department.active),
    ...provenance(department),
  }),
  ...records({ model: "hr.department", row: Department }),
});
