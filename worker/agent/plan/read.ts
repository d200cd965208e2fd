// Runs the rules over the atoms from left to right. What no rule reads is missing: nothing is dropped.
import { amountRule } from "./rules/amounts.ts";
import { filterRule } from "./rules/filters.ts";
import { adverbRule, byRule, sortRule, trendRule } from "./rules/groups.ts";
import { adjectiveRule, bareHeadRule, extremeRule, oftenRule, recentRule, topRule, whichRule } from "./rules/heads.ts";
import { countedValuesRule, measureRule } from "./rules/measures.ts";
import { previousRule, timeRule } from "./rules/times.ts";
import { absentRule, allTimeRule, chartRule, compareRule, continueRule, distributionRule, harmlessRule, listRule, relationRule, shareRule } from "./rules/wishes.ts";
import type { Rule, Scan } from "./scan.ts";

/** Order matters where one word serves two rules: the more demanding rule is asked first. */
const RULES: readonly Rule[] = [
  continueRule, chartRule, previousRule, allTimeRule, sortRule, recentRule, topRule, relationRule, distributionRule, listRule, whichRule, shareRule,
  trendRule, compareRule, amountRule, absentRule, extremeRule, adjectiveRule, oftenRule, byRule, adverbRule, timeRule, filterRule, bareHeadRule, measureRule, countedValuesRule, harmlessRule,
];

/** Fills the scan's draft. @returns how many atoms no rule could read */
export function readAll(scan: Scan): number {
  let at = 0;
  while (at < scan.atoms.length) {
    const next = readOne(scan, at);
    if (next === undefined) scan.draft.missing.push(scan.atoms[at]?.text ?? "");
    at = next ?? at + 1;
  }
  return scan.draft.missing.length;
}

function readOne(scan: Scan, at: number): number | undefined {
  for (const rule of RULES) {
    const undo = mark(scan);
    const next = rule(scan, at);
    if (next !== undefined && next > at) return next;
    undo();
  }
  return undefined;
}

/** A rule that finds half of what it looks for leaves nothing behind. */
function mark({ draft }: Scan): () => void {
  const lists: unknown[][] = [draft.measures, draft.dimensions, draft.filters, draft.ranges, draft.having, draft.asks, draft.notes];
  const lengths = lists.map((list) => list.length);
  return () => lists.forEach((list, index) => (list.length = lengths[index] ?? 0));
}
