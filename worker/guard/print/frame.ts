// Writes window frames from the parser's bit set (FRAMEOPTION_* of nodes/parsenodes.h).

const NON_DEFAULT = 0x1;
const BETWEEN = 0x10;
const MODES: readonly [number, string][] = [[0x2, "RANGE"], [0x4, "ROWS"], [0x8, "GROUPS"]];
const STARTS: readonly [number, string][] = [
  [0x20, "UNBOUNDED PRECEDING"], [0x200, "CURRENT ROW"], [0x800, "? PRECEDING"], [0x2000, "? FOLLOWING"],
];
const ENDS: readonly [number, string][] = [
  [0x100, "UNBOUNDED FOLLOWING"], [0x400, "CURRENT ROW"], [0x1000, "? PRECEDING"], [0x4000, "? FOLLOWING"],
];
const EXCLUDES: readonly [number, string][] = [[0x8000, "EXCLUDE CURRENT ROW"], [0x10000, "EXCLUDE GROUP"], [0x20000, "EXCLUDE TIES"]];

/** `ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES`; empty for the default frame. */
export function printFrame(options: number, startOffset: string, endOffset: string): string {
  if (!(options & NON_DEFAULT)) return "";
  const start = pick(options, STARTS).replace("?", () => startOffset);
  const end = pick(options, ENDS).replace("?", () => endOffset);
  const bounds = options & BETWEEN ? `BETWEEN ${start} AND ${end}` : start;
  return [pick(options, MODES), bounds, pick(options, EXCLUDES)].filter(Boolean).join(" ");
}

function pick(options: number, choices: readonly [number, string][]): string {
  return choices.find(([bit]) => options & bit)?.[1] ?? "";
}
