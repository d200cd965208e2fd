// Settles what a tenant's word means once the vendor has taken it up too: one word must never have two meanings that the planner chooses between.
import type { Vocabulary } from "../ports.ts";
import { buildLexicon } from "../semantic/lexicon.ts";
import { keyOf, wordsOf } from "../semantic/lexicon-words.ts";
import type { Locales, SemanticModel, Segment } from "../semantic/model.ts";

const key = (term: string): string => keyOf(wordsOf(term));

/** Whether a segment is called so. */
export function isCalled({ label, synonyms }: Segment, term: string): boolean {
  return [label, ...synonyms].some((name) => key(name) === key(term));
}

/**
 * A synonym of the vendor yields to the tenant's word, so that what the tenant knows by it stays; before a name (a label, a
 * value) the tenant's word yields, since answers are said in names. A segment that is defined anew is no clash.
 */
export function makeRoom(model: SemanticModel, document: Vocabulary): { model: SemanticModel; document: Vocabulary } {
  const added = document.segments.filter(({ term }) => !model.segments.some((segment) => isCalled(segment, term)));
  const terms = [...document.synonyms, ...added].map(({ term }) => key(term));
  const taken = takenOf(model, terms);
  if (taken.size === 0) return { model, document };
  const freed = withoutSynonyms(model, taken);
  const names = takenOf(freed, [...taken]);
  const stays = ({ term }: { term: string }): boolean => !names.has(key(term));
  return { model: freed, document: { ...document, synonyms: document.synonyms.filter(stays), segments: document.segments.filter((entry) => !added.includes(entry) || stays(entry)) } };
}

function takenOf(model: SemanticModel, terms: string[]): Set<string> {
  if (terms.length === 0) return new Set();
  const lexicon = buildLexicon(model, {});
  return new Set(terms.filter((term) => lexicon.find(term).length > 0));
}

function withoutSynonyms(model: SemanticModel, taken: ReadonlySet<string>): SemanticModel {
  const left = (words: string[]): string[] => words.filter((word) => !taken.has(key(word)));
  const free = <T extends { synonyms: string[]; locales?: Locales }>(named: T): T => ({
    ...named, synonyms: left(named.synonyms), ...(named.locales ? { locales: Object.fromEntries(Object.entries(named.locales).map(([language, words]) => [language, left(words)])) } : {}),
  });
  return {
    ...model,
    tables: model.tables.map((table) => ({ ...free(table), columns: table.columns.map(free) })),
    metrics: model.metrics.map(free), segments: model.segments.map(free),
    ambiguous: model.ambiguous.map((entry) => ({ ...entry, words: left(entry.words) })).filter(({ words }) => words.length > 0),
  };
}
