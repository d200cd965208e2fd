import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  test: {
    coverage: {
      provider: "istanbul",
      include: ["worker/**/*.ts"],
      exclude: ["**/*.d.ts"],
      reportsDirectory: "coverage/worker",
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 85, statements: 85 },
    },
    projects: [
      {
        root,
        test: {
          name: "unit",
          environment: "node",
          include: ["test/{guard,semantic,agent,stats,auth,connectors,stores,models,receipts,routes,db,demo,discover,shape,leak,eval}/**/*.test.ts"],
          // A busy machine is no failure; a hang is. Nothing here takes more than a few seconds of its own.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        plugins: [cloudflareTest(({ inject }) => ({ wrangler: { configPath: "./wrangler.toml" }, miniflare: { bindings: inject("vars") } }))],
        test: { name: "workerd", include: ["test/app/**/*.test.ts"], globalSetup: ["test/app/setup.ts"], testTimeout: 20_000, hookTimeout: 60_000 },
      },
      {
        root,
        test: { name: "e2e", environment: "node", include: ["test/e2e/**/*.test.ts"], globalSetup: ["test/e2e/setup.ts"], testTimeout: 20_000, hookTimeout: 60_000, fileParallelism: false },
      },
    ],
  },
});
