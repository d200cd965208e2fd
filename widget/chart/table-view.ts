// The table twin of a chart: the same values, sortable, in a region that scrolls by itself.
import { html, nothing, type TemplateResult } from "lit";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { axisLabel, type Formatter } from "./format.ts";

export interface Sort { index: number; down: boolean }

export interface TableState {
  columns: readonly ResultColumn[];
  rows: readonly Cell[][];
  caption: string;
  sort: Sort | undefined;
  /** rows rendered so far */
  limit: number;
  sortBy: (index: number) => void;
  showMore: () => void;
}

/** Rows rendered at once; more on demand, so that a large table does not stop the page. */
export const PAGE = 200;

export function tableView({ columns, rows, caption, sort, limit, sortBy, showMore }: TableState, format: Formatter): TemplateResult {
  const shown = sorted(rows, columns, sort).slice(0, limit);
  const left = rows.length - shown.length;
  const head = (column: ResultColumn, index: number) => {
    const order = sort?.index === index ? (sort.down ? "descending" : "ascending") : "none";
    return html`<th scope="col" aria-sort=${order} class=${column.type === "number" ? "number" : ""}>
      <button type="button" @click=${() => sortBy(index)}>${axisLabel(column)}<span aria-hidden="true">${order === "none" ? "" : order === "ascending" ? " ↑" : " ↓"}</span></button></th>`;
  };
  return html`<div class="scroll" part="table" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="hidden">${caption}</caption>
      <thead><tr>${columns.map(head)}</tr></thead>
      <tbody>${shown.map((row) => html`<tr>${columns.map((column, index) => html`<td dir="auto" class=${column.type === "number" ? "number" : ""}>${format.bare(row[index], column)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>
  ${left > 0 ? html`<button type="button" class="chip" part="more" @click=${showMore}>${format.strings.more(Math.min(left, PAGE))}</button>` : nothing}`;
}

/** Rows in the order asked for; without one, as they came. Cells without a value are always last. */
export function sorted(rows: readonly Cell[][], columns: readonly ResultColumn[], sort: Sort | undefined): readonly Cell[][] {
  if (!sort) return rows;
  const { index, down } = sort;
  const order = new Map((columns[index]?.order ?? []).map((cell, place) => [cell, place]));
  const rank = (cell: Cell) => order.get(cell) ?? cell;
  return rows.toSorted((a, b) => {
    const [one, two] = [a[index] ?? null, b[index] ?? null];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    return compare(rank(one) ?? one, rank(two) ?? two) * (down ? -1 : 1);
  });
}

function compare(a: Cell, b: Cell): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
