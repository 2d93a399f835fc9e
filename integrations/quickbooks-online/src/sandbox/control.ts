import type { SandboxControl, SandboxKit } from "@opensme/testing";
import type { Books } from "./books.ts";
import { type Place, places } from "./places.ts";
import type { Row } from "./row.ts";
import { stamp } from "./wire.ts";
import { touched } from "./writing.ts";

/** Categories stand among the items and are none; nor is the time of vendors that of employees. */
const isRecord = (row: Row): boolean => row["Type"] !== "Category" && row["NameOf"] !== "Vendor";

export const controlOf = (state: () => Books, kit: SandboxKit): SandboxControl => {
  const placeOf = (resource: string): Place => {
    const place = places[resource];
    if (place) return place;
    throw new Error(`The sandbox keeps no ${resource}`);
  };
  const find = (resource: string, id: string): Row => {
    const { entity, prefix = "" } = placeOf(resource);
    const row = state().rows(entity).get(id.slice(prefix.length));
    if (row) return row;
    throw new Error(`The sandbox has no ${resource} ${id}`);
  };

  return {
    ids(resource) {
      const { entity, prefix = "" } = placeOf(resource);
      return [...state().rows(entity).values()].filter(isRecord).map(({ Id }) => `${prefix}${Id}`);
    },
    touch(resource, id) {
      const { field = "PrivateNote" } = placeOf(resource);
      const row = find(resource, id);
      touched(row, kit.now());
      row[field] = `Sửa lần ${row.SyncToken}`;
    },
    remove(resource, id) {
      const { entity, isName } = placeOf(resource);
      if (isName) throw new Error(`QuickBooks keeps ${resource} and only makes them inactive`);
      const row = find(resource, id);
      state().rows(entity).delete(row.Id);
      state().gone.push({ entity, id: row.Id, at: kit.now().toISOString() });
    },
    insert(resource) {
      const { entity, prefix = "" } = placeOf(resource);
      if (entity === "CompanyInfo") throw new Error("There is one company");
      const rows = state().rows(entity);
      const like = [...rows.values()].find(isRecord);
      if (!like) throw new Error(`The sandbox has no ${resource} to make another like`);
      const Id = state().newId();
      const now = stamp(kit.now());
      const name = `Mới ${Id}`;
      rows.set(Id, {
        ...structuredClone(like),
        Id,
        SyncToken: "0",
        MetaData: { CreateTime: now, LastUpdatedTime: now },
        ...("DisplayName" in like ? { DisplayName: name } : {}),
        ...("Name" in like ? { Name: name } : {}),
        ...("DocNumber" in like ? { DocNumber: Id } : {}),
      });
      return `${prefix}${Id}`;
    },
  };
};
