// Reads when: "in 1998", "since March 1995", "between March and June 1997", "last 6 months", "1998 versus 1997".
import { addUnits } from "../../../semantic/calendar.ts";
import type { TimeRange } from "../../../semantic/plan.ts";
import { hasTwoReadings, type When } from "../dates.ts";
import { monthName, monthRange, rangeOf, yearOf } from "../ranges.ts";
import { ask, is, skip, type Rule, type Scan } from "../scan.ts";
import { noteEvent } from "./events.ts";

type Dated = Extract<When, { kind: "range" | "month" | "quarter" }>;
interface Read { range: TimeRange; to: number; when?: Extract<When, { kind: "range" }> }

export const timeRule: Rule = (scan, at) => {
  const negated = is(scan, at, "not") && scan.atoms[at]?.whens.length === 0;
  const start = negated ? at + 1 : is(scan, at, "only") ? at + 1 : at;
  const read = spanAt(scan, start) ?? openAt(scan, start) ?? singleAt(scan, start);
  if (!read) return undefined;
  noteEvent(scan, at);
  if (negated) return addOutside(scan, read);
  return addRange(scan, read, at);
};

/** "compared with the previous year"; "vs 1997" after a first range. */
export const previousRule: Rule = (scan, at) => {
  const start = skip(scan, is(scan, at, "versus", "compare", "change") ? at + 1 : at, "time-in", "to");
  for (const place of [start, at]) {
    const kind = is(scan, place, "previous-year") ? "year" : is(scan, place, "previous-period") ? "period" : undefined;
    if (kind) {
      scan.draft.previous = kind;
      return place + 1;
    }
  }
  const than = scan.draft.compare === true && scan.atoms[at]?.words === "than";
  if (than) return scan.draft.ranges.length > 0 ? versusRange(scan, at) : undefined;
  if (!is(scan, at, "versus")) return undefined;
  if (scan.draft.ranges.length > 0) return versusRange(scan, at);
  return at === 0 && scan.previous?.time ? againstLast(scan, at) : undefined;
};

/** "vs 1999" after an answer about 2001. */
function againstLast(scan: Scan, at: number): number | undefined {
  const read = singleAt(scan, at + 1);
  if (!read) return undefined;
  scan.draft.ranges.push(read.range);
  scan.draft.compare = true;
  return read.to;
}

function versusRange(scan: Scan, at: number): number | undefined {
  const noun = skip(scan, at + 1, "time-in", "article");
  const read = singleAt(scan, noun) ?? singleAt(scan, at + 1);
  if (!read) return undefined;
  askWhenPartial(scan, read);
  scan.draft.ranges.push(read.range);
  scan.draft.versusRanges = true;
  return read.to;
}

/** "this year versus last year": the part so far against the same part, or against the whole? */
function askWhenPartial(scan: Scan, read: Read): void {
  const current = scan.draft.ranges.at(-1);
  if (!scan.draft.partial || !current?.from || !current.to || !read.when?.unit || read.when.partial || !read.range.from) return;
  const days = Date.parse(current.to) - Date.parse(current.from);
  const same = rangeOf(read.range.from, new Date(Date.parse(read.range.from) + days).toISOString().slice(0, 10));
  const yearEarlier = read.when.unit === "year" ? rangeOf(addUnits(current.from, "year", -1), addUnits(current.to, "year", -1)) : same;
  const chosen = ask(scan, "versus", `${current.label} is not a whole ${read.when.unit} yet. Compare it with what?`, [
    { id: "same", label: yearEarlier.label }, { id: "whole", label: `all of ${read.range.label}` },
  ]);
  if (chosen !== "whole") read.range = yearEarlier;
}

