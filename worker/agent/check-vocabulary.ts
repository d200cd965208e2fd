// Checks a tenant's own words against the model as their author sees it: every problem as a sentence, nothing kept that could turn a known word.
import * as z from "zod";
import type { Principal, Source, Vocabulary } from "../ports.ts";
import { buildLexicon } from "../semantic/lexicon.ts";
import { keyOf, wordsOf } from "../semantic/lexicon-words.ts";
import { findColumn, joinPath, splitRef } from "../semantic/lookup.ts";
import type { ColumnRef, Condition, SemanticModel } from "../semantic/model.ts";
import { parseModel } from "../semantic/validate.ts";
import { isCalled } from "./make-room.ts";
import { english } from "./plan/grammar-english.ts";
import { visibleSource } from "./visible-model.ts";
import { isThere, layVocabulary } from "./vocabulary.ts";

const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);
const ref = z.custom<ColumnRef>((value) => typeof value === "string" && /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/u.test(value));
const name = z.string().max(100);
const term = z.string().trim().min(2).max(60);
const condition = z.strictObject({ column: ref, op: z.enum(["in", "not-in", "=", "<>", "<", "<=", ">", ">=", "between", "is-null", "is-not-null", "contains"]), values: z.array(scalar).max(100) });
const vocabulary = z.strictObject({
  synonyms: z.array(z.union([z.strictObject({ term, metric: name }), z.strictObject({ term, column: ref, value: scalar.optional() }), z.strictObject({ term, segment: name })])).max(200).default([]),
  segments: z.array(z.strictObject({ term, table: name, conditions: z.array(condition).min(1).max(10) })).max(50).default([]),
  fiscalYearStart: z.int().min(1).max(12).optional(),
  weekStart: z.enum(["monday", "sunday"]).optional(),
});

export type CheckedVocabulary = { ok: true; document: Vocabulary } | { ok: false; problems: string[] };

/**
 * @param source as the vendor wrote it
 * @param author who may give a meaning only to what they may read as it is
 */
export function checkVocabulary(document: unknown, source: Source, author: Principal): CheckedVocabulary {
  const parsed = vocabulary.safeParse(document);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "The vocabulary"} is malformed.`) };
  const read = JSON.parse(JSON.stringify(parsed.data)) as Vocabulary;
  const { model } = visibleSource(source, author);
  const problems = [...termProblems(read, model), ...meaningProblems(read, model)];
  if (problems.length > 0) return { ok: false, problems };
  const layered = layVocabulary(source.model, { document: read, digest: "checked" });
  const left = [...maskedProblems(read, visibleSource({ ...source, model: layered }, author).model), ...shapeProblems(layered)];
  return left.length > 0 ? { ok: false, problems: left } : { ok: true, document: read };
}

/** No condition stands on a masked column: it is not seen as it is. */
function maskedProblems({ segments, synonyms }: Vocabulary, model: SemanticModel): string[] {
  const masked = (said: string): boolean => !model.segments.some((segment) => isCalled(segment, said));
  const values = synonyms.filter((synonym) => "column" in synonym && synonym.value !== undefined && findColumn(model, synonym.column)?.column.values?.mode !== "list");
  return [...segments, ...values].filter((entry) => masked(entry.term)).map((entry) => `“${entry.term}”: conditions on a masked column are not possible.`);
}

function shapeProblems(model: SemanticModel): string[] {
  const whole = parseModel(model);
  return whole.ok ? [] : whole.problems.map((problem) => `${problem}.`);
}

/** A word that means something already would turn questions that were right; only a segment may be defined anew. */
function termProblems({ synonyms, segments }: Vocabulary, model: SemanticModel): string[] {
  const lexicon = buildLexicon(model, {});
  const terms = [...synonyms, ...segments].map((entry) => entry.term);
  const twice = terms.filter((one, at) => terms.findIndex((other) => keyOf(wordsOf(other)) === keyOf(wordsOf(one))) < at).map((one) => `“${one}” is there twice.`);
  const taken = [...synonyms.map((entry) => ({ ...entry, anew: false })), ...segments.map((entry) => ({ ...entry, anew: model.segments.some((segment) => isCalled(segment, entry.term) && segment.table === entry.table) }))];
  return [...twice, ...taken.flatMap((entry) => wordProblems(entry.term, entry.anew, (key) => lexicon.find(key).length > 0)), ...segments.flatMap(({ term: said }) => partProblems(said, model))];
}

/** Defined anew beside a number that is called so, one word would mean two things. */
function partProblems(said: string, model: SemanticModel): string[] {
  const names = model.segments.filter((segment) => isCalled(segment, said)).flatMap(({ label, synonyms }) => [label, ...synonyms]).map((one) => ` ${keyOf(wordsOf(one))} `);
  const numbers = model.metrics.flatMap(({ label, plural, synonyms }) => [label, ...(plural ? [plural] : []), ...synonyms]);
  const part = numbers.find((number) => names.some((one) => ` ${keyOf(wordsOf(number))} `.includes(one)));
  return part ? [`“${said}” can't be defined anew: it is part of “${part}”.`] : [];
}

/** Letters and digits of any language, and what joins them: nothing that nobody sees. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} '’&./-]*$/u;

function wordProblems(said: string, anew: boolean, isTaken: (key: string) => boolean): string[] {
  const words = wordsOf(said);
  const phrase = words.join(" ");
  if (!PLAIN.test(said) || !words.some((word) => /\p{L}/u.test(word))) return [`“${said.replace(/[^\p{L}\p{M}\p{N} ]/gu, "?")}” is no word: use letters, digits and spaces.`];
  if (words.length > 4) return [`“${said}” is too long: use at most four words.`];
  if (isGrammar(phrase) || words.every(isGrammar)) return [`“${said}” is a word that every question needs.`];
  return !anew && isTaken(keyOf(words)) ? [`“${said}” means something already.`] : [];
}

const isGrammar = (word: string): boolean => english.tags.has(word) || english.numbers.has(word) || english.units.has(word) || english.charts.has(word) || english.months.has(word);

function meaningProblems(document: Vocabulary, model: SemanticModel): string[] {
  const lost = document.synonyms.filter((synonym) => !isThere(model, synonym)).map((synonym) => `“${synonym.term}”: what it should mean is not there.`);
  return [...lost, ...document.segments.flatMap(({ term: said, table, conditions }) => conditions.flatMap((one) => conditionProblems(said, table, one, model)))];
}

function conditionProblems(said: string, table: string, { column: ref, op, values }: Condition, model: SemanticModel): string[] {
  const found = findColumn(model, ref);
  const reached = found && model.tables.some(({ name: known }) => known === table) && joinPath(model, table, splitRef(ref).table);
  if (!found || found.column.hidden || !reached) return [`“${said}”: there is no ${ref} for rows of ${table}.`];
  const numeric = /^(?:integer|bigint|smallint|numeric|real|double)/u.test(found.column.type);
  const kind = numeric ? "number" : found.column.type === "boolean" ? "boolean" : "string";
  const fits = values.every((value) => typeof value === kind && (found.column.type !== "date" || /^\d{4}-\d{2}-\d{2}$/u.test(String(value))));
  const many = op === "between" ? values.length === 2 : op.startsWith("is-") ? values.length === 0 : op === "in" || op === "not-in" ? values.length > 0 : values.length === 1;
  return [...(fits ? [] : [`“${said}”: ${found.column.label} is compared with a ${kind}${found.column.type === "date" ? " such as 2001-12-31" : ""}.`]), ...(many ? [] : [`“${said}”: ${op} on ${found.column.label} has the wrong number of values.`])];
}
