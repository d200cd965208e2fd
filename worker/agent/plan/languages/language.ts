// What a language adds to the planner: its grammar words in English, so that one grammar reads them all. Names come from the model's locales.
import { wordsOf } from "../../../semantic/lexicon-words.ts";

export interface Language {
  /** primary subtag, e.g. `de` */
  code: string;
  /** in English, for the trace */
  name: string;
  /** English by phrase */
  phrases: ReadonlyMap<string, string>;
  /** phrases that mean this only before a year */
  beforeYear: ReadonlyMap<string, string>;
  /** words that follow what they belong to, and stand before it in English */
  postpositions: ReadonlyMap<string, string>;
  /** words of the longest phrase */
  longest: number;
  /** `1.234,5` and `24.12.2020`, or `24/12/2020` */
  decimalComma: boolean;
}

export interface LanguageText { code: string; name: string; decimalComma: boolean; phrases: string; beforeYear?: string; postpositions?: string }

/** Reads lines of `phrase, phrase = english`. */
export function makeLanguage({ code, name, decimalComma, phrases, beforeYear = "", postpositions = "" }: LanguageText): Language {
  const [all, years, after] = [readLines(phrases), readLines(beforeYear), readLines(postpositions)];
  const longest = Math.max(...[...all.keys(), ...years.keys(), ...after.keys()].map((phrase) => phrase.split(" ").length));
  return { code, name, decimalComma, phrases: all, beforeYear: years, postpositions: after, longest };
}

function readLines(text: string): Map<string, string> {
  return new Map(text.trim().split("\n").flatMap((line) => {
    const [left = "", english = ""] = line.split("=");
    return left.split(",").flatMap((phrase): [string, string][] => (phrase.trim() ? [[wordsOf(phrase).join(" "), english.trim()]] : []));
  }));
}
