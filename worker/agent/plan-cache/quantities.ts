// Numbers, dates and grains of a question: the first two become slots, the last are things.
import { isPlural } from "../../semantic/lexicon-words.ts";
import type { TimeRange } from "../../semantic/plan.ts";
import type { Atom } from "../plan/atoms.ts";
import type { When } from "../plan/dates.ts";
import type { Grammar, Tag } from "../plan/grammar.ts";
import { monthRange, yearOf } from "../plan/ranges.ts";
import type { Item, Slot } from "./item.ts";

/** "over 200", "200 knots", "200 or more": a number, even where a name holds it too. */
export function isAmount(atoms: readonly Atom[], at: number, grammar: Grammar): boolean {
  const [before, atom, after] = [atoms[at - 1], atoms[at], atoms[at + 1]];
  if (!atom?.number || atom.meanings.some((meaning) => meaning.kind === "value" && meaning.match === "whole")) return false;
  if (after && (grammar.units.has(after.words) || after.tags.some((tag) => tag === "or-more" || tag === "or-less"))) return true;
  if (before?.tags.some((tag) => COMPARATORS.includes(tag) || tag === "between")) return true;
  return before?.tags.includes("and") === true && at > 2 && isAmount(atoms, at - 2, grammar) && atoms[at - 3]?.tags.includes("between") === true;
}

/** Dates, grains and numbers. A bare "1998" is a number after a comparator or a rank, and a year else. */
export function quantityAt(atoms: readonly Atom[], at: number, grammar: Grammar): Item[] | string {
  const atom = atoms[at];
  const range = rangeAt(atoms, at);
  if (!atom || range === "no year") return `“${atom?.text ?? ""}” of which year?`;
  const counted = atom.number !== undefined && (range === undefined || (range.loose && comesAfterComparator(atoms, at)) || grammar.units.has(atoms[at + 1]?.words ?? ""));
  if (counted && atom.number) {
    const sign = atom.number.sign ? [{ kind: "postfix", key: `unit:${SIGNS.get(atom.number.sign) ?? atom.number.sign}` } satisfies Item] : [];
    return [{ kind: "slot", slot: { type: "number", value: atom.number.value } }, ...sign];
  }
  if (range) return [{ kind: "slot", slot: range.slot }];
  const when = atom.whens.find((candidate) => candidate.kind === "grain" || candidate.kind === "cycle");
  if (!when) return `“${atom.text}” has several readings`;
  const key = when.kind === "grain" ? `grain:${when.grain}` : `cycle:${when.cycle}`;
  const content: Item = { kind: "content", key, sort: "group", total: false, plural: isPlural(atom.last) ?? false, counts: false, rows: false, loosely: false };
  return when.kind === "grain" && when.adverb ? [{ kind: "operator", key: "by" }, content, { kind: "boundary" }] : [content];
}

const SIGNS = new Map([["$", "USD"], ["€", "EUR"], ["£", "GBP"]]);
export const COMPARATORS: readonly Tag[] = ["over", "under", "at-least", "at-most", "exactly", "top", "bottom", "highest", "lowest"];

function comesAfterComparator(atoms: readonly Atom[], at: number): boolean {
  const before = atoms[at - 1];
  return before?.tags.some((tag) => COMPARATORS.includes(tag)) === true && !before.tags.some((tag) => tag === "time-in" && before.words !== "over");
}

function rangeAt(atoms: readonly Atom[], at: number): { slot: Slot; loose: boolean } | "no year" | undefined {
  const when = atoms[at]?.whens.find((candidate) => candidate.kind === "range" || candidate.kind === "month" || candidate.kind === "quarter");
  if (!when) return undefined;
  if (when.kind === "range") return { slot: { type: "range", range: when.range, partial: when.partial ?? false, ...(when.unit ? { unit: when.unit } : {}) }, loose: when.loose ?? false };
  const year = yearAfter(atoms, at + 1);
  if (year === undefined) return "no year";
  return { slot: { type: "range", range: unitRange(when, year), unit: when.kind, partial: false }, loose: false };
}

function unitRange(when: Extract<When, { kind: "month" | "quarter" }>, year: number): TimeRange {
  return when.kind === "month" ? monthRange(year, when.month) : monthRange(year, when.quarter * 3 - 2, 3);
}

/** "March to June 1997": the year at the end is the year of both. */
function yearAfter(atoms: readonly Atom[], at: number): number | undefined {
  if (!atoms[at]?.tags.some((tag) => tag === "to" || tag === "and" || tag === "or" || tag === "comma")) return undefined;
  const when = atoms[at + 1]?.whens[0];
  if (when?.kind === "range") return when.unit === "month" || when.unit === "quarter" ? yearOf(when.range.from ?? "") : undefined;
  return when ? yearAfter(atoms, at + 2) : undefined;
}

export const isQuantity = (atom: Atom | undefined): boolean => atom?.number !== undefined || isDated(atom);
export const isDated = (atom: Atom | undefined): boolean => atom !== undefined && (atom.whens.some((when) => when.kind === "range" || when.kind === "month" || when.kind === "quarter"));
