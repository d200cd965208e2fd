// Postgres text output → cells of the wire. The text is read here and nowhere else, so no driver turns a date by a time zone.
import type { ResultSet } from "../ports.ts";
import type { Cell } from "../protocol.ts";

type ColumnType = ResultSet["columns"][number]["type"];
type Read = (text: string) => Cell | undefined;

export interface TextColumn { name: string; typeId: number }
export type TextRow = (string | null)[];

/** Type ids of pg_type.dat; they are the same in every Postgres. All others are shown as their text (json, uuid, arrays …). */
const TYPES: Record<number, ColumnType> = {
  16: "boolean",
  20: "number", 21: "number", 23: "number", 700: "number", 701: "number", 1700: "number",
  1082: "date", 1114: "timestamp", 1184: "timestamp",
};

const READ: Record<ColumnType, Read> = {
  string: (text) => text,
  boolean: (text) => (text === "t" ? true : text === "f" ? false : undefined),
  number: readNumber,
  date: (text) => (/^\d{4}-\d{2}-\d{2}$/u.test(text) ? text : undefined),
  timestamp: readTimestamp,
};

/**
 * Types the columns and reads the cells. A column keeps its type only if every value fits it: a number that a double
 * cannot hold (an integer beyond 2^53, NaN), `infinity` or a date BC make the column one of text, shown as Postgres writes it.
 */
export function readCells(columns: TextColumn[], rows: TextRow[]): Pick<ResultSet, "columns" | "rows"> {
  const reads = columns.map(({ typeId }, index) => readColumn(TYPES[typeId] ?? "string", rows, index));
  return {
    columns: columns.map(({ name }, index) => ({ name, type: reads[index]?.type ?? "string" })),
    rows: rows.map((_row, at) => reads.map(({ cells }) => cells[at] ?? null)),
  };
}

function readColumn(type: ColumnType, rows: TextRow[], index: number): { type: ColumnType; cells: Cell[] } {
  const read = READ[type];
  const cells: Cell[] = [];
  for (const row of rows) {
    const text = row[index] ?? null;
    const cell = text === null ? null : read(text);
    if (cell === undefined) return { type: "string", cells: rows.map((other) => other[index] ?? null) };
    cells.push(cell);
  }
  return { type, cells };
}

function readNumber(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const whole = !text.includes(".") && !text.includes("e");
  return whole && !Number.isSafeInteger(value) ? undefined : value;
}

/** `2001-02-03 04:05:06.7+00` → `2001-02-03T04:05:06.7Z`; without a zone stays without one. */
function readTimestamp(text: string): string | undefined {
  const [, date, time, zone] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)(\+00)?$/u.exec(text) ?? [];
  return date && time ? `${date}T${time}${zone ? "Z" : ""}` : undefined;
}
