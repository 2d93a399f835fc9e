import { describe, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { type Contact, codec, type Ref, ref, resource } from "../src/index.ts";
import { open } from "./vendor.ts";

const Row = z.looseObject({
  id: z.int(),
  name: z.string(),
  state: codec.choice({ 1: "active", 2: "archived" }),
  item: z.int(),
});
const contact = resource({ entity: "contact", raw: Row });

describe("a mapping", () => {
  it("may use the vendor's fields, codecs and absent values", () => {
    contact.define({
      id: (row) => row.id,
      read: (row) => ({ name: row.name, status: row.state, note: null, phones: [undefined] }),
    });
  });

  it("cannot misspell a vendor field", () => {
    // @ts-expect-error `nmae` is no field of the row
    contact.define({ id: (row) => row.id, read: (row) => ({ name: row.nmae }) });
  });

  it("cannot leave out a required field", () => {
    // @ts-expect-error a contact has a name
    contact.define({ id: (row) => row.id, read: (row) => ({ status: row.state }) });
  });

  it("cannot return a field that the entity does not have", () => {
    // @ts-expect-error `nmae` is no field of a contact
    contact.define({ id: (row) => row.id, read: (row) => ({ name: row.name, nmae: row.name }) });
  });

  it("cannot return a word that the model does not have", () => {
    // @ts-expect-error a contact is active, archived or other
    contact.define({ id: (row) => row.id, read: (row) => ({ name: row.name, status: "gone" }) });
  });

  it("cannot return a number for money", () => {
    // @ts-expect-error amounts are decimal text
    contact.define({ id: (row) => row.id, read: (row) => ({ name: row.name, receivable: row.item }) });
  });
});

describe("a client", () => {
  it("has the declared operations, typed by the entity", () => {
    expectTypeOf(open().contacts.get).returns.resolves.toHaveProperty("record").toEqualTypeOf<Contact>();
    expectTypeOf(open().contacts.create).parameter(0).toHaveProperty("name").toEqualTypeOf<string>();
  });

  it("has no operation that is not declared", () => {
    // @ts-expect-error no `remove` is declared
    open().contacts.remove;
  });

  it("has no resource that is not defined", () => {
    // @ts-expect-error there are no orders
    open().orders;
  });

  it("takes its own settings and no others", () => {
    // @ts-expect-error `shop` is no setting
    open({ config: { clientSecret: "a", refreshToken: "b", shop: "c" } });
  });
});

describe("a ref", () => {
  it("does not stand for one of another entity", () => {
    expectTypeOf<Ref<"contact">>().not.toExtend<Ref<"item">>();
    expectTypeOf(ref(1)).toExtend<Ref<"contact"> | undefined>();
  });
});
