import { creatingMany } from "./batch.ts";
import { actor, updater } from "./changing.ts";
import { creator } from "./creating.ts";
import { type Desk, type Fields, type Options, type Result, toolsOf } from "./desk.ts";
import type { Operations, Resource } from "./resource.ts";
import type { Planned } from "./written.ts";

/** The writing operations that a resource declares. */
export const writers = (desk: Desk): Record<string, unknown> => {
  const definition = desk.resource.definition as Resource["definition"] & Operations;
  const { get, create, update, remove, actions = {} } = definition;
  const tools = toolsOf(desk);
  const { hasKeys, encode, keyed, placed, guard } = tools;
  const createOne = create && creator(desk, tools, create, get);
  const updateOne = update && updater(desk, tools, update, get);
  const { act, removeOne } = actor(desk, tools, get);
  return {
    ...(createOne && create
      ? {
          create: placed("create", (record: Fields, options: Options = {}) => createOne(record, options)),
          createMany: creatingMany(desk, create, {
            one: (record, options) => createOne(record, { ...options, dryRun: false }) as Promise<Result>,
            plan: (record, options) => createOne(record, { ...options, dryRun: true }) as Promise<Planned>,
            ready: async (record) => {
              await guard("create", record);
              return encode(record, "create");
            },
            keyed,
            hasKeys,
          }),
        }
      : {}),
    ...(updateOne
      ? {
          update: placed("update", (id: string, changes: Fields, options: Options = {}) =>
            updateOne(id, changes, options),
          ),
        }
      : {}),
    ...(remove ? { remove: placed("remove", removeOne(remove)) } : {}),
    ...Object.fromEntries(
      Object.entries(actions).map(([name, operation]) => [name, placed(name, act(name, operation))]),
    ),
  };
};
