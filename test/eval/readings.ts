// The ways a column of an answer may be read: a share as percent, a month as its number or its text.
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { normal } from "./cells.ts";

export interface Reading { index: number; cells: Cell[] }

type Read = (cell: Cell) => Cell;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const ofDate = (read: (year: string, month: string) => Cell): Read => (cell) => {
  const [, year, month] = /^(\d{4})-(\d{2})-\d{2}/u.exec(String(cell)) ?? [];
  return year && month ? read(year, month) : cell;
};
const placeIn = (names: string[], first: number): Read => (cell) => {
  const place = names.findIndex((name) => name.toLowerCase() === String(cell).toLowerCase());
  return place < 0 ? cell : place + first;
};
const nameFrom = (names: string[], first: number): Read => (cell) => (typeof cell === "number" ? (names[cell - first] ?? cell) : cell);

const BY_GRAIN: Partial<Record<NonNullable<ResultColumn["grain"]>, Read[]>> = {
  year: [ofDate((year) => Number(year))],
  quarter: [ofDate((_year, month) => Math.ceil(Number(month) / 3)), ofDate((year, month) => `${year}-Q${Math.ceil(Number(month) / 3)}`)],
  month: [ofDate((year, month) => `${year}-${month}`), ofDate((_year, month) => Number(month)), ofDate((year) => Number(year)), ofDate((_year, month) => MONTHS[Number(month) - 1] ?? null)],
};
const BY_CYCLE: Partial<Record<NonNullable<ResultColumn["cycle"]>, Read[]>> = {
  "month-of-year": [placeIn(MONTHS, 1), nameFrom(MONTHS, 1)],
  // Postgres counts from Sunday = 0 (dow) or Monday = 1 (isodow); a Sunday of 7 is no name.
  weekday: [placeIn(DAYS, 0), nameFrom(DAYS, 0), nameFrom([...DAYS.slice(1), "Sunday"], 1), placeIn([...DAYS.slice(1), "Sunday"], 1)],
};

/** All readings of all columns; as it stands comes first. */
export function readingsOf(columns: ResultColumn[], rows: Cell[][]): Reading[] {
  return columns.flatMap((column, index) => {
    const cells = rows.map((row) => normal(row[index] ?? null));
    return [{ index, cells }, ...readsOf(column).map((read) => ({ index, cells: cells.map(read) }))];
  });
}

function readsOf({ format, grain, cycle }: ResultColumn): Read[] {
  const percent: Read[] = format === "percent" ? [(cell) => (typeof cell === "number" ? cell * 100 : cell)] : [];
  return [...percent, ...((grain && BY_GRAIN[grain]) ?? []), ...((cycle && BY_CYCLE[cycle]) ?? [])];
}

/** Rows without the periods that the chain adds for the calendar's sake: in them nothing was measured. */
export function withoutFilled(columns: ResultColumn[], rows: Cell[][]): Cell[][] {
  if (!columns.some(({ grain }) => grain)) return rows;
  const measures = columns.flatMap(({ role }, index) => (role === "measure" ? [index] : []));
  return rows.filter((row) => measures.length === 0 || measures.some((index) => row[index] !== 0 && row[index] !== null));
}
