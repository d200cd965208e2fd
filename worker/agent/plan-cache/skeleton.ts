// The skeleton of a question: what it says once every literal is taken out. Two questions with one skeleton differ in literals only.
import type { Lexicon } from "../../semantic/lexicon.ts";
import { singular, wordsOf } from "../../semantic/lexicon-words.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import { cutAtoms } from "../plan/atoms.ts";
import { hasTwoReadings } from "../plan/dates.ts";
import { english } from "../plan/grammar-english.ts";
import type { Tag } from "../plan/grammar.ts";
import { mendTypos } from "../plan/mend.ts";
import { tokenize } from "../plan/tokenize.ts";
import { cutChunks, isComparator, type Chunk } from "./chunks.ts";
import type { Item, Slot } from "./item.ts";
import { itemize } from "./items.ts";
import { RANKS, settle } from "./settle.ts";
import { ORDINARY_WORDS, PADDING } from "./ordinary-words.ts";

export interface Skeleton {
  /** arranged, so that questions which differ in the order of free phrases are equal */
  chunks: Chunk[];
  slots: Slot[];
  /** words, as written, that are neither of the model nor ordinary: they may be anybody's name */
  strangers: string[];
  /** asks for something by itself; a fragment edits the question before, if there is one */
  whole: boolean;
}

/** What a question is read against. */
export interface Against { lexicon: Lexicon; model: SemanticModel; /** ISO date that relative dates count from */ today: string }

const MOST_TOKENS = 80;
/** Words of plans that no template holds: running totals, growth, causes, places beyond the first. */
const FOLDS: ReadonlySet<Tag> = new Set(["running", "growth", "step", "why", "cohort", "percentile", "moved", "ordinal", "more-than"]);
/** Ordinary words are never taken for a slip of a word of the model. */
const grammar = { ...english, ordinary: new Set([...english.ordinary, ...ORDINARY_WORDS]) };

/** @returns the skeleton, or why there is none: two readings of a word, or a question that leans on the one before */
export function skeletonOf(question: string, { lexicon, model, today }: Against): Skeleton | { problem: string } {
  const context = { grammar, today, calendar: model.calendar };
  const tokens = tokenize(question);
  if (tokens.length === 0 || tokens.length > MOST_TOKENS) return { problem: "nothing to compare" };
  const atoms = cutAtoms(mendTypos(tokens, lexicon, context).tokens, lexicon, context);
  if (atoms.some(({ tags }) => tags.length > 0 && tags.every((tag) => FOLDS.has(tag)))) return { problem: "what it makes of its groups is not kept" };
  if (atoms.some(({ whens, words }, at) => whens.some((when) => when.kind === "range" && when.rolling) && hasTwoReadings(words, atoms[at - 1]?.words ?? ""))) return { problem: "a period with two readings" };
  const { items, leans, problem } = itemize(atoms, { model, grammar });
  if (problem) return { problem };
  if (leans) return { problem: "it leans on the question before" };
  const plain = settle(items.filter((item) => !(item.kind === "word" && PADDING.has(bare(item.key)))));
  const chunks = arrange(cutChunks(plain).map(nameSpan));
  if (!plain.some((item) => item.kind === "content" || (item.kind === "slot" && item.slot.type === "value"))) return { problem: "it names nothing of the model" };
  return { chunks, slots: chunks.flatMap((chunk) => chunk.slots), strangers: strangersOf(plain, question, wordsOfModel(model)), whole: isWhole(plain) };
}

/** The name under which a template is kept: one for each skeleton. */
export function signatureOf(chunks: readonly (Chunk | string)[]): string {
  return chunks.map((chunk) => (typeof chunk === "string" ? chunk : keyOfChunk(chunk))).join("; ");
}

/** Whether it names a number, or ranks or lists something. */
function isWhole(items: Item[]): boolean {
  return items.some((item) => (item.kind === "content" && item.sort === "number") || (item.kind === "operator" && (RANKS.test(item.key) || item.key === "list")));
}

