import { bamboohr } from "@opensme/bamboohr";
import { kiotviet } from "@opensme/kiotviet";
import { xero } from "@opensme/xero";
import { connection, defineConfig, env } from "opensme";

/** The three tools of the coffee roaster. `start.ts` serves them on this machine; with a company's own credentials the gateway is left out. */
const gateway = env("OPENSME_GATEWAY");

export default defineConfig({
  store: "company.db",
  connections: {
    shop: connection(kiotviet, { config: JSON.parse(env("SHOP_CONFIG")), gateway }),
    books: connection(xero, { config: JSON.parse(env("BOOKS_CONFIG")), gateway }),
    people: connection(bamboohr, { config: JSON.parse(env("PEOPLE_CONFIG")), gateway }),
  },
});
