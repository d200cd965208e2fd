// Reads repeating parts of a date as conditions: "on weekends", "not on Mondays", "every December".
import { is, skip, TIME, type Rule, type Scan } from "../scan.ts";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** [not] [on] Mondays [and Tuesdays]; a month needs an "every", since alone it is one month of one year. */
export const datePartRule: Rule = (scan, at) => {
  const negated = is(scan, at, "not");
  const start = skip(scan, negated ? at + 1 : at, "time-in", "in", "article");
  if (start > at && scan.atoms.slice(at, start).some((atom) => atom.meanings.length > 0)) return undefined;
  const days = daysAt(scan, start);
  const months = days ? undefined : everyMonthAt(scan, start);
  const found = days ?? months;
  if (!found || scan.draft.filters.some((filter) => filter.cycle)) return undefined;
  scan.draft.filters.push({ column: TIME, op: negated ? "not-in" : "in", values: found.values, at, cycle: days ? "weekday" : "month-of-year" });
  return found.to;
};

interface Parts { values: string[]; to: number }

function daysAt(scan: Scan, at: number): Parts | undefined {
  const values = dayValues(scan, at);
  if (!values) return undefined;
  const joined = skip(scan, at + 1, "comma", "and", "or");
  const more = joined > at + 1 ? daysAt(scan, skip(scan, joined, "time-in", "article")) : undefined;
  return more ? { values: [...new Set([...values, ...more.values])], to: more.to } : { values, to: at + 1 };
}

/** A word that the data knows is a value, not a day. */
function dayValues({ atoms }: Scan, at: number): string[] | undefined {
  const { words = "", meanings = [] } = atoms[at] ?? {};
  if (meanings.length > 0) return undefined;
  if (/^weekends?$/u.test(words)) return ["Saturday", "Sunday"];
  const day = WEEKDAYS.find((name) => words === name.toLowerCase() || words === `${name.toLowerCase()}s`);
  return day === undefined ? undefined : [day];
}

function everyMonthAt(scan: Scan, at: number): Parts | undefined {
  const every = is(scan, at - 1, "article") || /^(?:every|each|any)$/u.test(scan.atoms[at - 1]?.words ?? "") ? scan.atoms[at - 1]?.words : scan.atoms[at]?.words;
  const place = /^(?:every|each|any|in every|in each)$/u.test(scan.atoms[at]?.words ?? "") ? at + 1 : at;
  const when = scan.atoms[place]?.whens.find((candidate) => candidate.kind === "month");
  const name = when?.kind === "month" ? MONTHS[when.month - 1] : undefined;
  return name !== undefined && /\b(?:every|each|any)\b/u.test(every ?? "") ? { values: [name], to: place + 1 } : undefined;
}
