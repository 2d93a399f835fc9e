import { describe, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { type Contact, codec, connect, type Ref, ref, resource } from "../src/index.ts";
import { acme, open } from "./vendor.ts";

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

describe("a resource", () => {
  it("cannot read a ref to another entity into a field", () => {
    const order = resource({ entity: "order", raw: Row });
    const seller: Ref<"user"> = { id: "1" };
    const customer: Ref<"contact"> = { id: "1" };
    order.define({ id: (row) => row.id, read: () => ({ seller, contact: customer }) });
    // @ts-expect-error the customer of an order is a contact, and no user
    order.define({ id: (row) => row.id, read: () => ({ contact: seller }) });
  });

  it("cannot be of an entity that the model does not have", () => {
    // @ts-expect-error `kontakt` is no entity
    resource({ entity: "kontakt", raw: Row });
  });

  it("cannot send a body that its schema does not have", () => {
    const sent = resource({ entity: "contact", raw: Row, body: Row.pick({ name: true }) });
    sent.define({ id: (row) => row.id, read: (row) => ({ name: row.name }), write: () => ({ name: "An" }) });
    // @ts-expect-error `name` is text
    sent.define({ id: (row) => row.id, read: (row) => ({ name: row.name }), write: () => ({ name: 7 }) });
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

describe("a connection", () => {
  it("cannot be opened without a setting that the connector needs", () => {
    // @ts-expect-error `refreshToken` is missing
    connect(acme, { config: { clientSecret: "a" } });
  });

  it("cannot list what its resource does not list, nor write what the entity does not have", () => {
    // @ts-expect-error `since` is a moment as text
    open().contacts.list({ since: 7 });
    // @ts-expect-error `nmae` is no field of a contact
    void open().contacts.create({ name: "An", nmae: "An" });
    // @ts-expect-error a contact has a name
    void open().contacts.create({ taxId: "0312687878" });
  });
});

describe("a ref", () => {
  it("does not stand for one of another entity", () => {
    expectTypeOf<Ref<"contact">>().not.toExtend<Ref<"item">>();
    expectTypeOf(ref(1)).toExtend<Ref<"contact"> | undefined>();
  });
});
