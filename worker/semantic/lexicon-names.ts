// The words of the model itself: names, plurals, synonyms, segments, adjectives and ambiguous words, each with its meaning.
import type { Meaning } from "./lexicon.ts";
import { wordsOf } from "./lexicon-words.ts";
import type { Column, ColumnRef, Locales, SemanticModel, Table } from "./model.ts";

export type Entry = [phrase: string, meaning: Meaning];

/** Every phrase that the model defines. Hidden columns have no words. */
export function namesOf(model: SemanticModel): Entry[] {
  return [
    ...model.tables.flatMap((table) => [...tableNames(table), ...table.columns.flatMap((column) => (column.hidden ? [] : columnNames(table, column)))]),
    ...model.metrics.flatMap((metric) => each([metric.label, metric.plural, ...metric.synonyms, ...inAll(metric.locales)], { kind: "metric", metric: metric.name })),
    ...model.segments.flatMap((segment) => [segment.label, ...segment.synonyms, ...inAll(segment.locales)].flatMap((phrase) => segmentPhrases(phrase, segment.name))),
    ...model.ambiguous.flatMap((entry, index) => each(entry.words, { kind: "ambiguous", index })),
  ];
}

/** Names in every language: whoever asks in one knows a few words of another. */
function inAll(locales: Locales | undefined): string[] {
  return Object.values(locales ?? {}).flat();
}

function each(phrases: (string | undefined)[], meaning: Meaning): Entry[] {
  return phrases.flatMap((phrase) => (phrase ? [[phrase, meaning] satisfies Entry] : []));
}

function tableNames(table: Table): Entry[] {
  return [
    ...each([table.label, table.plural], { kind: "table", table: table.name, primary: true }),
    ...each([...table.synonyms, ...inAll(table.locales)], { kind: "table", table: table.name, primary: false }),
  ];
}

function columnNames(table: Table, column: Column): Entry[] {
  const ref: ColumnRef = `${table.name}.${column.name}`;
  const adjectives = column.adjectives;
  return [
    ...each([column.label, column.plural], { kind: "column", column: ref, primary: true }),
    ...each([...column.synonyms, ...inAll(column.locales)], { kind: "column", column: ref, primary: false }),
    ...(column.aggregates?.length ? gerunds(column, ref) : []),
    ...(["more", "less", "most", "least"] as const).flatMap((degree) => each(adjectives?.[degree] ?? [], { kind: "adjective", column: ref, degree })),
  ];
}

/** "costing" for a measure called "cost". */
function gerunds(column: Column, ref: ColumnRef): Entry[] {
  const word = column.label;
  return /^[a-z]+[^e\W]$/iu.test(word) ? [[`${word}ing`, { kind: "column", column: ref, primary: false }]] : [];
}

const HAVING = ["having", "that had", "which had", "that have", "that has", "had", "have", "has", "which have"];
const LACKING = ["without", "without any", "with no", "having no", "that had no", "had no", "with zero", "had zero"];

/** A segment called "with X" is also "that had X", and "without X" is all the other rows. */
function segmentPhrases(phrase: string, segment: string): Entry[] {
  const meaning: Meaning = { kind: "segment", segment, negated: false };
  const [first, ...rest] = wordsOf(phrase);
  if (first !== "with" || rest.length === 0) return [[phrase, meaning]];
  const held = rest.join(" ");
  const bare = rest.filter((word, index) => index > 0 || !["a", "an", "any", "some"].includes(word)).join(" ");
  return [
    [phrase, meaning],
    ...HAVING.flatMap((verb) => each([`${verb} ${held}`, `${verb} ${bare}`], meaning)),
    ...LACKING.flatMap((verb) => each([`${verb} ${held}`, `${verb} ${bare}`], { kind: "segment", segment, negated: true })),
  ];
}
