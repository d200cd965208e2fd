// Checks guessed references against the data: how many sampled values of one column are values of the other.
import { name } from "../../worker/semantic/compile/literal.ts";
import type { Candidate, Overlap } from "../../worker/semantic/discover/index.ts";
import { fromTable } from "./read-statistics.ts";
import { number, type Run } from "./run.ts";

const SAMPLE_VALUES = 500;
const SAMPLE_ROWS = 20_000;
const AT_ONCE = 40;

/** Some dozens of checks a statement. */
export async function checkOverlaps(run: Run, candidates: Candidate[]): Promise<Overlap[]> {
  const overlaps: Overlap[] = [];
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const some = candidates.slice(from, from + AT_ONCE);
    overlaps.push(...(await checkSome(run, some)));
  }
  return overlaps;
}

/** What can't be checked together is checked alone, and what can't be checked at all is not known. */
async function checkSome(run: Run, some: Candidate[]): Promise<Overlap[]> {
  try {
    const rows = await run(some.map(checkOf).join(" UNION ALL "));
    return rows.flatMap((row) => some.slice(number(row.i), number(row.i) + 1).map(({ from, to }) => ({ from, to, distinct: number(row.n), contained: number(row.hits) })));
  } catch {
    if (some.length < 2) return [];
    const each: Overlap[] = [];
    for (const one of some) each.push(...(await checkSome(run, [one])));
    return each;
  }
}

function checkOf({ from, to }: Candidate, index: number): string {
  const column = name(from.column);
  const sample = `SELECT DISTINCT ${column} AS v FROM (SELECT ${column} FROM ${fromTable(from)} WHERE ${column} IS NOT NULL LIMIT ${SAMPLE_ROWS}) r LIMIT ${SAMPLE_VALUES}`;
  return `(SELECT ${index} AS i, count(*)::int AS n, (count(*) FILTER (WHERE EXISTS (SELECT FROM ${fromTable(to)} k WHERE k.${name(to.column)} = s.v)))::int AS hits FROM (${sample}) s)`;
}
