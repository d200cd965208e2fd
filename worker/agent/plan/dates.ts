// Reads dates at one place of a question: years, months, quarters, days, relative ranges, grains and cycles. No connectors: rules join them.
import type { CyclePart, Grain } from "../../protocol.ts";
import { addDays, addUnits, startOf } from "../../semantic/calendar.ts";
import type { Calendar } from "../../semantic/model.ts";
import type { TimeRange } from "../../semantic/plan.ts";
import type { Grammar } from "./grammar.ts";
import { dayRange, monthRange, rangeOf, yearRange } from "./ranges.ts";
import type { Token } from "./tokenize.ts";

export type When =
  | { kind: "range"; range: TimeRange; unit?: Grain; /** a bare number that may be no year; a range that ends today, so is not whole */ loose?: boolean; partial?: boolean; relative?: boolean; /** "in the last year" may also be the year that ends today */ rolling?: TimeRange }
  | { kind: "month"; month: number }
  | { kind: "quarter"; quarter: number }
  | { kind: "grain"; grain: Grain; /** "monthly" needs no "by" */ adverb: boolean; plural: boolean }
  | { kind: "cycle"; cycle: CyclePart };

export interface DateContext { grammar: Grammar; today: string; calendar: Calendar }
type Found = { length: number; when: When } | undefined;
type Reader = (tokens: Token[], at: number, context: DateContext) => Found;

const ORDINALS = new Map(Object.entries({ first: 1, second: 2, third: 3, fourth: 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, last: 4 }));
const DECADES = new Map(Object.entries({ twenties: 1920, thirties: 1930, forties: 1940, fifties: 1950, sixties: 1960, seventies: 1970, eighties: 1980, nineties: 1990 }));
const UNIT_WORDS: Record<string, Grain> = { day: "day", week: "week", month: "month", quarter: "quarter", year: "year" };
const UNITS = new Map(Object.entries(UNIT_WORDS));
const GRAINS = new Map<string, Grain>([...UNITS, ["date", "day"]]);
const ADVERB_WORDS: Record<string, Grain> = { daily: "day", weekly: "week", monthly: "month", quarterly: "quarter", yearly: "year", annually: "year", annual: "year", annum: "year" };
const ADVERBS = new Map(Object.entries(ADVERB_WORDS));
const CYCLES: [string, CyclePart][] = [
  ["day of the week", "weekday"], ["days of the week", "weekday"], ["day of week", "weekday"], ["days of week", "weekday"], ["weekday", "weekday"], ["weekdays", "weekday"], ["week day", "weekday"],
  ["month of the year", "month-of-year"], ["months of the year", "month-of-year"], ["month of year", "month-of-year"], ["calendar month", "month-of-year"],
  ["quarter of the year", "quarter-of-year"], ["quarter of year", "quarter-of-year"],
];

/** All readings of the tokens at a place, longest first wins in the segmentation. */
export function readDates(tokens: Token[], at: number, context: DateContext): NonNullable<Found>[] {
  return READERS.flatMap((reader) => reader(tokens, at, context) ?? []);
}

const text = (tokens: Token[], at: number): string => tokens[at]?.text ?? "";
const skipOf = (tokens: Token[], at: number): number => at + (text(tokens, at) === "of" || text(tokens, at) === "," || text(tokens, at) === "in" ? 1 : 0);
const skipThe = (tokens: Token[], at: number): number => at + (text(tokens, at) === "the" ? 1 : 0);

function yearAt(tokens: Token[], at: number): number | undefined {
  return /^(?:19|20)\d\d$/u.test(text(tokens, at)) ? Number(text(tokens, at)) : undefined;
}

function ranged(from: number, to: number, range: TimeRange, unit?: Grain): Found {
  return { length: to - from, when: { kind: "range", range, ...(unit ? { unit } : {}) } };
}

const readYear: Reader = (tokens, at) => {
  const named = text(tokens, at) === "year" ? 1 : text(tokens, at) === "calendar" && text(tokens, at + 1) === "year" ? 2 : 0;
  const year = yearAt(tokens, at + named);
  return year === undefined ? undefined : { length: named + 1, when: { kind: "range", range: yearRange(year), unit: "year", loose: named === 0 } };
};

