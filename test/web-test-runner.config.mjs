// Runs test/widget in a real Chromium: sources as they are, Plot bundled as the build bundles it, and a scripted Worker for the built file.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { defaultReporter } from "@web/test-runner";
import { chromeLauncher } from "@web/test-runner-chrome";
import { build } from "vite";
import { withoutMaps } from "../widget/vite.config.ts";
import { findChrome } from "./chrome.ts";
import { scriptedWorker } from "./widget/scripted-worker.ts";

const rootDir = fileURLToPath(new URL("..", import.meta.url));
const PLOT = "/plot-bundled-for-tests.js";

/** Plot imports CommonJS, which a browser can't load file by file. */
async function bundledPlot() {
  const entry = "virtual:plot";
  const source = { name: "plot-entry", resolveId: (id) => (id === entry ? id : undefined), load: (id) => (id === entry ? 'export * from "@observablehq/plot";' : undefined) };
  const bundled = await build({ configFile: false, root: rootDir, logLevel: "error", publicDir: false, plugins: [source, withoutMaps()], build: { write: false, minify: false, target: "es2022", rollupOptions: { input: entry, preserveEntrySignatures: "strict", output: { format: "es" } } } });
  const [{ output }] = [bundled].flat();
  return output[0].code;
}

function plotPlugin() {
  const code = bundledPlot();
  return {
    name: "plot",
    resolveImport: ({ source }) => (source === "@observablehq/plot" ? PLOT : undefined),
    serve: async ({ path }) => (path === PLOT ? { body: await code, type: "js" } : undefined),
  };
}

/** Counts for `npm test`, in the fields its other reports have. */
function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const results = [...sessions].flatMap(({ testResults, errors }) => [...testsOf(testResults), ...errors.map(() => ({ passed: false }))]);
      mkdirSync(`${rootDir}coverage`, { recursive: true });
      const numPassedTests = results.filter(({ passed }) => passed).length;
      writeFileSync(`${rootDir}coverage/widget.json`, JSON.stringify({ numPassedTests, numFailedTests: results.length - numPassedTests }));
    },
  };
}

function testsOf(suite) {
  return suite ? [...suite.tests.filter(({ skipped }) => !skipped), ...suite.suites.flatMap(testsOf)] : [];
}

const { executablePath, args } = await findChrome();

export default {
  rootDir,
  files: ["test/widget/**/*.test.ts"],
  nodeResolve: true,
  concurrency: 2,
  testsFinishTimeout: 120_000,
  browsers: [chromeLauncher({ launchOptions: { executablePath, args } })],
  plugins: [plotPlugin(), esbuildPlugin({ ts: true, target: "es2022", tsconfig: `${rootDir}widget/tsconfig.json` })],
  middleware: [scriptedWorker],
  reporters: [defaultReporter(), countReporter()],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith("Lit is in dev mode"),
  testFramework: { config: { timeout: 8_000 } },
  coverage: true,
  coverageConfig: { include: ["widget/**/*.ts"], exclude: ["widget/vite.config.ts"], reportDir: "coverage/widget", reporters: ["text-summary", "json-summary"], threshold: { lines: 85 } },
};
