// Cuts tokens into atoms, the longest known phrases, each with all it may mean. Fewest atoms win, so phrases beat their words.
import type { Lexicon, Meaning } from "../../semantic/lexicon.ts";
import { readDates, type DateContext, type When } from "./dates.ts";
import type { Grammar, Tag } from "./grammar.ts";
import type { Token } from "./tokenize.ts";

export interface Quantity { value: number; sign?: string }

export interface Atom {
  /** as written */
  text: string;
  /** folded */
  words: string;
  /** the last word, to tell a plural */
  last: string;
  tags: readonly Tag[];
  meanings: readonly Meaning[];
  whens: readonly When[];
  number?: Quantity;
  chart?: string;
}

const MAGNITUDES = new Map([["hundred", 100], ["thousand", 1e3], ["million", 1e6], ["billion", 1e9]]);
const UNKNOWN_COST = 5;
/** A part of a value is weaker than a word of the model. */
const PART_COST = 1.2;

/** The cheapest way through the tokens; of equals, the one whose first phrases are longer. */
export function cutAtoms(tokens: Token[], lexicon: Lexicon, context: DateContext): Atom[] {
  const best: { cost: number; atoms: Atom[] }[] = [];
  best[tokens.length] = { cost: 0, atoms: [] };
  for (let at = tokens.length - 1; at >= 0; at--) best[at] = cheapest(tokens, at, best, lexicon, context);
  return best[0]?.atoms ?? [];
}

function cheapest(tokens: Token[], at: number, best: { cost: number; atoms: Atom[] }[], lexicon: Lexicon, context: DateContext): { cost: number; atoms: Atom[] } {
  let winner = { cost: Number.POSITIVE_INFINITY, atoms: [] as Atom[] };
  const longest = Math.min(Math.max(lexicon.longest, context.grammar.longest), tokens.length - at);
  const dates = readDates(tokens, at, context);
  for (let length = longest; length >= 1; length--) {
    const whens = dates.flatMap((date) => (date.length === length ? [date.when] : []));
    const atom = atomOf(tokens.slice(at, at + length), whens, lexicon, context.grammar);
    const rest = best[at + length];
    if (!atom || !rest) continue;
    const cost = costOf(atom) + rest.cost;
    if (cost < winner.cost - 1e-9) winner = { cost, atoms: [atom, ...rest.atoms] };
  }
  return winner;
}

function costOf(atom: Atom): number {
  if (atom.tags.length > 0 || atom.whens.length > 0 || atom.number || atom.chart) return 1;
  if (atom.meanings.length === 0) return UNKNOWN_COST;
  return atom.meanings.every((meaning) => meaning.kind === "value" && meaning.match === "part") ? PART_COST : 1;
}

function atomOf(tokens: Token[], whens: When[], lexicon: Lexicon, grammar: Grammar): Atom | undefined {
  const words = tokens.map((token) => token.text).join(" ");
  const raw = tokens.map((token) => token.raw).join(" ");
  const meanings = lexicon.find(tokens.map((token) => token.stem).join(" ")).filter((meaning) => meaning.kind !== "value" || !meaning.asWritten || meaning.asWritten === raw);
  const number = quantityOf(tokens, words, grammar);
  const chart = grammar.charts.get(words);
  const tags = grammar.tags.get(words) ?? [];
  const unit: Tag[] = grammar.units.has(words) ? ["unit"] : [];
  if (tokens.length > 1 && tags.length + meanings.length + whens.length + unit.length === 0 && !number && !chart) return undefined;
  return { text: raw, words, last: tokens.at(-1)?.text ?? "", tags: [...tags, ...unit], meanings, whens, ...(number ? { number } : {}), ...(chart ? { chart } : {}) };
}

function quantityOf(tokens: Token[], words: string, grammar: Grammar): Quantity | undefined {
  const [first, second] = tokens;
  if (tokens.length === 2 && second && MAGNITUDES.has(second.text)) {
    const count = first?.number ?? (grammar.numbers.has(first?.text ?? "") ? { value: grammar.numbers.get(first?.text ?? "") ?? 0 } : undefined);
    if (count) return { ...count, value: count.value * (MAGNITUDES.get(second.text) ?? 1) };
  }
  if (tokens.length === 1 && first?.number) return first.number;
  const word = grammar.numbers.get(words);
  return word === undefined ? undefined : { value: word };
}
