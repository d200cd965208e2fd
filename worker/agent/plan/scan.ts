// The state of reading one question, and small looks at its atoms that all rules share.
import { joinPath, findColumn, findMetric, findTable, timeRef } from "../../semantic/lookup.ts";
import type { ValueMeaning } from "../../semantic/lexicon.ts";
import { isPlural } from "../../semantic/lexicon-words.ts";
import type { Column, ColumnRef, SemanticModel, Table } from "../../semantic/model.ts";
import type { Plan, PlanDimension } from "../../semantic/plan.ts";
import type { Atom } from "./atoms.ts";
import type { When } from "./dates.ts";
import type { Draft } from "./draft.ts";
import type { Grammar, Tag } from "./grammar.ts";

export interface Scan {
  atoms: readonly Atom[];
  draft: Draft;
  model: SemanticModel;
  grammar: Grammar;
  today: string;
  resolve: Record<string, string>;
  /** whether the asker's data holds a value of that name in a column */
  holds?: (column: ColumnRef, text: string) => boolean;
  previous?: Plan;
}

/** Tries to read something at an atom. @returns the atom after it, or undefined if it is not there */
export type Rule = (scan: Scan, at: number) => number | undefined;

/** Stands for the time column until the table is known. */
export const TIME: ColumnRef = "@.time";

export interface Group { dimension: PlanDimension; to: number; plural: boolean | undefined; text: string; primary: boolean; table?: string; when?: When }

export const is = (scan: Scan, at: number, ...tags: Tag[]): boolean => tags.some((tag) => scan.atoms[at]?.tags.includes(tag) ?? false);

/** The first atom at or after `at` that carries none of the tags. */
export function skip(scan: Scan, at: number, ...tags: Tag[]): number {
  let next = at;
  while (next < scan.atoms.length && is(scan, next, ...tags) && !isContent(scan, next)) next++;
  return next;
}

/** Whether an atom has a meaning in the model or the data, so must not be skipped as a mere word. */
export function isContent(scan: Scan, at: number): boolean {
  const atom = scan.atoms[at];
  return atom !== undefined && (atom.meanings.length > 0 || atom.number !== undefined);
}

/** The metric that counts a table's rows, if the model has one. */
export function countMetric(model: SemanticModel, table: string): string | undefined {
  return model.metrics.find((metric) => metric.table === table && metric.aggregate?.function === "count" && !metric.aggregate.column && !metric.filters?.length)?.name;
}

/** A table whose rows can be counted. */
export function factAt(scan: Scan, at: number): Table | undefined {
  for (const meaning of scan.atoms[at]?.meanings ?? []) {
    const table = meaning.kind === "table" ? findTable(scan.model, meaning.table) : undefined;
    if (table && countMetric(scan.model, table.name)) return table;
  }
  return undefined;
}

export const factTables = (model: SemanticModel): Table[] => model.tables.filter((table) => countMetric(model, table.name) !== undefined);

/** A table whose rows are only counted or listed, never a group: it has no column that names a row. */
export function recordAt(scan: Scan, at: number): Table | undefined {
  const table = factAt(scan, at);
  return table && !table.nameColumn ? table : undefined;
}

/** Something to group by: a dimension column, a table by its naming column, a grain or a cycle. */
export function groupAt(scan: Scan, at: number): Group | undefined {
  const atom = scan.atoms[at];
  if (!atom) return undefined;
  const when = atom.whens.find((candidate) => candidate.kind === "grain" || candidate.kind === "cycle");
  if (when && meansTime(scan, at, when)) return { dimension: whenDimension(when), to: at + 1, plural: when.kind === "grain" ? when.plural : isPlural(atom.words.split(" ")[0] ?? ""), text: atom.text, primary: true, when };
  const named = columnsNamed(scan, at).filter(({ column }) => column.dimension);
  const pick = pickColumn(scan, atom.words, named);
  if (!pick) return undefined;
  const isDate = /^(?:date|timestamp)/u.test(pick.column.type);
  if (isDate && !pick.primary) return undefined;
  const inner = columnsNamed(scan, at + 1).find((entry) => entry.table === pick.table && entry.ref !== pick.ref && entry.column.dimension);
  if (inner && !isDate && atom.meanings.some((meaning) => meaning.kind === "table") && isPlural(atom.last) === false) {
    return { dimension: { column: inner.ref }, to: at + 2, plural: isPlural(scan.atoms[at + 1]?.last ?? ""), text: `${atom.text} ${inner.column.label}`, primary: inner.primary, table: inner.table };
  }
  const dimension: PlanDimension = isDate ? { column: pick.ref, grain: "day" } : { column: pick.ref };
  return { dimension, to: at + 1, plural: isPlural(atom.last), text: atom.text, primary: pick.primary, table: pick.table };
}

