import { createHmac } from "node:crypto";
import { HttpHandler, HttpResponse, http } from "msw";
import { defineSandbox, type SandboxKit } from "../../src/index.ts";
import { byClientCredentials, type Door, nobody } from "./doors.ts";

interface Person {
  id: number;
  name: string;
  tier: "g" | "s";
  email?: string;
  nickname?: string;
  code: string;
  rev: number;
  owes: number;
  born: string;
  created: string;
  changed: string;
}

interface Sale {
  no: number;
  person: number;
  state: "done" | "void";
  at: string;
  net: number;
  vat: number;
  gross: number;
}

interface Wage {
  id: number;
  person: number;
  monthly: number;
}

interface Grove {
  people: Map<number, Person>;
  removed: Map<number, { person: Person; at: string }>;
  sales: Sale[];
  wages: Wage[];
}

/** How this copy of the vendor misbehaves, for laws whose breach lies in what the vendor does. */
export interface Mischief {
  /** Anybody is let in. */
  takesAnyCredentials?: boolean;
  /** The incremental filter is ignored for deletions. */
  forgetsRemoved?: boolean;
  /** People change with every read. */
  restless?: boolean;
  /** Deleted people stay in the list. */
  keepsRemoved?: boolean;
  /** Restored people do not come back into the list. */
  losesRestored?: boolean;
  /** Sales can be deleted. */
  deletesSales?: boolean;
  /** Nobody can be deleted. */
  deletesNobody?: boolean;
  /** Nothing can be added. */
  isFull?: boolean;
  /** Sales do not add up. */
  miscounts?: boolean;
  /** Names are changed by every write. */
  shouts?: boolean;
  /** No change is taken. */
  refusesChanges?: boolean;
  /** A change loses whatever is not sent. */
  forgetsFields?: boolean;
  /** A change is taken from whatever version it comes. */
  takesOldVersions?: boolean;
  /** A change from an old version is refused as any other. */
  refusesOldVersions?: boolean;
  /** A batch fails as a whole where one of its records is refused. */
  failsWhole?: boolean;
  /** Reserved names are taken. */
  takesReserved?: boolean;
  /** Removals and promotions are answered and not carried out. */
  idles?: boolean;
  /** Nobody is promoted. */
  promotesNobody?: boolean;
  /** Nobody is found by their code. */
  findsNobody?: boolean;
  /** Birth dates come whether they are asked for or not. */
  tellsBirthDates?: boolean;
  /** What it signs does not cover the time that it sends. */
  signsNoTime?: boolean;
  /** No webhook is sent. */
  isSilent?: boolean;
}