export const keyOfChunk = (chunk: Chunk): string => chunk.parts.join(" ");
const bare = (key: string): string => key.slice(key.indexOf(":") + 1);

/** Operators that reach beyond their own chunk. */
const FAR = /(?:^|\+)(?:no|share|versus|compare|change|relation|distribution|previous-year|previous-period)(?:\+|$)/u;

/**
 * Puts chunks into an order of their own where their places say nothing. All conditions of a plan hold together, so a date,
 * a name or a group may stand anywhere; all else keeps its order, and beside a far-reaching operator everything does.
 */
export function arrange(chunks: readonly Chunk[]): Chunk[] {
  if (isFixed(chunks)) return [...chunks];
  return [...chunks.filter((chunk) => !isFree(chunk)), ...chunks.filter(isFree).toSorted((a, b) => (keyOfChunk(a) < keyOfChunk(b) ? -1 : 1))];
}

/** A name, a date or a group says by itself what it does. */
function isFree({ parts, operators, slots }: Chunk): boolean {
  const dated = parts.every((part) => part === "{range}" || part === "span" || DATED.test(part));
  const named = operators.every((key) => key === "not" || key === "toward") && slots.length > 0 && slots.every((slot) => slot.type === "value");
  const grouped = parts.length === 2 && parts[0] === "by" && slots.length === 0;
  return (slots.length > 0 && dated) || named || grouped;
}

const DATED = /^(?:since|after|before|until|from|(?:since|after|before|until|from)(?:\+(?:since|after|before|until|from))+|\{range\}.*)$/u;

function isFixed(chunks: readonly Chunk[]): boolean {
  const keys = chunks.map(keyOfChunk);
  const far = chunks.some((chunk) => chunk.operators.some((key) => FAR.test(key)) || chunk.parts.includes("|"));
  const compared = chunks.filter((chunk) => chunk.operators.some(isComparator)).length;
  const groups = chunks.filter((chunk) => chunk.operators.includes("by")).length;
  const loose = chunks.some((chunk) => chunk.operators.includes("not") && (chunk.slots.length === 0 || chunks.some((one) => one.tied)));
  return far || loose || compared > 1 || groups > 1 || new Set(keys).size < keys.length;
}

/** "from 1995 to 1998" and "between 1995 and 1998" are one span. */
function nameSpan(chunk: Chunk): Chunk {
  const key = keyOfChunk(chunk);
  const span = /^(?:between|from)? ?(\{range\}|\{number\}) (?:to|&) (?:\{range\}|\{number\})(.*)$/u.exec(key);
  const opened = /^(?:between|from)/u.test(key) || key.includes(" to ");
  return span && opened ? { ...chunk, parts: ["span", span[1] ?? "", `${span[1] ?? ""}${span[2] ?? ""}`] } : chunk;
}

/** A capital letter within a sentence, a digit or a word that is not ordinary: it may name somebody. */
function strangersOf(items: Item[], question: string, modelled: ReadonlySet<string>): string[] {
  const words = items.filter((item) => item.kind === "word").map((item) => item.text);
  const first = /[\p{L}\p{N}]+/u.exec(question)?.[0];
  return words.filter((text) => {
    const written = text === first ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
    return text !== "" && (written !== written.toLowerCase() || !(ORDINARY_WORDS.has(written) || modelled.has(singular(written))));
  });
}

const modelWords = new WeakMap<SemanticModel, ReadonlySet<string>>();

/** The model's own prose: all tenants of a source share it. */
function wordsOfModel(model: SemanticModel): ReadonlySet<string> {
  const known = modelWords.get(model);
  if (known) return known;
  const columns = model.tables.flatMap((table) => table.columns);
  const prose = [model, ...model.tables, ...columns, ...model.metrics, ...model.segments].flatMap((one) => [one.label, one.description ?? ""]);
  const words = new Set(prose.flatMap(wordsOf).map(singular));
  modelWords.set(model, words);
  return words;
}
