// Reads conditions on values: "at night", "not during approach", "large or medium birds", "Denver versus Dallas", "damaging".
import { findColumn, findTable } from "../../../semantic/lookup.ts";
import { singular, wordsOf } from "../../../semantic/lexicon-words.ts";
import type { ValueMeaning } from "../../../semantic/lexicon.ts";
import type { ColumnRef, Condition } from "../../../semantic/model.ts";
import type { Grain } from "../../../protocol.ts";
import { readEvent } from "./events.ts";
import { ask, countMetric, groupAt, is, reaches, recordAt, skip, TIME, valuesAt, type Rule, type Scan } from "../scan.ts";

interface Item { at: number; text: string; words: string; meanings: ValueMeaning[] }
interface Listed { items: Item[]; to: number; versus: boolean; /** joined by "and", not by "or" */ and: boolean }

const GRAINS: Grain[] = ["day", "week", "month", "quarter", "year"];

/** Sets larger than this are no longer a name the asker meant. */
const MOST_VALUES = 40;

/** [not] [in] value [noun] [or value …], or a segment. */
export const filterRule: Rule = (scan, at) => byValueOrGrain(scan, at) ?? readFilter(scan, at, false);

/** "by day" may be the value Day or one bar for each day: asked. */
function byValueOrGrain(scan: Scan, at: number): number | undefined {
  const atom = scan.atoms[at];
  const [value] = valuesAt(scan, at);
  const grain = atom?.words.startsWith("by ") ? GRAINS.find((name) => atom.words === `by ${name}`) : undefined;
  if (!atom || !value || !grain) return undefined;
  const chosen = ask(scan, atom.words, `“${atom.text}” can be several things here. Which do you mean?`, [{ id: "grain", label: `for each ${grain}` }, { id: "value", label: `only ${value.values.join(", ")}` }]);
  if (chosen === "value") return undefined;
  scan.draft.dimensions.push({ column: TIME, grain });
  return at + 1;
}

/** Reads a filter; `keepNoun` leaves a noun after it, which is what the question is about ("which Texas airports"). */
export function readFilter(scan: Scan, at: number, keepNoun: boolean): number | undefined {
  const only = is(scan, at, "only") ? skip(scan, at + 1, "article") : at;
  const negated = is(scan, only, "not") && valuesAt(scan, only).length === 0;
  if (negated && lacks(scan, only) && countsGroups(scan)) return undefined;
  const afterNot = negated ? (lacks(scan, only) ? only + 1 : skipRecord(scan, only + 1)) : only;
  const preposition = is(scan, afterNot, "in", "with") && valuesAt(scan, afterNot).length === 0 ? scan.atoms[afterNot]?.words : undefined;
  const start = skip(scan, preposition === undefined ? afterNot : afterNot + 1, "article", "pronoun");
  const segment = segmentAt(scan, start, negated, at);
  if (segment !== undefined) return segment;
  const named = namedColumn(scan, start);
  const listed = listAt(scan, named?.to ?? start);
  if (!listed) return undefined;
  const picked = pickColumn(scan, listed, { preposition, negated, ...(named ? { named: named.column } : {}) });
  if (!picked) return undefined;
  const [item, ...others] = listed.items;
  const event = item && others.length === 0 ? readEvent(scan, picked, item.at, negated) : undefined;
  if (event !== undefined) return event;
  const values = [...new Set(listed.items.flatMap((item) => item.meanings.find((meaning) => meaning.column === picked)?.values ?? []))];
  const groups = listed.versus && listed.items.some((item) => (item.meanings.find((meaning) => meaning.column === picked)?.values.length ?? 0) > 1);
  if (values.length > MOST_VALUES || groups) return undefined;
  const to = keepNoun ? listed.to : nounEnd(scan, listed.to, picked);
  const before = scan.atoms[to] !== undefined && recordAt(scan, to) !== undefined;
  scan.draft.filters.push({ column: picked, op: negated ? "not-in" : "in", values, at, ...(listed.versus ? { versus: true } : {}), ...(listed.and && !negated ? { listed: true } : {}), ...(before ? { before: true } : {}) });
  noteParts(scan, listed, picked);
  return to;
}

/** "no" and "without" deny that there are such rows, which for a group is more than a filter of its rows. */
export const lacks = (scan: Scan, at: number): boolean => /^(?:with |having |had |have |has )?(?:no|without|never)\b/u.test(scan.atoms[at]?.words ?? "");

/** "how many airports had no …": counts groups by what they lack, which a filter on rows can't say. */
const countsGroups = ({ draft }: Scan): boolean => draft.measures.some((measure) => measure.function === "count-distinct") && !draft.measures.some((measure) => measure.noun);

