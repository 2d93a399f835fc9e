import { xero } from "@opensme/xero";
import { defineConfig } from "opensme";

/** The vendor of the benchmark, for `opensme airbyte`. Pacing to the vendor's limits would be all that is measured. */
export default defineConfig({
  store: "bench.db",
  connections: {
    bench: {
      connector: { ...xero, http: { ...xero.http, limits: [] } },
      config: { clientId: "bench", clientSecret: "bench", refreshToken: "bench" },
      gateway: process.env["BENCH_GATEWAY"] ?? "",
    },
  },
});
