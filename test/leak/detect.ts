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
  const planted = [id, name, ...texts].filter((text) => text.length >= SHORTEST);
  // Digits inside longer digits are found by chance, so a text of digits is looked for as a number is: whole.
  const digits = planted.filter((text) => /^\d+$/u.test(text)).map(Number);
  const stems = Map.groupBy(planted.filter((text) => !/^\d+$/u.test(text)).flatMap(spellingsOf), ({ stem }) => stem);
  const hashes = new Map(planted.flatMap(hashesOf));
  const amounts = new Map([...numbers, ...digits].filter((number) => Math.abs(number) >= SMALLEST).flatMap(keysOf));
  return (given) => {
    const text = `${given}\n${decoded(given)}`;
    const folded = fold(text);
    const words = [...stems].filter(([stem]) => folded.includes(stem)).flatMap(([, spellings]) => spellings.filter(({ spelling }) => folded.includes(spelling)).map(({ of }) => of));
    const hashed = [...folded.matchAll(/[0-9a-f]{32,64}/gu)].flatMap(([run]) => hashes.get(run) ?? []);
    return [...new Set([...words, ...hashed, ...numbersIn(text).flatMap((number) => amounts.get(inCents(number)) ?? [])])];
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

/** Base64 (receipts and tokens are made of it) and hex, each run as the text it stands for. */
function decoded(text: string): string {
  const base64 = [...text.matchAll(/[A-Za-z0-9+/_-]{8,}/gu)].map(([run]) => Buffer.from(run, "base64").toString());
  const hex = [...text.matchAll(/(?:[0-9a-f]{2}){6,}/giu)].map(([run]) => Buffer.from(run, "hex").toString());
  return [...base64, ...hex].join("\n");
}

/** A spelling of a planted text, and a part of it that many share: where that is missing, none of them is there. */
interface Spelling { of: string; spelling: string; stem: string }

function spellingsOf(text: string): Spelling[] {
  const [spelling, stem] = [text.toLowerCase(), text.slice(0, SHORTEST).toLowerCase()];
  return [{ of: text, spelling, stem }, { of: text, spelling: backwards(spelling), stem: backwards(stem) }];
}

const backwards = (text: string): string => Array.from(text).toReversed().join("");

function hashesOf(text: string): [hash: string, of: string][] {
  return ["md5", "sha256"].map((kind) => [createHash(kind).update(text).digest("hex"), text]);
}

/** A number is known by its cents and, as people round, by its whole units. */
function keysOf(number: number): [number, string][] {
  const planted = String(number);
  return [number, Math.round(number), Math.floor(number)].map((key) => [inCents(key), planted]);
}

const inCents = (number: number): number => Math.round(number * 100);

/** A comma is a decimal sign in one reading and the end of a list's item in the other. */
const PLAIN = [/\d{6,}(?:\.\d+)?/gu, /(?<![\w.-])\d+(?:\.\d+)?[eE][+-]?\d{1,3}(?![\w-])/gu, /\d{6,},\d+/gu];
/** Ids are random, and now and then they are digits. */
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/giu;
/** Groups of two as India has them are among these. */
const GROUPED = /\d{1,3}(?:([.,'’ _\u00A0\u202F])\d{2,3})(?:\1\d{2,3})*(?:[.,]\d+)?/gu;
/** Arabic, Persian, Devanagari and Bengali digits, each from its zero on. */
const ZEROS = [0x660, 0x6F0, 0x966, 0x9E6];

/** Every reading of every run of digits, e.g. 1,234.5, 1.234,5, 1 234.5, 1.2345e3. */
function numbersIn(written: string): number[] {
  const text = latin(written.replace(ID, " "));
  const plain = PLAIN.flatMap((pattern) => [...text.matchAll(pattern)]).map(([found]) => Number(found.replace(",", ".")));
  const grouped = [...text.matchAll(GROUPED)].map(([found, separator = ""]) => readGrouped(found, separator));
  return [...plain, ...grouped].filter((number) => number >= SMALLEST);
}

function latin(text: string): string {
  return text.replaceAll("\u066C", ",").replaceAll("\u066B", ".").replace(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
  });
}

function readGrouped(found: string, separator: string): number {
  return Number(found.replaceAll(separator, "").replace(",", "."));
}
