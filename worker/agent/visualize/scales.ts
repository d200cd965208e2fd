// Texts that have an order of their own: weekdays, months, sizes, levels, bands of numbers.
import type { CyclePart, ResultColumn } from "../../protocol.ts";

type Scale = Pick<ResultColumn, "role" | "cycle" | "order" | "grain">;

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const CYCLES: [CyclePart, string[]][] = [["weekday", WEEKDAYS], ["month-of-year", MONTHS], ["quarter-of-year", ["q1", "q2", "q3", "q4"]]];
const LEVELS = [
  ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"], ["tiny", "small", "medium", "large", "huge"], ["none", "minor", "moderate", "major", "substantial", "severe", "destroyed"],
  ["none", "very low", "low", "medium", "moderate", "high", "very high", "critical"], ["never", "rarely", "sometimes", "often", "always"], ["bronze", "silver", "gold", "platinum"],
  ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"],
];

/** More bands than this are codes. */
const MOST_BANDS = 40;

/** @returns the scale of the values with their order, or undefined for names in no order */
export function orderedText(values: string[]): Scale | undefined {
  const distinct = [...new Set(values)];
  if (distinct.length < 2) return undefined;
  return cycleOf(distinct) ?? levelsOf(distinct) ?? bandsOf(distinct);
}

const plain = (value: string): string => value.trim().toLowerCase();

/** Full names, or their first three letters. */
function cycleOf(values: string[]): Scale | undefined {
  for (const [cycle, names] of CYCLES) {
    const at = (value: string): number => names.findIndex((name) => plain(value) === name || plain(value) === name.slice(0, 3));
    if (values.every((value) => at(value) >= 0)) return { role: "cyclic", cycle, order: ranked(values, at) };
  }
  return undefined;
}

function levelsOf(values: string[]): Scale | undefined {
  const levels = LEVELS.find((names) => values.every((value) => names.includes(plain(value))));
  return levels && { role: "ordinal", order: ranked(values, (value) => levels.indexOf(plain(value))) };
}

/** `10–19`, `<5`, `65+`, `1 - High`, `1981~1983`: each begins with its number. Bands of years are a calendar. */
function bandsOf(values: string[]): Scale | undefined {
  const bounds = values.map(boundOf);
  if (values.length > MOST_BANDS || bounds.includes(undefined) || new Set(bounds).size < values.length) return undefined;
  const years = values.every((value) => /^[12]\d{3}(\s*[-–~]\s*[12]\d{3})?$/u.test(value.trim()));
  return { role: "ordinal", order: ranked(values, (value) => boundOf(value) ?? 0), ...(years ? { grain: "year" as const } : {}) };
}

function boundOf(value: string): number | undefined {
  const text = value.trim();
  const half = /^(<|≤|<=|under |below |up to |>|≥|>=|over |above )\s*(\d+)/iu.exec(text);
  if (half) return Number(half[2]) + (/^[<≤ub]|^up/iu.test(text) ? -0.5 : 0.5);
  const range = /^(\d+(?:\.\d+)?)\s*(?:[-–~]|to|and)\s*(\d+(?:\.\d+)?)$/iu.exec(text);
  if (range) return Number(range[1]) < Number(range[2]) ? Number(range[1]) : undefined;
  const named = /^(\d{1,5})\s*(?:\+$|[-–:.]\s+\p{L})/u.exec(text) ?? /^([12]\d{3})$/u.exec(text);
  return named ? Number(named[1]) : undefined;
}

function ranked(values: string[], rank: (value: string) => number): string[] {
  return values.toSorted((a, b) => rank(a) - rank(b));
}
