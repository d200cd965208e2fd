// Why a number changed: what the rows of such a plan say in words, and the dimension that tells most as a chart.
import type { Cell, Insight, ResultColumn } from "../protocol.ts";
import { TOTAL } from "../semantic/compile/change.ts";
import type { Plan } from "../semantic/plan.ts";
import { explainChange, type ChangeExplained, type DimensionChange } from "../stats/explain-change.ts";
import { formatDifference } from "./format.ts";
import { explainInWords } from "./insight/explain.ts";
import { isCount } from "./insight/sentence.ts";

interface Changed { columns: ResultColumn[]; rows: Cell[][]; plan?: Plan; locale: string }
export interface PresentedChange { headline: string; items: Insight[]; /** what the chart shows: one dimension */ drawn: { columns: ResultColumn[]; rows: Cell[][]; plan: Plan; title: string } }

/** Findings shown: the notes, and the few that tell most. */
const SHOWN = 5;
/** Bars of the chart. */
const DRAWN = 10;

/** @returns undefined for any other plan, or where nothing was there in either period */
export function presentChange({ columns, rows, plan, locale }: Changed): PresentedChange | undefined {
  const [, , now, before, change] = columns;
  const whole = rows.find((row) => row[0] === TOTAL);
  if (plan?.intent !== "change" || !now || !before || !change || !whole) return undefined;
  const measure: ResultColumn = { ...now, label: metricLabel(now.label) };
  const explained = explainChange({ before: Number(whole[3]), after: Number(whole[2]) }, dimensionsOf(rows), { counts: isCount(now) });
  const named = Object.fromEntries(explained.dimensions.map(({ dimension }) => [dimension, { name: dimension, label: dimension, type: "string" as const, role: "category" as const }]));
  const periods = { before: plan.previous?.label ?? "", after: plan.time?.ranges[0]?.label ?? "" };
  const { headline, items } = explainInWords(explained, { measure, dimensions: named, periods, locale });
  return { headline, items: items.slice(0, SHOWN), drawn: drawnOf(explained, { plan, change, label: measure.label, locale }) };
}

/** The column's label without its period. */
const metricLabel = (label: string): string => label.slice(0, label.lastIndexOf(", "));

function dimensionsOf(rows: Cell[][]): DimensionChange<Cell>[] {
  const told = Map.groupBy(rows.filter((row) => row[0] !== TOTAL), (row) => String(row[0]));
  return [...told].map(([dimension, members]) => ({ dimension, rows: members.map(([, member = null, after, before]) => ({ member, before: Number(before), after: Number(after) })) }));
}

/** The members of the most telling dimension, largest change first. */
function drawnOf({ dimensions: [first] }: ChangeExplained<Cell>, { plan, change, label, locale }: { plan: Plan; change: ResultColumn; label: string; locale: string }): PresentedChange["drawn"] {
  const told = plan.dimensions[0];
  const name = first?.dimension ?? "";
  const columns: ResultColumn[] = [{ name: "member", label: name, type: "string", role: "category" }, { ...change, label: `Change in ${label.toLowerCase()}`, additive: false }];
  const rows = (first?.contributions ?? []).filter((one) => one.change !== 0).slice(0, DRAWN).map((one): Cell[] => [one.member, one.change]);
  const { previous: _previous, ...rest } = plan;
  const [most] = rows;
  const leads = most ? `: most at ${String(most[0] ?? "unknown")} (${formatDifference(Number(most[1]), change, locale)})` : "";
  return { columns, rows, title: `Change in ${label.toLowerCase()} by ${name.toLowerCase()}${leads}`, plan: { ...rest, intent: "breakdown", dimensions: told ? [told] : [] } };
}
