import { fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { moment, ownId } from "./codecs.ts";
import { baseList } from "./lists.ts";

const Group = row({
  id: required(ownId),
  ...fields(z.string(), "name", "metatype", "username"),
  since: moment,
  last_update: moment,
});

/** Kinds of absence. Work outside the office (`outside`) is one of them in Base. */
export const leaveTypes = resource({ entity: "leaveType", raw: Group }).define({
  id: (group) => group.id,
  read: (group) => ({
    name: group.name || group.metatype || group.id,
    unit: "days",
    isPaid: group.metatype === "unpaid" ? false : undefined,
    createdAt: group.since,
    updatedAt: group.last_update,
    unmapped: { metatype: group.metatype, username: group.username },
  }),
  list: baseList({ path: "/timeoff/group/list", keys: ["groups", "group"], deletes: "absent" }),
});
