// Measures the guard on typical statements, by hand: node test/guard/speed.ts
import { allLegit } from "./legit/queries.ts";
import { testGuard } from "./load.ts";
import { CLAIMS, POLICY } from "./shop.ts";

const guard = await testGuard();
const statements = allLegit().filter(({ category }) => category === "analysis").map(({ sql }) => sql);
const times: number[] = [];
for (let round = 0; round < 400; round++) {
  for (const sql of statements) {
    const start = performance.now();
    guard(sql, POLICY, CLAIMS);
    if (round >= 100) times.push(performance.now() - start);
  }
}
times.sort((a, b) => a - b);
const at = (part: number): string => `${(times[Math.floor(times.length * part)] ?? 0).toFixed(3)} ms`;
console.log(`guard, ${statements.length} analytic statements: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`);
