import { describe, expectTypeOf, it } from "vitest";
import * as z from "zod";
import {
  type Contact,
  codec,
  connect,
  defineConnector,
  listing,
  type Ref,
  type ResourceClient,
  ref,
  required,
  resource,
  row,
  single,
} from "../src/index.ts";
import { acme, open } from "./vendor.ts";

const Row = z.looseObject({
  id: z.int(),
  name: z.string(),
  state: codec.choice({ 1: "active", 2: "archived" }),
  item: z.int(),
});
const contact = resource({ entity: "contact", raw: Row });

const choice = codec.choice({ 1: "completed", 2: "cancelled" });

const Receipt = z.looseObject({
  id: z.int(),
  state: codec.choice({ 1: "completed", 2: "gone" }),
  lines: z.array(z.looseObject({ sku: z.string(), count: codec.decimal, gift: z.boolean().nullish() })),
});
const order = resource({ entity: "order", raw: Receipt });

describe("a listing", () => {
  it("says where its elements are, unless the answer is the list", () => {
    listing({ path: "/rows", page: z.array(z.unknown()), paging: single(), deletes: "never" });
    const page = z.object({ data: z.array(z.unknown()) });
    listing({ path: "/rows", page, items: ({ data }) => data, paging: single(), deletes: "never" });
    // @ts-expect-error the list is within the answer
    listing({ path: "/rows", page, paging: single(), deletes: "never" });
  });
});

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

  it("cannot misspell a field of a line or of an address, the vendor's or the model's", () => {
    order.define({
      id: (row) => row.id,
      read: (row) => ({
        lines: row.lines.map((line) => ({ code: line.sku, quantity: line.count, isReward: line.gift })),
        shippingAddress: { city: "Huế" },
        custom: { anything: 7 },
        unmapped: { "lines.0.unit": "chai" },
      }),
    });
    // @ts-expect-error `skuu` is no field of the vendor's line
    order.define({ id: (row) => row.id, read: (row) => ({ lines: row.lines.map((line) => ({ code: line.skuu })) }) });
    // @ts-expect-error `kode` is no field of a line
    order.define({ id: (row) => row.id, read: (row) => ({ lines: row.lines.map((line) => ({ kode: line.sku })) }) });
    // @ts-expect-error `town` is no field of an address
    order.define({ id: (row) => row.id, read: () => ({ shippingAddress: { city: "Huế", town: "Huế" } }) });
    // @ts-expect-error quantities are decimal text
    order.define({ id: (row) => row.id, read: (row) => ({ lines: row.lines.map(() => ({ quantity: 1 })) }) });
  });

  it("cannot leave out what a part of the record must have", () => {
    order.define({ id: (row) => row.id, read: () => ({ charges: [{ amount: "15000", name: "Giao hàng" }] }) });
    // @ts-expect-error a charge has an amount
    order.define({ id: (row) => row.id, read: () => ({ charges: [{ name: "Giao hàng" }] }) });
  });

  it("cannot translate the vendor's words into one that the model does not have", () => {
    // @ts-expect-error `gone` is no status of an order
    order.define({ id: (row) => row.id, read: (row) => ({ status: row.state }) });
  });

  it("cannot return a number for money", () => {
    // @ts-expect-error amounts are decimal text
    contact.define({ id: (row) => row.id, read: (row) => ({ name: row.name, receivable: row.item }) });
  });
});

describe("a resource", () => {
  it("cannot read a ref to another entity into a field", () => {
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
    // @ts-expect-error `nmae` is no field of the body
    sent.define({ id: (row) => row.id, read: (row) => ({ name: row.name }), write: () => ({ nmae: "An" }) });
  });

  it("writes any part of the row where it names no body, and nothing else", () => {
    const Slip = row({ no: required(codec.ownId), state: choice, lines: z.array(row({ sku: required(z.string()) })) });
    const slip = resource({ entity: "order", raw: Slip });
    const read = () => ({ kind: "sale" as const });
    const id = ({ no }: { no: string }): string => no;
    slip.define({ id, read, write: () => ({ state: "completed", lines: [{ sku: "A" }, {}] }) });
    // @ts-expect-error `sold` is no word for a state
    slip.define({ id, read, write: () => ({ state: "sold" }) });
    // @ts-expect-error `skuu` is no field of the vendor's line
    slip.define({ id, read, write: () => ({ lines: [{ skuu: "A" }] }) });
  });
});