const readIso: Reader = (tokens, at) => {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/u.exec(text(tokens, at));
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  const range = dayRange(year, month, day);
  if (!range) return undefined;
  return match[3] === undefined ? ranged(at, at + 1, monthRange(year, month), "month") : ranged(at, at + 1, range, "day");
};

const readYears: Reader = (tokens, at) => {
  const match = /^((?:19|20)\d\d)\s?-\s?((?:19|20)\d\d)$/u.exec(text(tokens, at));
  const short = /^(\d0)s$/u.exec(text(tokens, at))?.[1];
  const decade = DECADES.get(text(tokens, at)) ?? (short === undefined ? undefined : Number(short) + (Number(short) < 30 ? 2000 : 1900)) ?? Number(/^((?:19|20)\d0)s$/u.exec(text(tokens, at))?.[1] ?? Number.NaN);
  if (match && Number(match[1]) <= Number(match[2])) return ranged(at, at + 1, yearRange(Number(match[1]), Number(match[2])));
  return Number.isNaN(decade) ? undefined : ranged(at, at + 1, yearRange(decade, decade + 9));
};

const readMonth: Reader = (tokens, at, { grammar }) => {
  const month = grammar.months.get(text(tokens, at));
  if (!month) return undefined;
  const year = yearAt(tokens, skipOf(tokens, at + 1));
  if (year !== undefined) return ranged(at, skipOf(tokens, at + 1) + 1, monthRange(year, month), "month");
  return { length: 1, when: { kind: "month", month } };
};

const readDay: Reader = (tokens, at, { grammar }) => {
  const number = (place: number): number => Number(/^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(text(tokens, place))?.[1] ?? Number.NaN);
  const dayFirst = number(at);
  const monthAt = Number.isNaN(dayFirst) ? at : at + 1 + (text(tokens, at + 1) === "of" ? 1 : 0);
  const month = grammar.months.get(text(tokens, monthAt));
  const dayAt = Number.isNaN(dayFirst) ? monthAt + 1 : at;
  const yearPlace = skipOf(tokens, Math.max(monthAt, dayAt) + 1);
  const year = yearAt(tokens, yearPlace);
  const day = number(dayAt);
  const range = month && year !== undefined && !Number.isNaN(day) ? dayRange(year, month, day) : undefined;
  return range && ranged(at, yearPlace + 1, range, "day");
};

const readPart: Reader = (tokens, at) => {
  const short = /^([qh])([1-4])$/u.exec(text(tokens, at));
  const start = skipThe(tokens, at);
  const ordinal = ORDINALS.get(text(tokens, start));
  const named = text(tokens, start + 1);
  const part = short ? { size: short[1] === "q" ? 3 : 6, index: Number(short[2]), end: at + 1 } : ordinal && (named === "quarter" || named === "half") ? { size: named === "quarter" ? 3 : 6, index: ordinal, end: start + 2 } : undefined;
  if (!part) return undefined;
  const index = !short && text(tokens, start) === "last" ? 12 / part.size : part.index;
  if (index > 12 / part.size) return undefined;
  const year = yearAt(tokens, skipOf(tokens, part.end));
  if (year !== undefined) return ranged(at, skipOf(tokens, part.end) + 1, monthRange(year, (index - 1) * part.size + 1, part.size), part.size === 3 ? "quarter" : undefined);
  return short && part.size === 3 ? { length: 1, when: { kind: "quarter", quarter: index } } : undefined;
};

/** "1999 Q3", "1998 March". */
const readYearFirst: Reader = (tokens, at, context) => {
  const year = yearAt(tokens, at);
  const next = year === undefined ? undefined : (readPart(tokens, at + 1, context) ?? readMonth(tokens, at + 1, context));
  if (year === undefined || !next || next.length !== 1) return undefined;
  if (next.when.kind === "quarter") return ranged(at, at + 2, monthRange(year, next.when.quarter * 3 - 2, 3), "quarter");
  return next.when.kind === "month" ? ranged(at, at + 2, monthRange(year, next.when.month), "month") : undefined;
};

const readNear: Reader = (tokens, at, { today }) => {
  const word = text(tokens, at);
  if (word !== "today" && word !== "yesterday") return undefined;
  const from = word === "today" ? today : addDays(today, -1);
  return ranged(at, at + 1, rangeOf(from, addDays(from, 1)), "day");
};

