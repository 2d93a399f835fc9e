import { defineConfig } from "vitest/config";

// Workspace packages resolve to their source: no build is needed before a test.
const conditions = ["@opensme/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    typecheck: { enabled: true, include: ["**/*.test-d.ts"], ignoreSourceErrors: true },
    testTimeout: 20_000,
    maxWorkers: 2,
    globalSetup: ["packages/store-postgres/test/server.ts"],
  },
});
