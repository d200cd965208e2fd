// Checks a tenant's own words against the model as their author sees it: every problem as a sentence, nothing kept that could turn a known word.
import * as z from "zod";
import type { Source, Vocabulary } from "../ports.ts";
import { buildLexicon } from "../semantic/lexicon.ts";
import { keyOf, wordsOf } from "../semantic/lexicon-words.ts";
import { findColumn, joinPath, splitRef } from "../semantic/lookup.ts";
import type { ColumnRef, Condition, SemanticModel } from "../semantic/model.ts";
import { parseModel } from "../semantic/validate.ts";
import { english } from "./plan/grammar-english.ts";
import { isCalled, isThere, withVocabulary } from "./vocabulary.ts";

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

/** @param source as its author may see it, without a vocabulary */
export function checkVocabulary(document: unknown, source: Source): CheckedVocabulary {
  const parsed = vocabulary.safeParse(document);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "The vocabulary"} is malformed.`) };
  const read = JSON.parse(JSON.stringify(parsed.data)) as Vocabulary;
  const problems = [...termProblems(read, source.model), ...meaningProblems(read, source.model)];
  if (problems.length > 0) return { ok: false, problems };
  const whole = parseModel(withVocabulary(source, { document: read, digest: "checked" }).model);
  return whole.ok ? { ok: true, document: read } : { ok: false, problems: whole.problems.map((problem) => `${problem}.`) };
}

/** A word that means something already would turn questions that were right; only a segment may be defined anew. */
function termProblems({ synonyms, segments }: Vocabulary, model: SemanticModel): string[] {
  const lexicon = buildLexicon(model, {});
  const terms = [...synonyms, ...segments].map((entry) => entry.term);
  const twice = terms.filter((one, at) => terms.findIndex((other) => keyOf(wordsOf(other)) === keyOf(wordsOf(one))) < at).map((one) => `“${one}” is there twice.`);
  const taken = [...synonyms.map((entry) => ({ ...entry, anew: false })), ...segments.map((entry) => ({ ...entry, anew: model.segments.some((segment) => isCalled(segment, entry.term) && segment.table === entry.table) }))];
  return [...twice, ...taken.flatMap((entry) => wordProblems(entry.term, entry.anew, (key) => lexicon.find(key).length > 0))];
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