/** "year" may be the time of a row, or a column of that name (a car's year): asked, unless the rows are dated by it. */
function meansTime(scan: Scan, at: number, when: Extract<When, { kind: "grain" | "cycle" }>): boolean {
  const atom = scan.atoms[at];
  const counted = scan.draft.measures[0]?.table ?? scan.draft.head?.table;
  const usual = counted === undefined ? undefined : timeRef(scan.model, counted);
  const years = when.kind === "grain" && when.grain === "year" ? yearColumns(scan.model) : [];
  const all = [...columnsNamed(scan, at), ...years].filter(({ column }) => column.dimension && !/^(?:date|timestamp)/u.test(column.type));
  if (usual !== undefined && all.some(({ ref }) => ref === usual)) return true;
  const [named] = counted === undefined || factTables(scan.model).length < 2 ? all : all.filter(({ ref }) => reaches(scan.model, counted, ref));
  if (!atom || !named) return true;
  const what = when.kind === "grain" ? when.grain : when.cycle;
  const own = `${named.column.label} (${findTable(scan.model, named.table)?.label ?? named.table})`;
  return ask(scan, atom.words, `Which “${atom.words}” do you mean?`, [{ id: "time", label: `${what} of the date` }, { id: named.ref, label: own }]) !== named.ref;
}

/** A car's year is a year too, whatever the model calls it. */
function yearColumns(model: SemanticModel): Named[] {
  return model.tables.flatMap((table) => table.columns.filter((column) => column.semantic === "year" && !column.hidden).flatMap((column) => namedOf(model, `${table.name}.${column.name}`, true)));
}

function whenDimension(when: Extract<When, { kind: "grain" | "cycle" }>): PlanDimension {
  return when.kind === "grain" ? { column: TIME, grain: when.grain } : { column: TIME, cycle: when.cycle };
}

interface Named { ref: ColumnRef; column: Column; table: string; primary: boolean }

/** Columns that an atom names, by their own name or as the naming column of a table. */
export function columnsNamed(scan: Scan, at: number): Named[] {
  const named = (scan.atoms[at]?.meanings ?? []).flatMap((meaning): Named[] => {
    if (meaning.kind === "column") return namedOf(scan.model, meaning.column, meaning.primary);
    if (meaning.kind !== "table") return [];
    const table = findTable(scan.model, meaning.table);
    return table?.nameColumn ? namedOf(scan.model, `${table.name}.${table.nameColumn}`, meaning.primary) : [];
  });
  return named.filter((entry, index) => named.findIndex((other) => other.ref === entry.ref) === index);
}

function namedOf(model: SemanticModel, ref: ColumnRef, primary: boolean): Named[] {
  const found = findColumn(model, ref);
  return found ? [{ ref, column: found.column, table: found.table.name, primary }] : [];
}

/** One column of several by the same name: an earlier choice, the only primary name, or a question back. */
function pickColumn(scan: Scan, words: string, all: Named[]): Named | undefined {
  const named = nearest(scan, all);
  if (named.length < 2) return named[0];
  const chosen = named.find((entry) => entry.ref === scan.resolve[words]);
  if (chosen) return chosen;
  const primary = named.filter((entry) => entry.primary);
  if (primary.length === 1) return primary[0];
  const choices = named.slice(0, 4).map((entry) => ({ id: entry.ref, label: `${entry.column.label} (${findTable(scan.model, entry.table)?.label ?? entry.table})` }));
  scan.draft.asks.push({ message: `Which “${words}” do you mean?`, term: words, choices });
  return named[0];
}

/** Of several columns of one name, that of the rows that are counted; else those that these rows can be told by. */
function nearest({ draft, model }: Scan, named: Named[]): Named[] {
  const counted = draft.measures[0]?.table ?? (draft.head && countMetric(model, draft.head.table) ? draft.head.table : undefined);
  if (counted === undefined || named.length < 2) return named;
  const own = named.filter((entry) => entry.table === counted);
  const near = named.filter((entry) => reaches(model, counted, entry.ref));
  return own.length === 1 ? own : near.length > 0 ? near : named;
}

export const valuesAt = (scan: Scan, at: number): ValueMeaning[] =>
  (scan.atoms[at]?.meanings ?? []).filter((meaning) => meaning.kind === "value");

export function columnOf(scan: Scan, ref: ColumnRef): Column | undefined {
  return findColumn(scan.model, ref)?.column;
}

export function reaches(model: SemanticModel, from: string, ref: ColumnRef): boolean {
  return joinPath(model, from, ref.slice(0, ref.indexOf("."))) !== undefined;
}

/** The column a metric adds up, if it is a plain sum. */
export function summedColumn(model: SemanticModel, metric: string): ColumnRef | undefined {
  const aggregate = findMetric(model, metric)?.aggregate;
  return aggregate?.function === "sum" ? aggregate.column : undefined;
}

/** The model's own sum of a column, if it has one. */
export function metricOver(model: SemanticModel, column: ColumnRef): string | undefined {
  return model.metrics.find((metric) => metric.aggregate?.function === "sum" && metric.aggregate.column === column && !metric.filters?.length)?.name;
}

export function ask(scan: Scan, term: string, message: string, choices: { id: string; label: string }[]): string | undefined {
  const chosen = scan.resolve[term];
  if (chosen !== undefined && choices.some((choice) => choice.id === chosen)) return chosen;
  scan.draft.asks.push({ message, term, choices: choices.slice(0, 4) });
  return undefined;
}
