// Simulates the largest t of a step in AR(1) noise and prints the table of worker/stats/step-nulls.ts: `node test/stats/make-step-nulls.ts`.
import { largestStep } from "../../worker/stats/step.ts";
import { STEP_LENGTHS, STEP_LEVELS, STEP_PHIS } from "../../worker/stats/step-nulls.ts";
import { ar, normals } from "./noise.ts";

const RUNS = 40_000;
const rows = STEP_LENGTHS.flatMap((n) => STEP_PHIS.map((phi) => {
  const next = normals(1_000 * n + Math.round(100 * phi));
  const found = Float64Array.from({ length: RUNS }, () => largestStep(ar(next, n, phi))?.t ?? 0).sort();
  return `  ${JSON.stringify(STEP_LEVELS.map((level) => Number((found[Math.floor(RUNS * (1 - level))] ?? 0).toFixed(2))))}, // n = ${n}, phi = ${phi}`;
}));
console.log(rows.join("\n"));