/** Two ends: "from 1995 to 1998", "between March and June 1997", "March to June 1997". */
function spanAt(scan: Scan, at: number): Read | undefined {
  const opened = is(scan, at, "from", "between");
  const inside = opened ? at + 1 : skip(scan, at, "time-in");
  const first = datedAt(scan, inside);
  const joint = scan.atoms[inside + 1]?.words;
  if (!first || joint === undefined || !is(scan, inside + 1, "to") || (joint === "and" && (!opened || scan.atoms[at]?.words !== "between"))) return undefined;
  const last = datedAt(scan, skip(scan, inside + 2, "article"));
  const end = last && fullRange(scan, last.when, undefined);
  const begin = end && fullRange(scan, first.when, end);
  if (!begin?.from || !end?.to || !last) return undefined;
  if (scan.draft.compare && begin.from !== end.from) return versusEnds(scan, begin, end, last.to);
  return begin.from < end.to ? { range: rangeOf(begin.from, end.to), to: last.to } : undefined;
}

/** "change from 1997 to 1998" sets the two ends against each other. */
function versusEnds(scan: Scan, begin: TimeRange, end: TimeRange, to: number): Read {
  scan.draft.ranges.push(begin);
  scan.draft.versusRanges = true;
  return { range: end, to };
}

/** One open end: since, after, before, until. */
function openAt(scan: Scan, at: number): Read | undefined {
  if (!is(scan, at, "since", "after", "before", "until")) return undefined;
  const dated = datedAt(scan, skip(scan, at + 1, "article"));
  const range = dated && fullRange(scan, dated.when, undefined);
  if (!dated || !range?.from || !range.to) return undefined;
  const word = scan.atoms[at]?.words;
  if (word === "from" && askFrom(scan, range) === "in") return { range, to: dated.to };
  if (is(scan, at, "since")) return { range: { from: range.from, label: `since ${range.label}` }, to: dated.to };
  if (is(scan, at, "after")) return { range: { from: range.to, label: `after ${range.label}` }, to: dated.to };
  if (is(scan, at, "before")) return { range: { to: range.from, label: `before ${range.label}` }, to: dated.to };
  return { range: { to: range.to, label: `until the end of ${range.label}` }, to: dated.to };
}

function askFrom(scan: Scan, { label }: TimeRange): string | undefined {
  return ask(scan, "from", `From ${label} on, or only ${label}?`, [{ id: "since", label: `since ${label}` }, { id: "in", label: `only ${label}` }]);
}

function singleAt(scan: Scan, at: number): Read | undefined {
  const inside = is(scan, at, "time-in") && !datedAt(scan, at) ? skip(scan, at + 1, "article") : at;
  const dated = datedAt(scan, inside);
  if (!dated || (isOver(scan, at, inside) && dated.when.kind === "range" && dated.when.loose)) return undefined;
  if (dated.when.kind !== "range") return monthAlone(scan, dated.when, dated.to);
  return { range: rollingOrWhole(scan, dated.when, inside), to: dated.to, when: dated.when };
}

/** "in the last year": the calendar's year before this one, or the year that ends today. */
function rollingOrWhole(scan: Scan, { range, rolling }: Extract<When, { kind: "range" }>, at: number): TimeRange {
  const words = scan.atoms[at]?.words ?? "";
  if (!rolling || !hasTwoReadings(words, scan.atoms[at - 1]?.words ?? "")) return range;
  const chosen = ask(scan, words, `Which period is “${words}”?`, [{ id: "whole", label: range.label }, { id: "rolling", label: rolling.label }]);
  return chosen === "rolling" ? rolling : range;
}

const isOver = (scan: Scan, at: number, inside: number): boolean => inside > at && (scan.atoms[at]?.words.startsWith("over") ?? false);

/** A month or quarter without its year: of a list that ends in a year, of the one year asked about, or asked. */
function monthAlone(scan: Scan, when: Exclude<Dated, { kind: "range" }>, to: number): Read | undefined {
  const year = yearAfter(scan, to) ?? soleYear(scan);
  const range = year === undefined ? askYear(scan, when) : unitRange(when, year);
  return range && { range, to };
}