/** "excluding strikes at night": the noun adds nothing to the denial. */
function skipRecord(scan: Scan, at: number): number {
  const noun = skip(scan, at, "article");
  return recordAt(scan, noun) && is(scan, noun + 1, "in", "with") ? noun + 1 : noun;
}

function segmentAt(scan: Scan, at: number, negated: boolean, from: number): number | undefined {
  const meaning = scan.atoms[at]?.meanings.find((candidate) => candidate.kind === "segment");
  const segment = meaning && scan.model.segments.find((candidate) => candidate.name === meaning.segment);
  if (!meaning || !segment || valuesAt(scan, at).length > 0 || (meaning.negated && countsGroups(scan))) return undefined;
  const inverted = negated !== meaning.negated;
  const conditions = inverted ? invert(segment.conditions) : segment.conditions;
  if (!conditions) return undefined;
  const before = recordAt(scan, at + 1) !== undefined;
  scan.draft.filters.push(...conditions.map((condition) => ({ ...condition, at: from, ...(inverted ? {} : { segment: segment.name }), ...(before ? { before } : {}) })));
  return at + 1;
}

const OPPOSITE: Partial<Record<Condition["op"], Condition["op"]>> = { in: "not-in", "not-in": "in", "=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "is-null": "is-not-null", "is-not-null": "is-null" };

/** All rows that do not meet a single condition; several conditions have no simple opposite. */
export function invert(conditions: Condition[]): Condition[] | undefined {
  const [only] = conditions;
  const op = only && OPPOSITE[only.op];
  return only && op && conditions.length === 1 ? [{ ...only, op }] : undefined;
}

/** "the state of Texas", "phase climb": a column's own name before its value. */
function namedColumn(scan: Scan, at: number): { column: ColumnRef; to: number } | undefined {
  const group = groupAt(scan, at);
  if (!group || group.when || scan.atoms[at]?.meanings.some((meaning) => meaning.kind === "value")) return undefined;
  const to = skip(scan, at + 1, "of");
  const { column } = group.dimension;
  return valuesAt(scan, to).some((meaning) => meaning.column === column) && !is(scan, at + 1, "in") ? { column, to } : to > at + 1 && is(scan, at + 1, "of") && scan.atoms[at + 1]?.words === "of" && valuesAt(scan, to).some((meaning) => meaning.column === column) ? { column, to } : undefined;
}

function listAt(scan: Scan, at: number): Listed | undefined {
  const first = itemAt(scan, at);
  if (!first) return undefined;
  const items = [first];
  let to = at + 1;
  let versus = false;
  let and = false;
  for (;;) {
    const afterNoun = innerNoun(scan, to, items);
    const joined = joinEnd(scan, afterNoun);
    const next = joined === afterNoun ? undefined : itemAt(scan, skip(scan, joined, "in", "article"));
    if (!next || !shareColumn([...items, next])) return { items, to, versus, and };
    versus ||= is(scan, joined - 1, "versus");
    and ||= is(scan, joined - 1, "and");
    items.push(next);
    to = next.at + 1;
  }
}

const joinEnd = (scan: Scan, at: number): number => {
  const comma = skip(scan, at, "comma");
  return is(scan, comma, "and", "or", "versus") ? comma + 1 : comma;
};

/** "large birds or medium birds": a noun between two values. */
function innerNoun(scan: Scan, to: number, items: Item[]): number {
  const column = items[0]?.meanings[0]?.column;
  const end = column ? nounEnd(scan, to, column, true) : to;
  return is(scan, end, "and", "or", "versus", "comma") ? end : to;
}

function itemAt(scan: Scan, at: number): Item | undefined {
  const meanings = valuesAt(scan, at);
  const atom = scan.atoms[at];
  return atom && meanings.length > 0 ? { at, text: atom.text, words: atom.words, meanings } : undefined;
}

const columnsOf = (items: Item[]): ColumnRef[] => (items[0]?.meanings ?? []).map((meaning) => meaning.column).filter((column) => items.every((item) => item.meanings.some((meaning) => meaning.column === column)));
const shareColumn = (items: Item[]): boolean => columnsOf(items).length > 0;

interface Cues { preposition: string | undefined; negated: boolean; named?: ColumnRef }

/** Which column the values belong to; asks where the words around them leave several. */
function pickColumn(scan: Scan, listed: Listed, cues: Cues): ColumnRef | undefined {
  const named = columnsOf(listed.items);
  if (cues.named) return named.includes(cues.named) ? cues.named : undefined;
  const byNoun = named.filter((column) => nounEnd(scan, listed.to, column, true) > listed.to);
  const near = nearby(scan, named, listed.to);
  if (near.length > 0 && near.length < named.length) return pickColumn(scan, { ...listed, items: listed.items.map((item) => ({ ...item, meanings: item.meanings.filter(({ column }) => near.includes(column)) })) }, cues);
  const possible = named.filter((column) => byNoun.includes(column) || !listed.items.some((item) => isModifier(item, column)));
  const isWhole = listed.items.some((item) => item.meanings.some((meaning) => meaning.match === "whole"));
  const byPreposition = possible.filter((column) => introduces(scan, column, cues.preposition));
  if (!isWhole && byNoun.length + byPreposition.length === 0 && !scan.draft.continued && !scan.draft.compare && !cues.negated) return undefined;
  const cued = [byNoun, byPreposition, possible].find((columns) => columns.length > 0) ?? [];
  const narrowed = byNoun.length > 0 && byPreposition.length > 0 && byNoun.some((column) => byPreposition.includes(column)) ? byNoun.filter((column) => byPreposition.includes(column)) : cued;
  const broad = isWhole ? narrowed : withoutNames(scan, narrowed);
  return broad.length === 1 ? broad[0] : askColumn(scan, listed, broad);
}

/** "active merchants": of columns that share a value, those of the things named next; else those that the counted rows can be told by. */
function nearby(scan: Scan, columns: ColumnRef[], to: number): ColumnRef[] {
  const tables = (scan.atoms[to]?.meanings ?? []).flatMap((meaning) => (meaning.kind === "table" ? [meaning.table] : []));
  const own = columns.filter((column) => tables.some((table) => column.startsWith(`${table}.`)));
  if (own.length > 0) return own;
  const counted = scan.draft.measures[0]?.table ?? (scan.draft.head && countMetric(scan.model, scan.draft.head.table) ? scan.draft.head.table : undefined);
  return counted === undefined ? [] : columns.filter((column) => reaches(scan.model, counted, column));
}

/** "American" begins the names of several birds, but names none of them: it needs the noun ("American birds"). */
function isModifier({ words, meanings }: Item, column: ColumnRef): boolean {
  const meaning = meanings.find((candidate) => candidate.column === column);
  const isOneWord = /^\p{L}+$/u.test(words);
  if (!meaning || meaning.match === "whole" || meaning.values.length < 2 || !isOneWord) return false;
  return !meaning.values.some((value) => singular(wordsOf(String(value)).at(-1) ?? "") === singular(words));
}

/** A part that is in a place's name and in its city means the city, which holds every such place. */
function withoutNames(scan: Scan, columns: ColumnRef[]): ColumnRef[] {
  const rest = columns.filter((column) => {
    const table = findTable(scan.model, column.slice(0, column.indexOf(".")));
    return `${table?.name}.${table?.nameColumn}` !== column || !columns.some((other) => other !== column && other.startsWith(`${table?.name}.`));
  });
  return rest.length > 0 ? rest : columns;
}

function introduces(scan: Scan, column: ColumnRef, preposition: string | undefined): boolean {
  if (preposition === undefined) return false;
  const known = findColumn(scan.model, column)?.column.prepositions;
  return known ? known.includes(preposition) : true;
}

function askColumn(scan: Scan, { items }: Listed, columns: ColumnRef[]): ColumnRef | undefined {
  const [item] = items;
  if (!item) return undefined;
  const choices = columns.map((column) => ({ id: column, label: `${item.meanings.find((meaning) => meaning.column === column)?.values.join(", ") ?? item.text} (${findColumn(scan.model, column)?.column.label ?? column})` }));
  const chosen = ask(scan, item.words, `“${item.text}” can be several things here. Which do you mean?`, choices);
  return (columns.find((column) => column === chosen) ?? columns[0]);
}

/** The atom after nouns that add no meaning to a value of the column ("large birds"); a noun of records is never taken away unless only looked at. */
export function nounEnd(scan: Scan, at: number, ref: ColumnRef, look = false): number {
  const atom = scan.atoms[at];
  const column = findColumn(scan.model, ref)?.column;
  if (!atom || !column) return at;
  const isNoun = column.valueNouns?.some((noun) => singular(noun) === singular(atom.last) && atom.words === atom.last) ?? false;
  const isOwnName = atom.meanings.some((meaning) => meaning.kind === "column" && meaning.column === ref);
  if (!isNoun && !isOwnName) return at;
  if (isNoun && singular(atom.last) === "one") scan.draft.pronoun = true;
  return recordAt(scan, at) && !look ? at : at + 1;
}

function noteParts(scan: Scan, { items }: Listed, column: ColumnRef): void {
  const parts = items.filter((item) => item.meanings.some((meaning) => meaning.column === column && meaning.match === "part"));
  if (parts.length > 0) scan.draft.notes.push({ tier: "built-in", note: `read ${parts.map((item) => `“${item.text}” as ${said(item.meanings.find((meaning) => meaning.column === column)?.values ?? [])}`).join(" and ")}` });
}

const said = (values: (string | number | boolean)[]): string => `${values.slice(0, 5).join(", ")}${values.length > 5 ? ` and ${values.length - 5} more` : ""}`;
