// Reads alternatives over several columns: "at night or with damage", "under 10 or over 1000".
import { emptyDraft, type Draft } from "../draft.ts";
import { factAt, is, type Rule, type Scan } from "../scan.ts";
import { amountRule, testOn } from "./amounts.ts";
import { readFilter } from "./filters.ts";

/** The condition before "or" and the one after it. Each must be a single one, and "and" beside them leaves open what belongs together. */
export const orRule: Rule = (scan, at) => {
  const { draft } = scan;
  if (!is(scan, at, "or") || is(scan, at, "and") || scan.atoms[at]?.words === "nor") return undefined;
  const group = draft.anyOf.find((known) => known.to === at);
  const before = draft.filters.filter((filter) => filter.to === at);
  const [first] = before;
  if (!group && (before.length !== 1 || !first || isJoined(scan, first.at))) return undefined;
  const known = draft.filters.length;
  const to = conditionAt(scan, at + 1, group?.filters[0] ?? first);
  const added = draft.filters.slice(known);
  const [second] = added;
  if (to === undefined || added.length !== 1 || !second || is(scan, to, "and") || isOtherClause(scan, to) || goesOn(scan, to)) return undefined;
  draft.filters.splice(known, 1);
  if (group) Object.assign(group, { filters: [...group.filters, plain(second)], to });
  else if (first) {
    draft.filters.splice(draft.filters.indexOf(first), 1);
    draft.anyOf.push({ filters: [plain(first), plain(second)], from: first.at, to });
  }
  return to;
};

/** "under 1000 but more than 100": a second bound on the same column. */
export const alsoRule: Rule = (scan, at) => {
  const before = scan.draft.filters.find((filter) => filter.to === at && /^[<>]=?$/u.test(filter.op) && filter.values.length === 1);
  const joins = is(scan, at, "and") || scan.atoms[at]?.words === "but";
  return before && joins && !before.average ? testOn(scan, before.column, at + 1) : undefined;
};

/** A whole condition; a number alone is held against the column before. */
function conditionAt(scan: Scan, at: number, before: Pick<Draft["filters"][number], "column"> | undefined): number | undefined {
  const read = amountRule(scan, at) ?? readFilter(scan, at, false);
  if (read === undefined) return before && testOn(scan, before.column, at);
  return amountRule(scan, read) ?? read;
}

/** "large and at night or with damage", "during climb with damage or …": what belongs to which is not said. */
const isJoined = (scan: Scan, at: number): boolean => scan.draft.filters.some((filter) => filter.to === at || (filter.to === at - 1 && is(scan, at - 1, "and")));

/** "web orders … or phone orders …": the noun comes again. */
const isOtherClause = (scan: Scan, at: number): boolean => factAt(scan, at) !== undefined && (scan.draft.measures.length > 0 || scan.draft.head !== undefined);

/** "… or during approach without damage". */
function goesOn({ draft, ...scan }: Scan, at: number): boolean {
  const tried: Scan = { ...scan, draft: { ...emptyDraft(), measures: [...draft.measures] } };
  readFilter(tried, at, false);
  return tried.draft.filters.length > 0;
}

function plain({ at: _at, to: _to, versus: _versus, before: _before, listed: _listed, ...filter }: Draft["filters"][number]): Draft["anyOf"][number]["filters"][number] {
  return filter;
}
