// A table as a CSV file that a spreadsheet opens without running anything.
import type { Cell, ResultColumn } from "../../worker/protocol.ts";

/** RFC 4180 with a byte order mark, which Excel needs for UTF-8. */
export function toCsv(columns: readonly ResultColumn[], rows: readonly Cell[][]): string {
  const lines = [columns.map(({ label }) => label), ...rows].map((row) => row.map(field).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers. */
function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a CSV to the browser as a download. */
export function download(csv: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
