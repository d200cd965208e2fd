// Single rows by group: whether a number tends to be another from group to group.
import type { Cell, Insight, ResultColumn } from "../../protocol.ts";
import { kruskalWallis } from "../../stats/groups.ts";
import { median } from "../../stats/numbers.ts";
import { formatCell, formatNumber, lowerFirst } from "../format.ts";
import { ALPHA } from "./claim.ts";
import { dimensionsOf, measuresOf, type InsightInput } from "./facts.ts";
import { fact, fill } from "./sentence.ts";

/** Rows that a group must have, and groups that are compared. */
const LEAST_ROWS = 5;
const MOST_GROUPS = 20;
/** Part of the ranks' variance that the groups must tell (ε²; Tomczak & Tomczak 2014): a middling effect. */
const LEAST_EFFECT = 0.06;

interface Group { at: Cell; values: number[]; middle: number }

/** @returns what holds of rows that are not summed up, by their only group column, and how many patterns were tested; nothing for other results */
export function compareGroups(input: InsightInput): { items: Insight[]; checked: number } {
  const [dimension, measure] = [input.columns[dimensionsOf(input)[0] ?? -1], input.columns[measuresOf(input)[0] ?? -1]];
  const groups = dimension && measure && input.columns.length === 2 && dimension.role !== "time" && !input.truncated ? groupsOf(input, dimension, measure) : [];
  const [first, ...more] = groups.toSorted((a, b) => b.middle - a.middle);
  const last = more.at(-1);
  if (!dimension || !measure || !first || !last || groups.length > MOST_GROUPS) return { items: [], checked: 0 };
  const { h, p, df } = kruskalWallis(groups.map(({ values }) => values));
  const n = groups.reduce((sum, { values }) => sum + values.length, 0);
  const effect = (h - df) / (n - df - 1);
  const { locale } = input;
  const say = (value: number): string => formatNumber(value, measure, locale);
  const count = (value: number): string => formatNumber(value, { format: "integer" }, locale);
  const shared = { what: lowerFirst(measure.label), dimension: lowerFirst(dimension.label), n: count(n), groups: count(groups.length) };
  if (p > ALPHA || effect < LEAST_EFFECT || first.middle === last.middle) return { items: [fact("nothing", "No clear difference of {what} between {groups} groups by {dimension} ({n} rows).", shared, 0)], checked: 1 };
  const { groups: _groups, ...named } = shared;
  const values = { ...named, high: formatCell(first.at, dimension, locale), highMiddle: say(first.middle), low: formatCell(last.at, dimension, locale), lowMiddle: say(last.middle) };
  const text = fill("By {dimension}, {what} tends to differ: {high} has the highest median, {highMiddle}, {low} the lowest, {lowMiddle} ({n} rows).", values);
  return { items: [{ type: "group-difference", class: "inferential", text, values, test: { name: "Kruskal-Wallis", n, statistic: h, p, q: p }, score: 0.9 }], checked: 1 };
}

/** Groups with enough rows; none where each has one row, which are sums of rows already. */
function groupsOf({ columns, rows }: InsightInput, dimension: ResultColumn, measure: ResultColumn): Group[] {
  const [by, of] = [columns.indexOf(dimension), columns.indexOf(measure)];
  const found = Map.groupBy(rows.filter((row) => typeof row[of] === "number" && row[by] !== null), (row) => row[by] ?? null);
  return [...found].filter(([, members]) => members.length >= LEAST_ROWS).map(([at, members]) => {
    const values = members.map((row) => Number(row[of]));
    return { at, values, middle: median(values) };
  });
}
