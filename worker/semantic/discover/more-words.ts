// More ways to say what a model has: shorter names, adjectives, counts. Only words that name nothing else in the model.
import { keyOf, wordsOf } from "../lexicon-words.ts";
import { namesOf } from "../lexicon-names.ts";
import type { Column, ColumnRef, SemanticModel, Table } from "../model.ts";
import { pluralPhrase } from "./name-words.ts";

/** Last word of a measure → how more and less of it are said. */
const ADJECTIVES: [RegExp, NonNullable<Column["adjectives"]>][] = [
  [/\b(?:price|cost|fare|fee)$/u, { more: ["more expensive", "costlier", "pricier"], less: ["cheaper", "less expensive"], most: ["most expensive", "costliest", "priciest"], least: ["cheapest", "least expensive"] }],
  [/\b(?:length|duration)$/u, { more: ["longer"], less: ["shorter"], most: ["longest"], least: ["shortest"] }],
  [/\b(?:height|elevation|altitude)$/u, { more: ["taller"], less: [], most: ["tallest"], least: [] }],
  [/\bweight$/u, { more: ["heavier"], less: ["lighter"], most: ["heaviest"], least: ["lightest"] }],
  [/\bspeed$/u, { more: ["faster"], less: ["slower"], most: ["fastest"], least: ["slowest"] }],
  [/\bage$/u, { more: ["older"], less: ["younger"], most: ["oldest"], least: ["youngest"] }],
  [/\b(?:rating|score)$/u, { more: ["better rated", "higher rated"], less: ["worse rated", "lower rated"], most: ["best rated", "highest rated"], least: ["worst rated", "lowest rated"] }],
  [/\bpopulation$/u, { more: ["more populous"], less: ["less populous"], most: ["most populous"], least: ["least populous"] }],
];

/** Adds words to a model, table by table; a word that two things would get is given to neither. */
export function addWords(model: SemanticModel): SemanticModel {
  const known = new Set(namesOf(model).map(([phrase]) => key(phrase)));
  const wanted = new Map<string, number>();
  const wishes = model.tables.map((table) => ({ table, short: shortNames(table), columns: table.columns.map((column) => (isMeasure(column) ? [...countWords(column), ...adjectiveWords(column)] : [])) }));
  for (const { short, columns } of wishes) for (const phrase of new Set([...short, ...columns.flat()].map(key))) wanted.set(phrase, (wanted.get(phrase) ?? 0) + 1);
  const isFree = (phrase: string): boolean => !known.has(key(phrase)) && wanted.get(key(phrase)) === 1;
  const twice = measuredTwice(model);
  return { ...model, tables: model.tables.map((table) => ({ ...table, synonyms: [...table.synonyms, ...shortNames(table).filter(isFree)], columns: table.columns.map((column) => withWords(column, isFree, twice.has(`${table.name}.${column.name}`))) })) };
}

const key = (phrase: string): string => keyOf(wordsOf(phrase));
const isMeasure = (column: Column): boolean => !column.hidden && (column.aggregates?.length ?? 0) > 0;

/** A wallet transaction is a transaction, where there are no others. */
function shortNames({ label }: Table): string[] {
  const all = label.split(" ");
  const words = all.filter((word, index) => index === 0 || !/^(?:daily|weekly|monthly|yearly|log|logs|history|snapshot|fact|facts|data|table|list|record|records)$/u.test(word));
  const last = words.at(-1) ?? "";
  const short = words.length > 1 && !words.includes("of") && last.length > 3 ? [last] : [];
  return words.length < all.length ? [words.join(" "), ...short] : short;
}

/** "review count", "citation number": how many reviews, how many citations. */
function countWords({ label, type }: Column): string[] {
  const counted = /^(.+) (?:count|number)$/u.exec(label)?.[1] ?? /^number of (.+)$/u.exec(label)?.[1];
  return counted && /int/u.test(type) ? [pluralPhrase(counted), `number of ${pluralPhrase(counted)}`] : [];
}

const adjectivesOf = (column: Column): NonNullable<Column["adjectives"]> | undefined => ADJECTIVES.find(([pattern]) => pattern.test(column.label))?.[1];
const adjectiveWords = (column: Column): string[] => Object.values(adjectivesOf(column) ?? {}).flat();

/** Measures whose adjectives another measure would have too: "cheapest" must not choose between them. */
function measuredTwice(model: SemanticModel): Set<ColumnRef> {
  const measures = model.tables.flatMap((table) => table.columns.filter((column) => isMeasure(column) && adjectivesOf(column)).map((column) => ({ ref: `${table.name}.${column.name}` as ColumnRef, words: adjectivesOf(column) })));
  return new Set(measures.filter(({ words }) => measures.filter((other) => other.words === words).length > 1).map(({ ref }) => ref));
}

function withWords(column: Column, isFree: (phrase: string) => boolean, isTwice: boolean): Column {
  if (!isMeasure(column)) return column;
  const adjectives = isTwice || !adjectiveWords(column).every(isFree) ? undefined : adjectivesOf(column);
  const counts = countWords(column).filter(isFree);
  return { ...column, synonyms: [...column.synonyms, ...counts.filter((word) => word !== column.label)], ...(adjectives ? { adjectives } : {}) };
}
