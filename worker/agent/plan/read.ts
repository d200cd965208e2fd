// Runs the rules over the atoms from left to right. What no rule reads is missing: nothing is dropped.
import { alsoRule, orRule } from "./rules/alternatives.ts";
import { amountRule } from "./rules/amounts.ts";
import { filterRule } from "./rules/filters.ts";
import { dateVerbRule } from "./rules/events.ts";
import { contextRule, ratherRule, whenRule, whoRule } from "./rules/context.ts";
import { datePartRule } from "./rules/date-parts.ts";
import { columnsRule } from "./rules/columns.ts";
import { averageOverRule, cohortRule, growthRule, onAverageRule, percentileRule, runningRule, stepRule, whyRule } from "./rules/folds.ts";
import { adverbRule, byRule, sortRule, trendRule } from "./rules/groups.ts";
import { adjectiveRule, bareHeadRule, extremeRule, oftenRule, recentRule, topRule, whichRule } from "./rules/heads.ts";
import { countedAgainRule, countedValuesRule, measureRule, trailingCountRule } from "./rules/measures.ts";
import { knownRule } from "./rules/known.ts";
import { ordinalRule } from "./rules/ordinals.ts";
import { relatedRule } from "./rules/related.ts";
import { previousRule, timeRule } from "./rules/times.ts";
import { absentRule, allTimeRule, chartRule, compareRule, continueRule, distributionRule, harmlessRule, listRule, relationRule, shareRule } from "./rules/wishes.ts";
import type { Rule, Scan } from "./scan.ts";

/** Order matters where one word serves two rules: the more demanding rule is asked first. */
const RULES: readonly Rule[] = [
  continueRule, chartRule, whyRule, whenRule, whoRule, cohortRule, previousRule, stepRule, runningRule, allTimeRule, sortRule, ordinalRule, recentRule, topRule, relationRule, distributionRule, columnsRule, listRule, whichRule, shareRule,
  trendRule, growthRule, compareRule, percentileRule, averageOverRule, orRule, alsoRule, datePartRule, knownRule, amountRule, relatedRule, absentRule, extremeRule, adjectiveRule, oftenRule, byRule, adverbRule, timeRule, dateVerbRule, contextRule, filterRule, bareHeadRule, countedAgainRule, measureRule, trailingCountRule, countedValuesRule, onAverageRule, ratherRule, harmlessRule,
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
    if (next !== undefined && next > at) {
      for (const filter of scan.draft.filters) filter.to ??= next;
      return next;
    }
    undo();
  }
  return undefined;
}

/** A rule that finds half of what it looks for leaves nothing behind. */
function mark({ draft }: Scan): () => void {
  const { dateColumn } = draft;
  const lists: unknown[][] = [draft.measures, draft.dimensions, draft.filters, draft.anyOf, draft.related, draft.ranges, draft.having, draft.asks, draft.notes];
  const lengths = lists.map((list) => list.length);
  return () => {
    lists.forEach((list, index) => (list.length = lengths[index] ?? 0));
    if (dateColumn === undefined) delete draft.dateColumn;
  };
}