describe("an operation", () => {
  const page = z.object({ data: z.array(z.unknown()) });
  const paging = single();

  it("reads the answer as its schema has it", () => {
    listing({ path: "/contacts", page, items: (answer) => answer.data, paging, deletes: "never" });
    // @ts-expect-error `rows` is no field of the answer
    listing({ path: "/contacts", page, items: (answer) => answer.rows, paging, deletes: "never" });
  });

  it("says how records disappear", () => {
    // @ts-expect-error `deletes` is missing
    listing({ path: "/contacts", page, items: (answer) => answer.data, paging });
    // @ts-expect-error `sometimes` is no way to disappear
    listing({ path: "/contacts", page, items: (answer) => answer.data, paging, deletes: "sometimes" });
  });

  it("says whether a change replaces the whole record", () => {
    const path = (id: string): string => `/contacts/${id}`;
    const read = (row: z.output<typeof Row>) => ({ name: row.name });
    contact.define({ id: (row) => row.id, read, update: { path, semantics: "merge" } });
    // @ts-expect-error `semantics` is missing
    contact.define({ id: (row) => row.id, read, update: { path } });
  });
});

describe("a connector", () => {
  const options = { categories: ["sales"], countries: [], check: { path: "/", identity: () => ({}) } } as const;
  const http = { baseUrl: "https://api.tiny.example", auth: () => ({ kind: "none" }) as const };
  const config = z.strictObject({ key: z.string() });
  const resources = { contacts: contact.define({ id: (row) => row.id, read: (row) => ({ name: row.name }) }) };
  const names = { id: "tiny", name: "Tiny", version: "1.0.0" } as const;

  it("is of a known spec, in known categories", () => {
    const definition = { ...names, ...options, http, config, resources };
    const tiny = defineConnector({ ...definition, spec: 1 });
    expectTypeOf(tiny.id).toEqualTypeOf<"tiny">();
    // @ts-expect-error there is no spec 2
    defineConnector({ ...definition, spec: 2 });
    // @ts-expect-error `shopping` is no category
    defineConnector({ ...definition, spec: 1, categories: ["shopping"] });
  });

  it("takes only its own settings into its requests", () => {
    const auth = (settings: { key: string }) => ({ kind: "bearer", token: settings.key }) as const;
    defineConnector({ ...names, ...options, spec: 1, config, resources, http: { ...http, auth } });
    const other = (settings: { secret: string }) => ({ kind: "bearer", token: settings.secret }) as const;
    // @ts-expect-error `secret` is no setting
    defineConnector({ ...names, ...options, spec: 1, config, resources, http: { ...http, auth: other } });
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
    const listed = contact.define({
      id: (row) => row.id,
      read: (row) => ({ name: row.name }),
      list: listing({
        path: "/contacts",
        page: z.array(z.unknown()),
        items: (page) => page,
        paging: single(),
        deletes: "absent",
      }),
    });
    expectTypeOf<keyof ResourceClient<typeof listed>>().toEqualTypeOf<"list">();
    const looked = contact.define({
      id: (row) => row.id,
      read: (row) => ({ name: row.name }),
      get: { path: (id) => `/contacts/${id}` },
    });
    expectTypeOf<keyof ResourceClient<typeof looked>>().toEqualTypeOf<"get">();
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
    // @ts-expect-error a contact is active, archived or other
    void open().contacts.update("1", { status: "gone" });
  });
});

describe("a ref", () => {
  it("does not stand for one of another entity", () => {
    expectTypeOf<Ref<"contact">>().not.toExtend<Ref<"item">>();
    expectTypeOf(ref(1)).toExtend<Ref<"contact"> | undefined>();
  });
});
