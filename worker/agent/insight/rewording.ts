// Whether a sentence reworded by a model still says the same: its numbers, names, directions and strengths, in their order.
import type { Insight } from "../../protocol.ts";

export type RewordingProblem = { kind: "number" | "name" | "direction" | "word"; detail: string };

/** Words that mean the same here. What is not listed must stay as it is: a model chooses among these and the places of small words. */
const SAME: readonly (readonly [string, readonly string[]])[] = [
  ["<up>", ["rose", "rise", "risen", "grew", "grow", "grown", "went up", "go up", "climbed", "climb"]],
  ["<down>", ["fell", "fall", "fallen", "dropped", "drop", "declined", "decline", "went down", "go down"]],
  ["<about>", ["about", "around", "roughly", "approximately"]],
  ["<most>", ["highest", "largest", "greatest"]],
  ["<least>", ["lowest", "smallest"]],
  ["<leads>", ["leads", "comes first", "is ahead"]],
  ["<part>", ["makes up", "make up", "accounts for", "account for", "represents", "represent"]],
  ["<against>", ["against", "compared with", "compared to", "versus"]],
  ["<before>", ["before", "previously", "earlier"]],
  ["<lacks>", ["have no", "has no", "lacks", "lack"]],
  ["<next>", ["next", "runner-up"]],
  ["<in>", ["in", "during"]],
  ["<over>", ["over", "across"]],
  ["<if>", ["if the pattern holds", "should the pattern hold"]],
  [" not ", ["n't", "n’t"]],
];
const CLASSES = SAME.map(([name, words]) => ({ name, pattern: new RegExp(name.startsWith("<") ? `(?<![\\p{L}<])(?:${words.join("|")})(?![\\p{L}>])` : words.join("|"), "gu") }));
/** Words that say nothing of their own. */
const SMALL = new Set(["a", "an", "the", "is", "are", "was", "were", "has", "have", "had", "it", "its", "that", "which", "also", "been"]);
const DIRECTIONS = new Set(["<up>", "<down>", "<most>", "<least>", "higher", "lower", "high", "low", "together", "opposite", "from", "to", "not", "no", "<against>", "<before>"]);
/** Characters of a sentence outside of its values; signs and currencies belong to values. */
const PLAIN = /^[\p{L}\p{M}\d\s.,;:()'’–—<>\u{E000}-\u{F8FF}]*$/u;
/** A rewording is no essay. */
const LONGER = 1.5;

/**
 * Compares what both sentences are made of: their values and every word that can carry meaning, synonyms as one, small
 * words left out. Nothing may be added, dropped or moved. It rejects much that would be right; then the template stands.
 * @returns what differs first; undefined where the rewording may be shown
 */
export function checkRewording({ text, values }: Pick<Insight, "text" | "values">, reworded: string): RewordingProblem | undefined {
  if (reworded.length > LONGER * text.length + 10 || !reworded.endsWith(".")) return { kind: "word", detail: "not one sentence of that length" };
  const names = namesOf(values);
  const masked = mask(reworded, names);
  // Angle brackets mark classes of words from here on.
  if (/[<>]/u.test(masked) || !PLAIN.test(unify(masked))) return { kind: "number", detail: "a sign, a currency or markup" };
  const [expected, found] = [meaningOf(unify(mask(text, names))), meaningOf(unify(masked))];
  const at = Array.from({ length: Math.max(expected.length, found.length) }, (_, index) => index).find((index) => expected[index] !== found[index]);
  return at === undefined ? undefined : problemOf(expected[at], found[at], names, reworded);
}

/** The values of a finding, longest first, so that none is masked inside another. */
export function namesOf(values: Record<string, string>): string[] {
  return [...new Set(Object.values(values))].filter((value) => value !== "").toSorted((a, b) => b.length - a.length);
}

/** Each value becomes one character of the private use area, so that no word or number in it is taken for another. */
export function mask(text: string, names: string[]): string {
  return names.reduce((rest, name, index) => {
    const [first, tail] = [name.charAt(0), name.slice(1)];
    const pattern = `(?<![\\p{L}\\d])(?:${escape(first.toLowerCase())}|${escape(first.toUpperCase())})${escape(tail)}(?![\\p{L}\\d]{2}|\\d|[.,]\\d|%)`;
    return rest.replaceAll(new RegExp(pattern, "gu"), ` ${String.fromCodePoint(0xe000 + index)} `);
  }, text);
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
}

/** Words and phrases that mean the same become the name of their class. */
function unify(masked: string): string {
  return CLASSES.reduce((text, { name, pattern }) => text.replaceAll(pattern, name), masked.toLowerCase());
}

function meaningOf(unified: string): string[] {
  return (unified.match(/<\p{L}+>|[\p{L}\p{M}]+|\d+|[\u{E000}-\u{F8FF}]/gu) ?? []).filter((token) => !SMALL.has(token));
}

function problemOf(expected = "", found = "", names: string[], reworded: string): RewordingProblem {
  const isValue = (token: string): boolean => /^[\u{E000}-\u{F8FF}]$/u.test(token);
  const said = (token: string): string => (isValue(token) ? (names[(token.codePointAt(0) ?? 0) - 0xe000] ?? "") : token);
  const detail = `“${said(found) || "nothing"}” in place of “${said(expected) || "nothing"}”`;
  if (/\d/u.test(said(found)) || /\d/u.test(said(expected))) return { kind: "number", detail };
  if (DIRECTIONS.has(found) || DIRECTIONS.has(expected)) return { kind: "direction", detail };
  // A word that the rewording writes with a capital inside a sentence is somebody's or something's name.
  const isName = found !== "" && new RegExp(`[^.\\s]\\s+${found.charAt(0).toUpperCase()}${escape(found.slice(1))}`, "u").test(reworded);
  return { kind: isValue(expected) || isValue(found) || isName ? "name" : "word", detail };
}
