// CPU of the guard on ten typical statements, beside node-sql-parser's parse and print and the bare parser, in one run.
import nodeSqlParser from "node-sql-parser";
import { parseSync, loadModule } from "libpg-query";
import { CLAIMS, POLICY } from "../guard/shop.ts";
import { testGuard } from "../guard/load.ts";

const STATEMENTS = [
  "SELECT count(*) FROM orders",
  "SELECT status, count(*) AS n, sum(amount) AS total FROM orders WHERE status <> 'void' GROUP BY status ORDER BY total DESC LIMIT 10",
  "SELECT date_trunc('month', ordered_at) AS month, sum(amount) FROM orders GROUP BY 1 ORDER BY 1",
  "SELECT c.name, sum(o.amount) AS spent FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.name ORDER BY spent DESC LIMIT 20",
  "SELECT count(DISTINCT customer_id) FROM orders WHERE amount BETWEEN 10 AND 50 AND category IN ('toys', 'food')",
  "WITH monthly AS (SELECT date_trunc('month', ordered_at) AS m, sum(amount) AS total FROM orders GROUP BY 1) SELECT m, total, total - lag(total) OVER (ORDER BY m) AS change FROM monthly ORDER BY m",
  "SELECT status, amount, row_number() OVER (PARTITION BY status ORDER BY amount DESC) AS rank FROM orders",
  "SELECT CASE WHEN amount > 60 THEN 'high' WHEN amount > 20 THEN 'mid' ELSE 'low' END AS band, avg(quantity) FROM orders GROUP BY 1",
  "SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.amount > 50)",
  "SELECT category, percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) AS middle FROM orders GROUP BY category HAVING count(*) > 3",
];
const WARM_UP = 200;
const ROUNDS = 500;

await loadModule();
const guard = await testGuard();
const other = new nodeSqlParser.Parser();
const option = { database: "postgresql" };

const refused = STATEMENTS.filter((sql) => !guard(sql, POLICY, CLAIMS).ok);
if (refused.length > 0) throw new Error(`the guard refuses ${refused.length} of the statements`);
const unparsed = STATEMENTS.filter((sql) => !parses(sql));

const times = { guard: [] as number[], "node-sql-parser": [] as number[], "libpg-query": [] as number[] };
for (let round = -WARM_UP; round < ROUNDS; round++) {
  for (const sql of STATEMENTS) {
    time(round, times.guard, () => guard(sql, POLICY, CLAIMS));
    time(round, times["libpg-query"], () => parseSync(sql));
    if (!unparsed.includes(sql)) time(round, times["node-sql-parser"], () => other.sqlify(other.astify(sql, option), option));
  }
}

console.log(`guard bench: ${STATEMENTS.length} statements, ${ROUNDS} rounds, times per statement; node-sql-parser can't read ${unparsed.length} of them`);
for (const [name, samples] of Object.entries(times)) console.log(`${name.padEnd(16)} p50 ${at(samples, 0.5)} ms  p95 ${at(samples, 0.95)} ms`);
console.log(`guard / node-sql-parser, p50: ${(value(times.guard, 0.5) / value(times["node-sql-parser"], 0.5)).toFixed(2)}`);

function parses(sql: string): boolean {
  try {
    return Boolean(other.astify(sql, option));
  } catch {
    return false;
  }
}

function time(round: number, into: number[], run: () => unknown): void {
  const start = performance.now();
  run();
  if (round >= 0) into.push(performance.now() - start);
}

function value(samples: number[], part: number): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length * part)] ?? Number.NaN;
}

function at(samples: number[], part: number): string {
  return value(samples, part).toFixed(3);
}
