// Cuts a question into tokens: words, numbers with their magnitude and unit, and the few signs that mean something.
import { fold, singular } from "../../semantic/lexicon-words.ts";

export interface Token {
  /** folded: lower case, no accents, no apostrophes */
  text: string;
  /** singular form */
  stem: string;
  /** as the asker wrote it */
  raw: string;
  number?: { value: number; /** currency sign written before it */ sign?: string };
}

/** ISO dates, year ranges, slashed dates (not read: day and month are ambiguous), negative numbers, numbers, words, signs. */
const PATTERN =
  /\d{4}-\d{2}(?:-\d{2})?(?![\d-])|\d{4}\s?-\s?\d{4}(?!\d)|\d{1,2}\/\d{1,2}\/\d{2,4}|(?<=^|\s)-\d+(?:\.\d+)?|[$€£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?:bn|[kmb])?(?![\p{L}\p{N}])|[$€£]?\d+(?:\.\d+)?(?:(?:bn|[kmb])(?![\p{L}\p{N}]))?|[\p{L}\p{N}\p{M}']+|<=|>=|≤|≥|[<>=%]|[,;&]|[^\s\p{L}\p{N}]/gu;
const SILENT = /^[?!.:"“”„()[\]«»…'’\-_]$/u;
const MAGNITUDE = new Map([["k", 1e3], ["m", 1e6], ["b", 1e9], ["bn", 1e9]]);

/** @returns tokens in order; signs that carry no meaning are left out, signs that are not understood stay as words */
export function tokenize(question: string): Token[] {
  const plain = fold(question).replace(/'s(?![a-z])/gu, "");
  const written = [...question.normalize("NFKC").matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
  const texts = splitLetters(plain.match(PATTERN) ?? []).filter((text) => !SILENT.test(text) && text !== "/");
  return texts.map((text) => tokenOf(text, written));
}

/** "b737" is a letter and a number in any catalogue; "1990s", "q3" and "4th" are single words. */
function splitLetters(texts: string[]): string[] {
  return texts.flatMap((text, index) => {
    const glued = /^\d+$/u.test(texts[index - 1] ?? "") && /^(?:s|st|nd|rd|th)$/u.test(text);
    return glued ? [] : [joinOrdinal(text, texts[index + 1])];
  });
}

function joinOrdinal(text: string, next: string | undefined): string {
  return /^\d+$/u.test(text) && next !== undefined && /^(?:s|st|nd|rd|th)$/u.test(next) ? `${text}${next}` : text;
}

function tokenOf(text: string, written: string[]): Token {
  const plain = text.replaceAll("'", "");
  const raw = written.find((word) => fold(word) === plain) ?? plain;
  const number = numberOf(text);
  return { text: plain, stem: singular(plain), raw, ...(number ? { number } : {}) };
}

function numberOf(text: string): Token["number"] {
  if (text === "%") return undefined;
  const match = /^([$€£])?(-?\d[\d,]*(?:\.\d+)?)(bn|[kmb])?$/u.exec(text);
  if (!match?.[2]) return undefined;
  const value = Number(match[2].replaceAll(",", "")) * (MAGNITUDE.get(match[3] ?? "") ?? 1);
  return match[1] ? { value, sign: match[1] } : { value };
}