const readToDate: Reader = (tokens, at, { today }) => {
  const written = tokens.slice(at, at + 3).map((token) => token.text).join(" ");
  const length = written.startsWith("ytd") ? 1 : written === "year to date" ? 3 : 0;
  return length === 0 ? undefined : { length, when: { kind: "range", range: rangeOf(`${today.slice(0, 4)}-01-01`, addDays(today, 1)), unit: "year", partial: true, relative: true } };
};

/** "last year" is a calendar year; "the past year" and "last 12 months" end today. */
const readRelative: Reader = (tokens, at, { grammar, today, calendar }) => {
  const start = skipThe(tokens, at);
  const word = text(tokens, start);
  if (!["last", "past", "previous", "trailing", "this", "current", "prior"].includes(word)) return undefined;
  const count = tokens[start + 1]?.number?.value ?? grammar.numbers.get(text(tokens, start + 1));
  const unitAt = start + (count === undefined ? 1 : 2);
  const unit = UNITS.get(tokens[unitAt]?.stem ?? "");
  if (!unit) return undefined;
  const isCurrent = word === "this" || word === "current";
  if (isCurrent) return count === undefined ? currentUnit(today, unit, calendar, unitAt + 1 - at) : undefined;
  const rolling = count !== undefined || word === "past" || word === "trailing";
  const to = addDays(today, 1);
  // "Last year" is the calendar's; "the last year" may be either, which the rules see.
  const either = word === "last" && unit !== "day" ? { rolling: rangeOf(addUnits(to, unit, -1), to) } : {};
  if (!rolling) return { length: unitAt + 1 - at, when: { kind: "range", range: unitBefore(today, unit, calendar), unit, relative: true, ...either } };
  const size = count ?? 1;
  if (!Number.isInteger(size) || size < 1 || size > 1_000) return undefined;
  if (unit === "quarter" && count !== undefined) return { length: unitAt + 1 - at, when: { kind: "range", range: unitsBefore(today, unit, size, calendar), relative: true, rolling: rangeOf(addUnits(to, unit, -size), to) } };
  return { length: unitAt + 1 - at, when: { kind: "range", range: rangeOf(addUnits(to, unit, -size), to), relative: true } };
};

function currentUnit(today: string, unit: Grain, calendar: Calendar, length: number): Found {
  const from = startOf(today, unit, calendar);
  return { length, when: { kind: "range", range: rangeOf(from, addDays(today, 1)), unit, partial: true, relative: true } };
}

/** Whether a relative period as written has two readings: "the last year", "the last two quarters". */
export function hasTwoReadings(words: string, before: string): boolean {
  return words.endsWith(" quarters") || words.startsWith("the ") || /(?:^| )the$/u.test(before);
}

const unitBefore = (today: string, unit: Grain, calendar: Calendar): TimeRange => unitsBefore(today, unit, 1, calendar);

/** The last whole units before the one that today is in. */
function unitsBefore(today: string, unit: Grain, count: number, calendar: Calendar): TimeRange {
  const to = startOf(today, unit, calendar);
  return rangeOf(addUnits(to, unit, -count), to);
}

const readGrain: Reader = (tokens, at) => {
  const { text: word = "", stem = "" } = tokens[at] ?? {};
  const adverb = ADVERBS.get(word);
  const grain = adverb ?? GRAINS.get(stem);
  if (!grain) return undefined;
  if (text(tokens, at + 1) === "by" && tokens[at + 2]?.stem === stem) return { length: 3, when: { kind: "grain", grain, adverb: true, plural: false } };
  return { length: 1, when: { kind: "grain", grain, adverb: adverb !== undefined, plural: stem !== word } };
};

const readCycle: Reader = (tokens, at) => {
  const found = CYCLES.find(([phrase]) => tokens.slice(at, at + phrase.split(" ").length).map((token) => token.text).join(" ") === phrase);
  return found ? { length: found[0].split(" ").length, when: { kind: "cycle", cycle: found[1] } } : undefined;
};

const READERS: Reader[] = [readYear, readIso, readYears, readMonth, readDay, readPart, readYearFirst, readNear, readToDate, readRelative, readGrain, readCycle];
