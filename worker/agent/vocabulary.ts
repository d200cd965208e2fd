// A tenant's own words laid over the vendor's model, before anything else reads it. Pure; the model's version tells it from all others.
import type { KeptVocabulary, Source, Vocabulary } from "../ports.ts";
import { keyOf, wordsOf } from "../semantic/lexicon-words.ts";
import { findColumn, findMetric } from "../semantic/lookup.ts";
import type { Column, SemanticModel, Segment, VerifiedQuery } from "../semantic/model.ts";
import { isCalled, makeRoom } from "./make-room.ts";

type Synonym = Vocabulary["synonyms"][number];
type Own = Pick<KeptVocabulary, "document" | "digest">;

const layered = new WeakMap<SemanticModel, Map<string, SemanticModel>>();

/**
 * The source as one tenant speaks of it. What the model does not hold (any more) is passed over: its words stay unknown.
 * The digest becomes part of the model's version, and so of every key of caches, kept plans and lexicons: what is understood
 * through a tenant's words is found by nobody else.
 */
export function withVocabulary(source: Source, own: Own | undefined): Source {
  if (!own) return source;
  const known = layered.get(source.model) ?? new Map<string, SemanticModel>();
  layered.set(source.model, known);
  const model = known.get(own.digest) ?? layVocabulary(source.model, own);
  known.set(own.digest, model);
  return { ...source, model };
}

/** The model with a vocabulary that need not be in force. */
export function layVocabulary(vendors: SemanticModel, { document: whole, digest }: Own): SemanticModel {
  const { model, document } = makeRoom(vendors, whole);
  const { fiscalYearStart = model.calendar.fiscalYearStart, weekStart = model.calendar.weekStart } = document;
  const synonyms = document.synonyms.reduce(addSynonym, model);
  const segments = document.segments.reduce(addSegment, synonyms);
  return { ...segments, version: `${model.version}+${digest}`, calendar: { ...model.calendar, fiscalYearStart, weekStart } };
}

function addSynonym(model: SemanticModel, { term, ...means }: Synonym): SemanticModel {
  if ("metric" in means) return { ...model, metrics: model.metrics.map((metric) => (metric.name === means.metric ? called(metric, term) : metric)) };
  if ("segment" in means) return { ...model, segments: model.segments.map((segment) => (segment.name === means.segment ? called(segment, term) : segment)) };
  const { column: ref, value } = means;
  const found = findColumn(model, ref);
  if (!found) return model;
  if (value !== undefined && found.column.values?.mode !== "list") return addSegment(model, { term, table: found.table.name, conditions: [{ column: ref, op: "in", values: [value] }] });
  const column = value === undefined ? called(found.column, term) : callValue(found.column, value, term);
  const table = { ...found.table, columns: found.table.columns.map((one) => (one === found.column ? column : one)) };
  return { ...model, tables: model.tables.map((one) => (one === found.table ? table : one)) };
}

function called<T extends { synonyms: string[] }>(named: T, term: string): T {
  return { ...named, synonyms: [...named.synonyms, term] };
}

function callValue(column: Column, value: string | number | boolean, term: string): Column {
  if (column.values?.mode !== "list") return column;
  const list = column.values.list.map((one) => (one.value === value ? { ...one, synonyms: [...(one.synonyms ?? []), term] } : one));
  return { ...column, values: { mode: "list", list } };
}

/** A segment of the model that is called so means this from now on; else it is one more. */
function addSegment(model: SemanticModel, { term, table, conditions }: Vocabulary["segments"][number]): SemanticModel {
  if (!conditions.every(({ column }) => findColumn(model, column))) return { ...model, segments: model.segments.filter((segment) => !isCalled(segment, term)) };
  const redefined = model.segments.filter((segment) => isCalled(segment, term));
  if (redefined.length > 0) return { ...model, segments: model.segments.map((segment) => (redefined.includes(segment) ? { ...segment, table, conditions } : segment)), verified: model.verified.filter((query) => !redefined.some((segment) => speaksOf(query, segment))) };
  const segment: Segment = { name: ownName(term), label: term, synonyms: [], description: "A word of this organisation.", table, conditions };
  return { ...model, segments: [...model.segments, segment] };
}

/** A plan approved for the vendor's meaning of a word is none for the tenant's. */
function speaksOf({ question, plan }: VerifiedQuery, { name, label, synonyms }: Segment): boolean {
  const said = ` ${keyOf(wordsOf(question))} `;
  return plan.filters.some(({ segment }) => segment === name) || [label, ...synonyms].some((phrase) => said.includes(` ${keyOf(wordsOf(phrase))} `));
}

/** A name that stays the same while other words come and go. */
function ownName(term: string): string {
  return `own_${term.toLowerCase().replace(/[^a-z0-9]/gu, (letter) => `_${(letter.codePointAt(0) ?? 0).toString(16)}_`)}`;
}

/** Whether what a synonym names is there. */
export function isThere(model: SemanticModel, synonym: Synonym): boolean {
  if ("metric" in synonym) return findMetric(model, synonym.metric) !== undefined;
  if ("segment" in synonym) return model.segments.some(({ name }) => name === synonym.segment);
  const column = findColumn(model, synonym.column)?.column;
  if (!column || column.hidden) return false;
  if (synonym.value === undefined) return column.dimension || (column.aggregates?.length ?? 0) > 0;
  return column.dimension && (column.values?.mode !== "list" || column.values.list.some(({ value }) => value === synonym.value));
}

/** The part of a vocabulary that names only what one asker may know of. */
export function visibleVocabulary(document: Vocabulary, visible: SemanticModel): Vocabulary {
  const knows = ({ table, conditions }: Vocabulary["segments"][number]): boolean => visible.tables.some(({ name }) => name === table) && conditions.every(({ column }) => findColumn(visible, column));
  return { ...document, synonyms: document.synonyms.filter((synonym) => isThere(visible, synonym)), segments: document.segments.filter(knows) };
}
