// What is shown of a result: its table, a chart, and what stands out. Rules and statistics, no model, no I/O.
import type { AskEvent, Cell, ResultColumn } from "../protocol.ts";
import { presentChange } from "./changed.ts";
import { findInsights } from "./insight.ts";
import type { Readable, Reading } from "./read-question.ts";
import { chooseChart } from "./visualize.ts";

interface Result { columns: ResultColumn[]; rows: Cell[][]; truncated: boolean }

/** @returns the events in the order in which they are sent */
export function presentAnswer({ columns, rows, truncated }: Result, { plan, heading, title }: Reading, { question, today, locale }: Readable): AskEvent[] {
  const shared = { truncated, question, today, locale };
  const result = { columns, rows, ...shared, ...(plan ? { plan } : {}) };
  const change = presentChange(result);
  const { chart } = chooseChart(change ? { ...shared, ...change.drawn } : { ...result, title: heading });
  const insight = change ? { headline: change.headline, items: change.items, checked: 0 } : findInsights({ ...result, labels: { title } });
  return [{ type: "table", columns, rows, truncated }, { type: "chart", chart: change ? { ...chart, title: change.drawn.title } : chart }, { type: "insight", ...insight }];
}