/** "June, July and August 2001": the year at the end is the year of all. */
function yearAfter(scan: Scan, to: number): number | undefined {
  const next = skip(scan, to, "and", "or", "comma", "versus");
  const joined = next > to ? datedAt(scan, skip(scan, next, "time-in")) : undefined;
  if (joined?.when.kind !== "range") return joined && yearAfter(scan, joined.to);
  return joined.when.range.from ? yearOf(joined.when.range.from) : undefined;
}

const unitRange = (when: Exclude<Dated, { kind: "range" }>, year: number): TimeRange =>
  when.kind === "month" ? monthRange(year, when.month) : monthRange(year, when.quarter * 3 - 2, 3);

/** The one year of the question before, if this one leans on it. */
function soleYear(scan: Scan): number | undefined {
  const ranges = scan.previous?.time?.ranges ?? [];
  const [only] = ranges;
  if (ranges.length !== 1 || !only?.from?.endsWith("-01-01") || !isFragmentStart(scan)) return undefined;
  const year = yearOf(only.from);
  return only.to === `${year + 1}-01-01` ? year : undefined;
}

const isFragmentStart = (scan: Scan): boolean => scan.draft.continued === true || (scan.draft.measures.length === 0 && !scan.draft.head);

function askYear(scan: Scan, when: Exclude<Dated, { kind: "range" }>): TimeRange | undefined {
  const name = when.kind === "month" ? monthName(when.month) : `Q${when.quarter}`;
  const latest = [0, 1, 2, 3, 4].map((back) => unitRange(when, yearOf(scan.today) - back)).filter((range) => (range.from ?? "") <= scan.today).slice(0, 4);
  const chosen = ask(scan, name.toLowerCase(), `${name} of which year?`, latest.map((range) => ({ id: (range.from ?? "").slice(0, 7), label: range.label })));
  return latest.find((range) => chosen !== undefined && range.from?.startsWith(chosen)) ?? latest[0];
}

function datedAt(scan: Scan, at: number): { when: Dated; to: number } | undefined {
  const when = scan.atoms[at]?.whens.find((candidate): candidate is Dated => candidate.kind === "range" || candidate.kind === "month" || candidate.kind === "quarter");
  return when && { when, to: at + 1 };
}

function fullRange(scan: Scan, when: Dated, other: TimeRange | undefined): TimeRange | undefined {
  if (when.kind === "range") return when.range;
  return other?.from ? unitRange(when, yearOf(other.from)) : askYear(scan, when);
}

/** Adds a range, and those joined to it: "1998, 1999 and 2000", "1998 versus 1997". */
function addRange(scan: Scan, read: Read, at: number): number | undefined {
  const { draft } = scan;
  const isFirst = draft.ranges.length === 0 || draft.versusRanges === true;
  const afterJoin = is(scan, at - 1, "and", "or", "comma") && scan.atoms[at - 2]?.whens.some((when) => when.kind === "range" || when.kind === "month");
  if (!isFirst && !afterJoin) return undefined;
  draft.ranges.push(read.range);
  if (read.when?.partial) draft.partial = true;
  return joinedRange(scan, read.to);
}

function joinedRange(scan: Scan, at: number): number {
  const joined = skip(scan, at, "comma");
  const next = is(scan, joined, "and", "or") ? joined + 1 : joined;
  const more = next === at ? undefined : (spanAt(scan, next) ?? singleAt(scan, next));
  if (!more) return at;
  scan.draft.ranges.push(more.range);
  return joinedRange(scan, more.to);
}

/** "not in 1998" is the time before it and the time after it. */
function addOutside(scan: Scan, { range, to }: Read): number | undefined {
  if (scan.draft.ranges.length > 0 || !range.from || !range.to) return undefined;
  scan.draft.ranges.push({ to: range.from, label: `before ${range.label}` }, { from: range.to, label: `after ${range.label}` });
  return to;
}
