// Mends typos before anything is read: only where one known word alone is near enough, and never silently.
import { nearestWord } from "../../semantic/lexicon-typo.ts";
import { singular } from "../../semantic/lexicon-words.ts";
import type { Lexicon } from "../../semantic/lexicon.ts";
import { readDates, type DateContext } from "./dates.ts";
import type { Grammar } from "./grammar.ts";
import type { Token } from "./tokenize.ts";

export interface Mended { tokens: Token[]; notes: string[] }

const wordsByGrammar = new WeakMap<Grammar, Set<string>>();

export function mendTypos(tokens: Token[], lexicon: Lexicon, context: DateContext): Mended {
  const notes: string[] = [];
  const mended = tokens.map((token, at) => {
    if (token.number || isKnown(tokens, at, lexicon, context)) return token;
    const meant = nearestWord(token.text, candidates(token.text, lexicon, context.grammar), lexicon.names);
    if (!meant) return token;
    notes.push(`read “${token.raw}” as “${meant}”`);
    return { ...token, text: meant, stem: singular(meant) };
  });
  return { tokens: mended, notes };
}

/** Words of the model in both numbers, so that "strikse" is one slip from "strikes". */
function candidates(written: string, lexicon: Lexicon, grammar: Grammar): Set<string> {
  const model = [...lexicon.words].filter((word) => word.length >= 4);
  const plural = written.endsWith("s") || written.at(-2) === "s" ? model.map((word) => `${word}s`) : [];
  return new Set([...model, ...plural, ...grammar.mendable].filter((word) => word.length >= 4));
}

function isKnown(tokens: Token[], at: number, lexicon: Lexicon, context: DateContext): boolean {
  const { text, stem } = tokens[at] ?? { text: "", stem: "" };
  const { grammar } = context;
  if (lexicon.words.has(stem) || lexicon.names.has(stem) || grammar.months.has(text) || grammar.numbers.has(text) || grammar.units.has(text)) return true;
  return grammar.ordinary.has(text) || wordsOfGrammar(grammar).has(text) || readDates(tokens, at, context).length > 0;
}

function wordsOfGrammar(grammar: Grammar): Set<string> {
  const known = wordsByGrammar.get(grammar);
  if (known) return known;
  const words = new Set([...grammar.tags.keys(), ...grammar.charts.keys(), ...grammar.numbers.keys()].flatMap((phrase) => phrase.split(" ")));
  wordsByGrammar.set(grammar, words);
  return words;
}
