// Words that say what happened to a row, and the dates of it: "shipped in March", "orders that haven't been shipped".
import { findTable, isYear } from "../../../semantic/lookup.ts";
import { wordsOf } from "../../../semantic/lexicon-words.ts";
import type { Column, ColumnRef } from "../../../semantic/model.ts";
import { ask, is, skip, type Rule, type Scan } from "../scan.ts";

/** Letters that "shipped" and "shipping date" must share. */
const STEM = 4;
const AUXILIARY = /(?:^| )(?:is|are|was|were|be|been|being|get|got|gets|havent|hasnt|hadnt|not)$/u;

const isDate = (column: Column): boolean => (/^(?:date|timestamp)/u.test(column.type) || isYear(column)) && !column.hidden;
const stemOf = (word: string): string => word.slice(0, STEM);

interface Dated { ref: ColumnRef; label: string; words: string[] }

function datesOf({ model }: Scan, table: string): Dated[] {
  return (findTable(model, table)?.columns ?? []).filter(isDate).map((column) => ({ ref: `${table}.${column.name}`, label: column.label, words: [column.name, column.label].flatMap((name) => wordsOf(name.replaceAll("_", " "))) }));
}

const sharesStem = (date: Dated, word: string): boolean => word.length > STEM && date.words.some((known) => known.length >= STEM && stemOf(known) === stemOf(word));

/** Whether a participle stands as a verb: "were shipped", not "shipped orders". */
const isVerb = (scan: Scan, at: number): boolean => AUXILIARY.test(scan.atoms[at - 1]?.words ?? "") || (scan.atoms[at - 1]?.meanings.some((meaning) => meaning.kind === "table") ?? false);

/**
 * A value that is also what happened on a date of its own: with a period after it that date is meant; alone, the value or
 * that there is such a date.
 * @returns the atom after it, or undefined where it is only a value
 */
export function readEvent(scan: Scan, column: ColumnRef, at: number, negated: boolean): number | undefined {
  const word = scan.atoms[at]?.words ?? "";
  const table = column.slice(0, column.indexOf("."));
  const [date, ...more] = datesOf(scan, table).filter((candidate) => sharesStem(candidate, word));
  if (!word.endsWith("ed") || !date || more.length > 0 || !isVerb(scan, at)) return undefined;
  if (!negated && isPeriod(scan, skip(scan, at + 1, "time-in"))) {
    scan.draft.dateColumn = date.ref;
    return at + 1;
  }
  const chosen = ask(scan, word, `“${word}” in which sense?`, [{ id: "value", label: `${negated ? "not " : ""}now “${word}”` }, { id: "event", label: `${negated ? "without" : "with"} a ${date.label}` }]);
  if (chosen !== "event") return undefined;
  scan.draft.filters.push({ column: date.ref, op: negated ? "is-null" : "is-not-null", values: [], at });
  return at + 1;
}

const isPeriod = (scan: Scan, at: number): boolean => (scan.atoms[at]?.whens.some((when) => when.kind !== "grain" && when.kind !== "cycle") ?? false) || is(scan, at, "since", "after", "before", "until", "between");

/** A verb that is a name of a date: "signed up in 2022", "orders placed by phone". The usual date adds nothing. */
export const dateVerbRule: Rule = (scan, at) => {
  const { draft, atoms, model } = scan;
  const meanings = atoms[at]?.meanings ?? [];
  const refs = meanings.flatMap((meaning) => (meaning.kind === "column" ? [meaning.column] : []));
  const counted = draft.measures[0]?.table ?? draft.head?.table;
  const own = refs.filter((ref) => ref.startsWith(`${counted}.`) && datesOf(scan, counted ?? "").some((date) => date.ref === ref));
  const [ref] = own;
  const usual = counted === undefined ? undefined : findTable(model, counted)?.timeColumn;
  const dated = isPeriod(scan, skip(scan, at + 1, "time-in"));
  if (!ref || own.length > 1 || refs.length < meanings.length || !(dated || /ed(?: |$)/u.test(atoms[at]?.words ?? ""))) return undefined;
  if (ref === `${counted}.${usual}`) return at + 1;
  if (!dated) return undefined;
  draft.dateColumn = ref;
  return at + 1;
};

/** "coupons expired in 2023": what comes right before the time may be what happened then, and not when the row was made. */
export function noteEvent(scan: Scan, at: number): void {
  const atom = scan.atoms[at - 1];
  const filter = scan.draft.filters.find((known) => known.to === at);
  if (!atom || !filter || !atom.words.endsWith("ed") || !isVerb(scan, at - 1)) return;
  const table = filter.column.slice(0, filter.column.indexOf("."));
  const values = findTable(scan.model, table)?.columns.find(({ name }) => filter.column === `${table}.${name}`)?.values;
  const others = values?.mode === "list" ? values.list.map(({ value }) => String(value).toLowerCase()).filter((value) => value !== atom.words) : [];
  scan.draft.happened = { word: atom.words, table, others: datesOf(scan, table).filter((date) => others.some((other) => sharesStem(date, other))).map(({ ref }) => ref) };
}
