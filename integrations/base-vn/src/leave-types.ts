import { resource } from "@opensme/core";
import * as z from "zod";
import { moment, ownId } from "./codecs.ts";
import { baseList } from "./lists.ts";

const Group = z.object({
  id: ownId,
  name: z.string().nullish(),
  metatype: z.string().nullish(),
  username: z.string().nullish(),
  since: moment.nullish(),
  last_update: moment.nullish(),
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
