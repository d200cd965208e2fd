// `npm test`: build, types, lint, unit and Worker tests, the widget in a browser, the demo end to end. Prints one closing line.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = join(root, "coverage");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

interface Step { name: string; command: string[]; /** JSON report with the counts of its tests */ report?: string }

const vitest = (project: string, ...more: string[]): string[] => [
  "vitest", "run", "-c", "test/vitest.config.ts", ...project.split(",").flatMap((name) => ["--project", name]),
  "--reporter=default", "--reporter=json", `--outputFile.json=coverage/${project}.json`, ...more,
];

/** One after another: the machine this must suit has two cores, and the steps use both. */
const STEPS: Step[] = [
  { name: "build", command: ["npm", "run", "-s", "build"] },
  { name: "types", command: ["npm", "run", "-s", "typecheck"] },
  { name: "lint", command: ["npm", "run", "-s", "lint"] },
  { name: "worker", command: vitest("unit,workerd", "--coverage"), report: "unit,workerd.json" },
  { name: "widget", command: ["web-test-runner", "--config", "test/web-test-runner.config.mjs"], report: "widget.json" },
  { name: "end to end", command: vitest("e2e"), report: "e2e.json" },
];

const started = performance.now();
let passed = 0;
let failed = 0;
for (const step of STEPS) {
  const at = performance.now();
  const code = await run(step.command);
  const counts = count(step, code);
  passed += counts.passed;
  failed += counts.failed;
  console.log(`\n== ${step.name}: ${code === 0 ? "ok" : `failed (${code})`}, ${((performance.now() - at) / 1000).toFixed(1)} s\n`);
  if (code !== 0 && step.name === "build") break;
}
console.log(`npm test took ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function run([program = "", ...args]: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: process.env });
    child.on("error", () => resolve(127));
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** A step without a report counts as one test; one that failed without a failing test counts as one failure. */
function count(step: Step, code: number): { passed: number; failed: number } {
  const file = join(reports, step.report ?? "");
  const read = step.report && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number }) : undefined;
  if (!read) return code === 0 && !step.report ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return { passed: read.numPassedTests, failed: code !== 0 && read.numFailedTests === 0 ? 1 : read.numFailedTests };
}