/** A vendor that does not exist, and behaves: people by offset with increments and reported deletions, sales by page. */
export const groveSandbox = (mischief: Mischief = {}, door: Door = byClientCredentials) =>
  defineSandbox<Grove>({
    id: "grove",
    config: door.config,

    state(_, kit) {
      door.seed?.(kit);
      const at = kit.now().toISOString();
      const people = Array.from({ length: 23 }, (_, index): [number, Person] => [index + 1, newPerson(index + 1, at)]);
      const sales = Array.from({ length: 12 }, (_, index): Sale => {
        const net = 1000 + index * 10.5;
        const vat = Math.round(net * 8) / 100;
        return {
          no: index + 1,
          person: (index % 23) + 1,
          state: index === 4 ? "void" : "done",
          at: "2026-10-03 08:30:00",
          net,
          vat,
          gross: net + vat + (mischief.miscounts ? 100 : 0),
        };
      });
      const wages = people.map(([id]): Wage => ({ id, person: id, monthly: 9_000_000 + id }));
      return { people: new Map(people), removed: new Map(), sales, wages };
    },

    handlers(state, kit) {
      let reads = 0;
      const refusalOf = ({ name, email }: Partial<Person>): { message: string; field: string } | undefined => {
        if (name === "Grove" && !mischief.takesReserved) return { message: "is reserved", field: "name" };
        return email && !email.includes("@") ? { message: "is no address", field: "person.email" } : undefined;
      };
      const isInTime = kit.limiter({ requests: 30, seconds: 1 });
      /** A person as the vendor shows it: the birth date only to those who ask for it. */
      const shown = ({ born, ...person }: Person, request: Request): object =>
        mischief.tellsBirthDates || request.url.includes("with=born") ? { ...person, born } : person;
      const inside = [
        http.get("https://api.grove.example/people", ({ request }) => {
          const query = new URL(request.url).searchParams;
          const since = query.get("since") ?? "";
          const code = query.get("code");
          const all = [...state().people.values()].filter(
            (person) => person.changed >= since && (code === null || (person.code === code && !mischief.findsNobody)),
          );
          const skip = Number(query.get("skip"));
          const removed = [...state().removed].flatMap(([id, { at }]) =>
            since && at >= since && !mischief.forgetsRemoved ? [id] : [],
          );
          if (skip === 0) reads += 1;
          const data = all
            .slice(skip, skip + Number(query.get("take")))
            .map((person) => (mischief.restless ? { ...person, name: `${person.name} ${reads}` } : person))
            .map((person) => shown(person, request));
          return HttpResponse.json({ total: all.length, data, removed });
        }),
        http.get("https://api.grove.example/people/:id", ({ request, params }) => {
          const person = state().people.get(Number(params["id"]));
          return person
            ? HttpResponse.json(shown(person, request))
            : HttpResponse.json({ message: "nobody" }, { status: 404 });
        }),
        http.post<never, Partial<Person>>("https://api.grove.example/people", async ({ request }) => {
          const fields = await request.json();
          const refusal = refusalOf(fields);
          return refusal
            ? HttpResponse.json(refusal, { status: 400 })
            : HttpResponse.json(add(state(), kit, fields), { status: 201 });
        }),
        http.post<never, { people: Partial<Person>[] }>(
          "https://api.grove.example/people/batch",
          async ({ request }) => {
            const { people } = await request.json();
            const refusals = people.map(refusalOf);
            if (mischief.failsWhole && refusals.some(Boolean))
              return HttpResponse.json({ message: "one is not right" }, { status: 400 });
            return HttpResponse.json(
              people.map((fields, at) => (refusals[at] ? { error: refusals[at].message } : add(state(), kit, fields))),
            );
          },
        ),
        http.delete<{ id: string }>("https://api.grove.example/people/:id", ({ params }) => {
          const person = state().people.get(Number(params.id));
          if (!person) return HttpResponse.json({ message: "nobody" }, { status: 404 });
          if (!mischief.idles) {
            state().people.delete(person.id);
            state().removed.set(person.id, { person, at: kit.now().toISOString() });
          }
          return new HttpResponse(null, { status: 204 });
        }),
        http.post<{ id: string }>("https://api.grove.example/people/:id/promote", ({ params }) => {
          const person = state().people.get(Number(params.id));
          if (!person || mischief.promotesNobody || person.tier === "g")
            return HttpResponse.json({ message: "not this one" }, { status: 400 });
          return HttpResponse.json(mischief.idles ? person : change(state(), kit, person.id, { tier: "g" }));
        }),
        http.get("https://api.grove.example/rules", () => HttpResponse.json({ reserved: "Grove" })),
        http.patch<{ id: string }, Partial<Person>>(
          "https://api.grove.example/people/:id",
          async ({ request, params }) => {
            const fields = await request.json();
            const { rev } = state().people.get(Number(params.id)) ?? {};
            const isOld = fields.rev !== undefined && fields.rev !== rev && !mischief.takesOldVersions;
            const refusal = mischief.refusesChanges ? { message: "not this one" } : refusalOf(fields);
            if (refusal) return HttpResponse.json(refusal, { status: 400 });
            if (isOld)
              return HttpResponse.json({ message: "too late" }, { status: mischief.refusesOldVersions ? 400 : 409 });
            const name = mischief.shouts ? `${fields.name}!` : fields.name;
            const changed = change(state(), kit, Number(params.id), { ...fields, ...(name ? { name } : {}) });
            if (mischief.forgetsFields && changed) Object.assign(changed, { nickname: null });
            return HttpResponse.json(changed);
          },
        ),
        http.get("https://api.grove.example/sales", ({ request }) => {
          if (!isInTime()) return slowly("1");
          const query = new URL(request.url).searchParams;
          const [page, size] = [Number(query.get("page")), Number(query.get("size"))];
          return HttpResponse.json({
            count: state().sales.length,
            rows: state().sales.slice((page - 1) * size, page * size),
          });
        }),
        http.get("https://api.grove.example/wages", ({ request }) => {
          const start = Number(new URL(request.url).searchParams.get("after") ?? 0);
          const next = start + 10;
          return HttpResponse.json({
            rows: state().wages.slice(start, next),
            ...(next < state().wages.length ? { next: String(next) } : {}),
          });
        }),
        http.get("https://api.grove.example/hooks", () =>
          HttpResponse.json(kit.webhooks.addresses.map(({ id, url, topic }) => ({ id, url, topic }))),
        ),
        http.post<never, { url: string; topic: string }>("https://api.grove.example/hooks", async ({ request }) => {
          const { url, topic } = await request.json();
          return HttpResponse.json({ id: kit.webhooks.add({ url, topic }).id }, { status: 201 });
        }),
        http.delete("https://api.grove.example/hooks/:id", ({ params }) => {
          const isFound = kit.webhooks.remove(Number(params["id"]));
          return new HttpResponse(null, { status: isFound ? 204 : 404 });
        }),
      ];
      const admits = (request: Request): Promise<boolean> | boolean =>
        mischief.takesAnyCredentials || door.admits(request, kit);
      return [
        ...door.desk(kit, mischief.takesAnyCredentials ?? false),
        ...inside.map((handler) => guarded(handler, admits)),
        // A host that the connector does not know.
        http.get("https://elsewhere.example/people", () => HttpResponse.json({ total: 0, data: [] })),
      ];
    },

    control(state, kit) {
      return {
        ids: (resource) => {
          const { people, removed, sales, wages } = state();
          if (resource === "people") return [...people.keys()].filter((id) => !removed.has(id)).map(String);
          return resource === "sales" ? sales.map(({ no }) => `${no}`) : wages.map(({ id }) => `${id}`);
        },
        touch: (resource, id) => {
          if (resource === "people") change(state(), kit, Number(id), {});
        },
        remove: (resource, id) => {
          if (mischief.deletesNobody) throw new Error("Grove deletes nobody");
          if (resource === "sales" && mischief.deletesSales) {
            state().sales.splice(Number(id) - 1, 1);
            return;
          }
          if (resource !== "people") throw new Error("Grove voids its sales and deletes none");
          const person = state().people.get(Number(id));
          if (!person) return;
          if (!mischief.keepsRemoved) state().people.delete(person.id);
          state().removed.set(person.id, { person, at: kit.now().toISOString() });
        },
        restore: (_, id) => {
          const gone = state().removed.get(Number(id));
          if (!gone) return;
          state().removed.delete(Number(id));
          if (!mischief.losesRestored)
            state().people.set(Number(id), { ...gone.person, changed: kit.now().toISOString() });
        },
        insert: (resource) => {
          if (mischief.isFull || resource === "wages") throw new Error(`Grove takes no more ${resource}`);
          if (resource === "people") return String(add(state(), kit, {}).id);
          const no = state().sales.length + 1;
          state().sales.push({
            no,
            person: 1,
            state: "done",
            at: "2026-10-04 08:30:00",
            net: 10,
            vat: 0.8,
            gross: 10.8,
          });
          return String(no);
        },
      };
    },

    rateLimited: slowly,

    webhooks: {
      secret: "grove-signs-with-0001",
      window: 300,
      messages: ({ type, resource, id }, _, now) => {
        if (resource !== "people" || mischief.isSilent) return [];
        const topic = type === "deleted" ? "person.gone" : "person.changed";
        return [{ topic, body: { topic, id: Number(id), at: now.toISOString(), grove: "Grove" } }];
      },
      headers: ({ body, secret: key, now }) => {
        const time = String(Math.floor(now.getTime() / 1000));
        const text = mischief.signsNoTime ? body : `${time}.${body}`;
        return {
          "content-type": "application/json",
          "x-grove-time": time,
          "x-grove-signature": `sha256=${createHmac("sha256", key).update(text).digest("hex")}`,
        };
      },
    },
  });

