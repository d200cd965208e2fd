// A question without its literals, for people of the vendor: words of the model and of the grammar stay, all else becomes a placeholder.
import { buildLexicon, type Lexicon } from "../semantic/lexicon.ts";
import { keyOf } from "../semantic/lexicon-words.ts";
import type { SemanticModel } from "../semantic/model.ts";
import { cutAtoms, type Atom } from "./plan/atoms.ts";
import { english } from "./plan/grammar-english.ts";
import { tokenize } from "./plan/tokenize.ts";

const MOST_TOKENS = 80;
/** Signs alone say nothing to a reader who does not know what stood around them. */
const SAYS = /[\p{L}\p{N}]/u;

export interface Stripping {
  /** the model as the vendor wrote it: a tenant's own words are no part of it, and do not stay */
  model: SemanticModel;
  /** the asker's, which knows names that are written like words of the model */
  lexicon: Lexicon;
  /** ISO date that relative dates count from */
  today: string;
}

/**
 * Every part of the result is a placeholder, a phrase of the model or a phrase of the grammar: nothing that an asker wrote is
 * copied. What may be a value, a date or a number is one, also where the same words name something of the model.
 * @returns e.g. `how many strikes at {value} in {date}`
 */
export function stripLiterals(question: string, { model, lexicon, today }: Stripping): string {
  const tokens = tokenize(question).slice(0, MOST_TOKENS);
  const atoms = cutAtoms(tokens, lexicon, { grammar: english, today, calendar: model.calendar });
  const words = wordsOfModel(model);
  const parts = atoms.filter((atom) => SAYS.test(atom.words)).map((atom) => placeholderOf(atom) ?? (isKnown(atom.words, words) ? atom.words : "{word}"));
  return parts.filter((part, at) => !(part.startsWith("{") && part === parts[at - 1])).join(" ");
}

function placeholderOf(atom: Atom): string | undefined {
  if (atom.meanings.some((meaning) => meaning.kind === "value")) return "{value}";
  if (UNITS.has(atom.words)) return undefined;
  if (atom.whens.length > 0) return "{date}";
  return atom.number || /\p{N}/u.test(atom.words) ? "{number}" : undefined;
}

/** By month, each year: no dates. */
const UNITS: ReadonlySet<string> = new Set(["day", "week", "month", "quarter", "year", "weekday", "hour"].flatMap((unit) => [unit, `${unit}s`]));

function isKnown(words: string, model: Lexicon): boolean {
  if (UNITS.has(words) || english.tags.has(words) || english.charts.has(words)) return true;
  return model.find(keyOf(words.split(" "))).some((meaning) => meaning.kind !== "value");
}

const lexicons = new WeakMap<SemanticModel, Lexicon>();

/** The model's own words, made once for each model. */
function wordsOfModel(model: SemanticModel): Lexicon {
  const known = lexicons.get(model) ?? buildLexicon(model, {});
  lexicons.set(model, known);
  return known;
}

/** The lexicon of a model with the values that a plan names: enough to find the literals of the question it answers. */
export function lexiconOfPlan(model: SemanticModel, filters: readonly { column: string; values: readonly (string | number | boolean)[] }[]): Lexicon {
  const values: Record<string, string[]> = {};
  for (const filter of filters) for (const value of filter.values) if (typeof value === "string") (values[filter.column] ??= []).push(value);
  return buildLexicon(model, values);
}
