// When two cells say the same: numbers within rounding, dates with and without midnight, numbers written as text.
import type { Cell } from "../../worker/protocol.ts";

/** Numbers this near, relative to the larger, are the same. */
const NEAR = 1e-6;

/** One spelling a value. */
export function normal(cell: Cell): Cell {
  if (typeof cell !== "string") return cell;
  const text = cell.trim();
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(text) && text.length <= 15) return Number(text);
  const moment = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d*?)?0*(?:Z|\+00(?::00)?)?$/u.exec(text);
  if (!moment) return text;
  const [, date = "", time = "", fraction = ""] = moment;
  const rest = fraction === "." ? "" : fraction;
  return time === "00:00:00" && rest === "" ? date : `${date}T${time}${rest}`;
}

/**
 * @param tolerance half a unit of the last decimal that the gold shows; 0 where it shows none
 */
export function same(gold: Cell, got: Cell, tolerance: number): boolean {
  if (typeof gold === "number" && typeof got === "number") {
    const apart = Math.abs(gold - got);
    return apart <= NEAR * Math.max(Math.abs(gold), Math.abs(got)) || apart <= tolerance * (1 + NEAR);
  }
  return gold === got;
}

/** Numbers, then text, then truth, then nothing: one order for both sides. */
export function compareCells(a: Cell, b: Cell): number {
  const [x, y] = [rankOf(a), rankOf(b)];
  if (x !== y) return x - y;
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [s, t] = [String(a), String(b)];
  return s < t ? -1 : s > t ? 1 : 0;
}

function rankOf(cell: Cell): number {
  return cell === null ? 3 : typeof cell === "number" ? 0 : typeof cell === "string" ? 1 : 2;
}

/** Half a unit of the last decimal shown in a column: what was rounded to cents is right to half a cent. */
export function toleranceOf(cells: Cell[]): number {
  const decimals = Math.max(0, ...cells.map((cell) => (typeof cell === "number" ? decimalsOf(cell) : 0)));
  return decimals > 0 && decimals <= 6 ? 0.5 * 10 ** -decimals : 0;
}

function decimalsOf(value: number): number {
  return /\.(\d+)$/u.exec(String(value))?.[1]?.length ?? 0;
}