const slowly = (retryAfter: string | undefined): Response =>
  HttpResponse.json(
    { message: "slowly" },
    { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
  );

const newPerson = (id: number, at: string): Person => ({
  id,
  name: `Người Mẫu ${id}`,
  tier: id % 2 ? "g" : "s",
  owes: id * 1000.25,
  ...(id % 3 ? { email: `nguoi${id}@example.com` } : {}),
  born: `1990-05-${10 + (id % 20)}`,
  nickname: `Mẫu ${id}`,
  code: `N${id}`,
  rev: 1,
  created: at,
  changed: at,
});

const add = ({ people }: Grove, kit: SandboxKit, fields: Partial<Person>): Person => {
  const id = Math.max(0, ...people.keys()) + 1;
  const person = { ...newPerson(id, kit.now().toISOString()), ...fields, id };
  people.set(id, person);
  return person;
};

const change = ({ people }: Grove, kit: SandboxKit, id: number, fields: Partial<Person>): Person | undefined => {
  const person = people.get(id);
  if (!person) return undefined;
  const changed = { ...person, ...fields, rev: person.rev + 1, changed: kit.now().toISOString() };
  people.set(id, changed);
  return changed;
};

/** Answers only those whom the door admits. */
const guarded = (handler: HttpHandler, admits: (request: Request) => Promise<boolean> | boolean): HttpHandler =>
  new HttpHandler(handler.info.method, handler.info.path, async ({ request, requestId }) => {
    if (!(await admits(request))) return nobody();
    return (await handler.run({ request, requestId }))?.response;
  });
