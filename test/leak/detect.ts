// Finds planted values in text however they are written: other case, other number formats, percent signs, escapes, hex, base64, hashes.
import { createHash } from "node:crypto";
import type { Canary } from "./canaries.ts";

/** @returns the planted values that a text holds, each once, as they were planted */
export type Detector = (text: string) => string[];

/** Shorter texts are found by chance. */
const SHORTEST = 6;
/** Smaller numbers are found by chance. */
const SMALLEST = 100_000;

/** Makes the search for all that is planted for a tenant. */
export function createDetector({ id, name, texts, numbers }: Canary): Detector {
  const spelled = [id, name, ...texts].filter((text) => text.length >= SHORTEST).map((text): [string, string[]] => [text, spellingsOf(text)]);
  const amounts = new Map(numbers.filter((number) => Math.abs(number) >= SMALLEST).flatMap(keysOf));
  return (text) => {
    const folded = fold(text);
    const words = spelled.filter(([, spellings]) => spellings.some((spelling) => folded.includes(spelling))).map(([planted]) => planted);
    return [...new Set([...words, ...numbersIn(text).flatMap((number) => amounts.get(exactly(number)) ?? [])])];
  };
}

/** Lower case, with what JSON, addresses and HTML escape put back. */
function fold(text: string): string {
  const unescaped = text
    .replace(/\\u([0-9a-f]{4})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/%([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#x?0*([0-9a-f]+);/giu, (whole, code: string) => fromEntity(whole, code))
    .replaceAll("+", " ");
  return `${text}\n${unescaped}`.toLowerCase();
}

function fromEntity(whole: string, code: string): string {
  const value = Number.parseInt(code, /x/iu.test(whole) ? 16 : 10);
  return value <= 0x10_ff_ff ? String.fromCodePoint(value) : whole;
}

/** All lower case, as the text that is searched: base64 loses by that, but eight letters that fit by chance do not happen. */
function spellingsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const hashes = ["md5", "sha256"].map((kind) => createHash(kind).update(text).digest("hex"));
  const plain = [text, [...text].toReversed().join(""), bytes.toString("hex"), ...hashes, ...base64Of(bytes)];
  return [...new Set(plain.map((spelling) => spelling.toLowerCase()))];
}

/** A text inside a longer one is encoded in one of three ways, by where it starts; the ends that depend on neighbours are cut. */
function base64Of(bytes: Buffer): string[] {
  return ["base64", "base64url"].flatMap((kind) => [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString(kind as BufferEncoding).replaceAll("=", "");
    return encoded.slice(shift === 0 ? 0 : shift + 1, (shift + bytes.length) % 3 === 0 ? undefined : -1);
  }));
}

/** A number is known by its cents and, as people round, by its whole units. */
function keysOf(number: number): [string, string][] {
  const planted = String(number);
  return [[exactly(number), planted], [exactly(Math.round(number)), planted], [exactly(Math.floor(number)), planted]];
}

function exactly(number: number): string {
  return number.toFixed(2);
}

/** A comma is a decimal sign in one reading and the end of a list's item in the other. */
const PLAIN = [/\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?/gu, /\d+,\d+/gu];
const GROUPED = /\d{1,3}(?:([.,'’ _\u00A0\u202F])\d{3})(?:\1\d{3})*(?:[.,]\d+)?/gu;

/** Every reading of every run of digits, e.g. 1,234.5, 1.234,5, 1 234.5, 1.2345e3. */
function numbersIn(text: string): number[] {
  const plain = PLAIN.flatMap((pattern) => [...text.matchAll(pattern)]).map(([found]) => Number(found.replace(",", ".")));
  const grouped = [...text.matchAll(GROUPED)].map(([found, separator = ""]) => readGrouped(found, separator));
  return [...plain, ...grouped].filter((number) => number >= SMALLEST);
}

function readGrouped(found: string, separator: string): number {
  return Number(found.replaceAll(separator, "").replace(",", "."));
}
