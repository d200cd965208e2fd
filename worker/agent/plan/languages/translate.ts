// A question in another language, its grammar words put into English; names and values stay as they are, for the lexicon to know.
import type { Lexicon } from "../../../semantic/lexicon.ts";
import { keyOf, wordsOf } from "../../../semantic/lexicon-words.ts";
import { english } from "../grammar-english.ts";
import { german } from "./german.ts";
import { hindi } from "./hindi.ts";
import type { Language } from "./language.ts";
import { spanish } from "./spanish.ts";

const LANGUAGES: readonly Language[] = [german, spanish, hindi];
/** Words of a language that a question must hold: it is read so only where English could not account for every word. */
const ENOUGH = 1;

/** English words before which nothing belongs to a postposition that comes after them. */
const BREAKS: ReadonlySet<string> = new Set(["show", "is", "and", "or", "which", "how many", "the most", "the fewest", "most common", "list", "compare", "only", "all", "the", "a", "of", "by", "in", "for", "with", "without", "at"]);

export interface Translated { question: string; language: string }

/**
 * The question with English grammar words, in the language that most of its words belong to.
 * @param locale BCP 47; of several that fit, its own language goes first
 * @returns undefined where no language fits
 */
export function translate(question: string, locale: string, lexicon: Lexicon): Translated | undefined {
  const own = locale.split("-")[0]?.toLowerCase();
  const read = LANGUAGES.map((language) => ({ language, ...replaceAll(piecesOf(question, language), language, lexicon) }));
  const fitting = read.filter(({ found }) => found >= ENOUGH).toSorted((a, b) => b.found - a.found || Number(b.language.code === own) - Number(a.language.code === own));
  const [best] = fitting;
  return best && { question: best.words.join(" "), language: best.language.name };
}

/** Words, and the commas and signs between them, known or not: nothing may be lost on the way; numbers and dates as English writes them. */
function piecesOf(question: string, { decimalComma }: Language): string[] {
  const dated = question.replace(/\b(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)\b/gu, (_all, day: string, month: string, year: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  const numbered = decimalComma ? dated.replace(/\b\d{1,3}(?:\.\d{3})+(?:,\d+)?\b|\b\d+,\d+\b/gu, (number) => number.replaceAll(".", "").replace(",", ".")) : dated;
  return numbered.match(/\d{4}-\d{2}-\d{2}|[$€£]?\d[\d.,]*\d|[\p{L}\p{N}\p{M}'’-]+|[<>=≤≥%,&]+|[^\s\p{L}\p{N}\p{M}?!.:"“”„()[\]«»…_¿¡।]/gu) ?? [];
}

interface Replaced { words: string[]; /** words of the language that were put into English */ found: number }

function replaceAll(pieces: string[], language: Language, lexicon: Lexicon): Replaced {
  const words: string[] = [];
  let found = 0;
  /** where the phrase before a postposition begins */
  let start = 0;
  for (let at = 0; at < pieces.length; ) {
    const step = stepAt(pieces, at, language, lexicon);
    found += step.telling;
    if (step.after) words.splice(start, 0, ...step.words);
    else words.push(...step.words);
    if (step.after || step.breaks) start = words.length;
    at += step.length;
  }
  return { words, found };
}

interface Step { words: string[]; length: number; telling: number; after: boolean; breaks: boolean }

/** The longest phrase at a place: a name of the source stays, a phrase of the language becomes English, all else stays. */
function stepAt(pieces: string[], at: number, language: Language, lexicon: Lexicon): Step {
  const most = Math.min(Math.max(language.longest, lexicon.longest), pieces.length - at);
  for (let length = most; length >= 1; length--) {
    const written = pieces.slice(at, at + length);
    // A sign has no words: a phrase may not swallow it.
    if (written.some((piece) => wordsOf(piece).length === 0)) continue;
    const key = written.flatMap(wordsOf);
    if (isName(key, lexicon)) return { words: written, length, telling: 0, after: false, breaks: false };
    const meant = meaningOf(key.join(" "), pieces[at + length], language);
    if (meant) return { words: [meant.text], length, telling: meant.telling ? length : 0, after: meant.after, breaks: BREAKS.has(meant.text) };
  }
  return { words: [pieces[at] ?? ""], length: 1, telling: 0, after: false, breaks: pieces[at] === "," };
}

/** Parts of values ("Los" Angeles) are no names beside the words of a language. */
function isName(words: string[], lexicon: Lexicon): boolean {
  return words.length > 0 && lexicon.find(keyOf(words)).some((meaning) => meaning.kind !== "value" || meaning.match === "whole");
}

function meaningOf(phrase: string, next: string | undefined, { phrases, beforeYear, postpositions }: Language): { text: string; after: boolean; telling: boolean } | undefined {
  const year = /^(?:19|20)\d\d/u.test(next ?? "") ? beforeYear.get(phrase) : undefined;
  const text = year ?? phrases.get(phrase);
  // "no", "total" and "in" are English too: they tell nothing of the language.
  const telling = !english.tags.has(phrase) && phrase !== text;
  if (text !== undefined) return { text, after: false, telling };
  const after = postpositions.get(phrase);
  return after === undefined ? undefined : { text: after, after: true, telling };
}
