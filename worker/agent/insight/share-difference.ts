// Shares within groups: whether they differ by more than chance, given how many rows each group has.
import type { Insight, ResultColumn } from "../../protocol.ts";
import { homogeneity } from "../../stats/explain-change.ts";
import { formatCell, formatNumber, lowerFirst } from "../format.ts";
import { ALPHA } from "./claim.ts";
import { dimensionsOf, measuresOf, type InsightInput } from "./facts.ts";
import { fact, fill, isCount } from "./sentence.ts";

/** Rows that a group must have for its share to be named. */
const LEAST_ROWS = 10;
/** Times the lowest share that the highest must be. */
const LEAST_RATIO = 1.5;

interface Part { name: string; part: number; whole: number }

/** @returns what holds of a share, its part and its whole by one dimension, and how many patterns were tested; nothing for other results */
export function compareShares(input: InsightInput): { items: Insight[]; checked: number } {
  const [dimension, measure] = [input.columns[dimensionsOf(input)[0] ?? -1], input.columns[measuresOf(input)[0] ?? -1]];
  const parts = partsOf(input);
  const [high, ...more] = parts.filter(({ whole }) => whole >= LEAST_ROWS).toSorted((a, b) => b.part / b.whole - a.part / a.whole);
  const low = more.at(-1);
  if (!dimension || !measure || !high || !low || dimension.role === "time") return { items: [], checked: 0 };
  const p = homogeneity(parts.map(({ part, whole }) => ({ before: part, after: whole - part })));
  const { locale } = input;
  const count = (value: number): string => formatNumber(value, { format: "integer" }, locale);
  const shared = { what: lowerFirst(measure.label), dimension: lowerFirst(dimension.label) };
  const ratio = high.part / high.whole / (low.part / low.whole);
  if (p > ALPHA || !(ratio >= LEAST_RATIO)) return { items: [fact("nothing", "No clear difference of {what} between {groups} groups by {dimension}.", { ...shared, groups: count(parts.length) }, 0)], checked: 1 };
  const say = ({ part, whole }: Part): string => formatNumber(part / whole, measure, locale);
  const values = { ...shared, high: high.name, highShare: say(high), highPart: count(high.part), highWhole: count(high.whole), low: low.name, lowShare: say(low), lowPart: count(low.part), lowWhole: count(low.whole) };
  const text = fill("By {dimension}, {what} tends to differ: {highShare} for {high} ({highPart} of {highWhole}), {lowShare} for {low} ({lowPart} of {lowWhole}).", values);
  return { items: [{ type: "share-difference", class: "inferential", text, values, test: { name: "chi-square of homogeneity", n: parts.reduce((sum, { whole }) => sum + whole, 0), statistic: ratio, p, q: p }, score: 0.9 }], checked: 1 };
}

/** Groups of a result that holds a share and the two counts it is of; none of any other, or of one that was cut. */
function partsOf(input: InsightInput): Part[] {
  const { columns, rows, truncated, plan, locale } = input;
  const [by, ...others] = dimensionsOf(input);
  const [share, part, whole, ...rest] = measuresOf(input);
  const column = columns[by ?? -1];
  const isCounts = [part, whole].every((at) => countAt(columns, at));
  if (by === undefined || !column || others.length > 0 || share === undefined || part === undefined || whole === undefined || rest.length > 0 || !isCounts || columns[share]?.format !== "percent" || truncated || plan?.limit || plan?.having) return [];
  const parts = rows.filter((row) => Number(row[whole]) > 0).map((row): Part => ({ name: formatCell(row[by], column, locale), part: Number(row[part]), whole: Number(row[whole]) }));
  const fits = rows.every((row) => !(Number(row[whole]) > 0) || Math.abs(Number(row[share]) - Number(row[part]) / Number(row[whole])) < 1e-6);
  return fits && new Set(parts.map(({ name }) => name)).size === parts.length ? parts : [];
}

function countAt(columns: ResultColumn[], at: number | undefined): boolean {
  const column = columns[at ?? -1];
  return column !== undefined && isCount(column);
}
