// Takes names of tables and columns apart: into words, without prefixes that all share, with abbreviations written out.
import { singular } from "../lexicon-words.ts";
import { ABBREVIATIONS, COMMON_WORDS } from "./vocabulary.ts";

/** Fewest columns or tables whose shared beginning is a prefix and not a coincidence. */
const SHARED_BY = 3;

/** Splits at everything that is no letter or digit, at camel humps, and between letters and digits: `sbTxAmt2` → sb, tx, amt, 2. */
export function splitName(name: string): string[] {
  const spaced = name.normalize("NFKC").replace(/(?<=\p{Ll}|\d)(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L}{2})/gu, " ");
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["unnamed"];
}

/** The words of one run of letters, by a dictionary: `citingpaperid` → citing, paper, id. The run itself where it can't be split whole. */
export function splitRun(run: string, known: ReadonlySet<string>): string[] {
  if (run.length < 5 || known.has(run) || COMMON_WORDS.has(run)) return [run];
  const yesNo = /^(is|has)(\p{L}{4,})$/u.exec(run);
  if (yesNo?.[1] && yesNo[2] && (known.has(yesNo[2]) || COMMON_WORDS.has(yesNo[2]))) return [yesNo[1], yesNo[2]];
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= run.length; end++) best[end] = shortest(run, end, best, known);
  const split = best[run.length];
  return split && split.length <= 4 ? split : counted(run);
}

function shortest(run: string, end: number, best: (string[] | undefined)[], known: ReadonlySet<string>): string[] | undefined {
  const ways = best.slice(0, end).flatMap((way, start) => {
    const piece = run.slice(start, end);
    return way && isPiece(piece, known, end === run.length) ? [[...way, piece]] : [];
  });
  return ways.toSorted((a, b) => a.length - b.length || b.map((piece) => piece.length ** 2).reduce((x, y) => x + y, 0) - a.map((piece) => piece.length ** 2).reduce((x, y) => x + y, 0))[0];
}

/** Two letters make a word only at the end of a run, where they are a key: `custid`, `crtdts`. */
function isPiece(piece: string, known: ReadonlySet<string>, isLast: boolean): boolean {
  if (piece.length < 3) return isLast && (piece === "id" || piece === "dt" || piece === "ts" || piece === "by");
  return known.has(piece) || COMMON_WORDS.has(piece) || ABBREVIATIONS.has(piece);
}

/** `numciting` counts something, whatever that is called. */
function counted(run: string): string[] {
  const rest = /^(num|tot|avg)(\p{L}{4,})$/u.exec(run);
  return rest?.[1] && rest[2] && !run.startsWith("number") && !run.startsWith("total") ? [rest[1], rest[2]] : [run];
}

/** The beginning that all names share, to be cut off: whole words, or letters where names are written in one run. */
export function sharedPrefix(names: string[]): string {
  if (names.length < SHARED_BY) return "";
  const [first = "", ...others] = names;
  const shared = others.reduce(sharedStart, first);
  const boundary = shared.lastIndexOf("_") + 1;
  if (boundary > 1) return shared.slice(0, boundary);
  const isRun = names.every((name) => !name.includes("_"));
  return isRun && shared.length >= 2 && names.every((name) => name.length > shared.length + 1) && !COMMON_WORDS.has(shared) ? shared : "";
}

function sharedStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

/** Abbreviations written out. `num` before something counts it: `num_reviews` → number of reviews. */
export function writeOut(words: string[]): string[] {
  const full = words.flatMap((word, index) => (word === "no" && index < words.length - 1 ? [word] : (ABBREVIATIONS.get(word) ?? word).split(" ")));
  const [first, second] = full;
  if (words.length < 2 || words[0] !== "num" || first !== "number" || second === undefined) return full;
  return AFTER.test(full.at(-1) ?? "") ? full : ["number", "of", ...full.slice(1, -1), pluralOf(full.at(-1) ?? "")];
}

const IRREGULAR_PLURALS = new Map(Object.entries({ person: "people", child: "children", man: "men", woman: "women", foot: "feet", tooth: "teeth", mouse: "mice", goose: "geese", analysis: "analyses", diagnosis: "diagnoses", basis: "bases", crisis: "crises", thesis: "theses", criterion: "criteria", index: "indexes", hero: "heroes", potato: "potatoes", leaf: "leaves", half: "halves", shelf: "shelves", knife: "knives", life: "lives", wife: "wives", wolf: "wolves" }));
const SAME: ReadonlySet<string> = new Set("species series data information equipment staff inventory news software hardware feedback money traffic metadata aircraft sheep fish statistics analytics".split(" "));
const SINGULARS = new Map([...IRREGULAR_PLURALS].map(([one, many]): [string, string] => [many, one]));

/** The English plural of one word. */
export function pluralOf(word: string): string {
  const known = IRREGULAR_PLURALS.get(word);
  if (known) return known;
  if (SAME.has(word) || isPlural(word)) return word;
  if (/[^aeiou]y$/u.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/u.test(word) ? `${word}es` : `${word}s`;
}

/** The English singular of one word. */
export function singularOf(word: string): string {
  const known = SINGULARS.get(word);
  if (known) return known;
  if (SAME.has(word) || word.length < 4) return word;
  if (/(?:status|virus|bus|bonus|campus|census|alias|atlas|gas|lens)es$/u.test(word)) return word.slice(0, -2);
  if (/(?:addresses|processes|classes|losses|bosses)$/u.test(word)) return word.slice(0, -2);
  return /(?:as|us|is|ss)$/u.test(word) ? word : singular(word);
}

const isPlural = (word: string): boolean => singularOf(word) !== word;

/** Words after the noun they belong to: payments received, balances daily. */
const AFTER = /^(?:daily|weekly|monthly|quarterly|yearly|annual|hourly|made|paid|sold|sent|due|[a-z]{3,}ed)$/u;

/** Position of the noun in the name of a thing: the last word, or the one before "of" or before what is said of it. */
export function headOf(words: string[]): number {
  const of = words.indexOf("of");
  if (of > 0) return of - 1;
  const last = words.length - 1;
  return last > 0 && AFTER.test(words[last] ?? "") ? last - 1 : last;
}

/** The plural of a phrase. */
export function pluralPhrase(phrase: string): string {
  const words = phrase.split(" ");
  const head = headOf(words);
  return words.map((word, index) => (index === head ? pluralOf(word) : word)).join(" ");
}
