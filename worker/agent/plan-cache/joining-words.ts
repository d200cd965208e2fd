// Words that name nothing of the model: operators that change the answer, joints, words that nobody explains, and those that say nothing.
import { singular } from "../../semantic/lexicon-words.ts";
import type { Atom } from "../plan/atoms.ts";
import type { Tag } from "../plan/grammar.ts";
import { wish, type Item } from "./item.ts";
import { PAST, PRESENT, SAME_AS, TELLING } from "./ordinary-words.ts";
import { COMPARATORS, isDated, isQuantity } from "./quantities.ts";

/** Tags that change the answer. All others join or decorate. */
export const SIGNIFICANT: ReadonlySet<Tag> = new Set([
  "not", "no", "only", "versus", "compare", "change", "previous-period", "previous-year", "average", "median", "sum", "highest", "lowest", "most", "least",
  "top", "bottom", "common", "most-often", "least-often", "latest", "earliest", "how-many", "how-much", "which", "share", "in-percent", "trend", "over-time",
  "distribution", "relation", "list", "sort", "ascending", "descending", "over", "under", "at-least", "at-most", "exactly", "between", "or-more", "or-less",
  "distinct", "all-time", "since", "after", "before", "until", "not-over",
]);
const LEANING: ReadonlySet<Tag> = new Set(["continue", "instead", "same", "pronoun"]);
const RANKING: readonly Tag[] = ["highest", "lowest", "most", "least", "latest", "earliest"];
const BARE_PREPOSITIONS = new Set(["by", "across", "from"]);

/** An atom that names nothing of the model. @returns its item, "leans" where it points to the question before */
export function joiningItem(atoms: readonly Atom[], at: number, unit: string | undefined): Item[] | "leans" {
  const atom = atoms[at];
  if (!atom) return [];
  const { tags, words } = atom;
  if (words === "to" && isNamed(atoms[at + 1])) return [{ kind: "operator", key: "toward" }];
  if (TELLING.has(words) && !isRelative(atoms, at)) return [{ kind: "word", key: `word:${wordKey(atoms, at)}`, text: atom.text }];
  if (words === "to" || (tags.includes("to") && isQuantity(atoms[at - 1]) && isQuantity(atoms[at + 1]) && !tags.includes("and"))) return isQuantity(atoms[at + 1]) && isQuantity(atoms[at - 1]) ? [{ kind: "operator", key: "to" }] : [{ kind: "boundary" }];
  if (tags.includes("comma")) return [{ kind: "joint", key: "," }];
  if (tags.includes("and")) return [{ kind: "joint", key: "&" }];
  if (tags.includes("or")) return [{ kind: "joint", key: "|" }];
  if (BARE_PREPOSITIONS.has(words) && isName(atoms[at + 1])) return [{ kind: "boundary" }];
  if (tags.includes("between") && isDated(atoms[at + 1])) return [{ kind: "operator", key: "from" }];
  if (words === "from") return isQuantity(atoms[at + 1]) ? [{ kind: "operator", key: "from" }] : [{ kind: "boundary" }];
  if (tags.includes("by")) return [{ kind: "operator", key: "by" }];
  if (tags.includes("or-more") || tags.includes("or-less")) return [{ kind: "postfix", key: tags.includes("or-more") ? "or-more" : "or-less" }];
  const significant = tags.filter((tag) => SIGNIFICANT.has(tag));
  if (tags.includes("show") && !significant.includes("list")) return [{ kind: "operator", key: "show" }];
  if (significant.length === 0 && tags.includes("with") && isRank(atoms.slice(at + 1).find((next) => !next.tags.includes("article")))) return [{ kind: "operator", key: "with" }];
  if (significant.includes("over-time") || significant.includes("trend")) return wish(significant.toSorted().join("+"));
  if (significant.length > 0) return [{ kind: "operator", key: significant.includes("no") ? "no" : significant.toSorted().join("+") }];
  if (tags.length > 0 && tags.every((tag) => LEANING.has(tag))) return "leans";
  if (unit) return [{ kind: "word", key: `unit:${unit}`, text: "" }];
  if (tags.length === 0) return [{ kind: "word", key: `word:${wordKey(atoms, at)}`, text: atom.text }];
  return tags.includes("article") ? [] : [{ kind: "boundary" }];
}

/** "did it perform" and "it performed" are one time, "it performs" is another. */
function wordKey(atoms: readonly Atom[], at: number): string {
  const words = atoms[at]?.words ?? "";
  const past = PAST.get(words) ?? (PRESENT.has(words) && atoms.slice(0, at).some((atom) => /\bdid(?:nt)?\b/u.test(atom.words)) ? words : undefined);
  return past === undefined ? singular(words) : `${SAME_AS.get(past) ?? past}+past`;
}

/** "strikes with the highest cost" are strikes, "the strikes' highest cost" is a number. */
function isRank(atom: Atom | undefined): boolean {
  return atom !== undefined && (atom.tags.some((tag) => RANKING.includes(tag)) || atom.meanings.some((meaning) => meaning.kind === "ambiguous" || meaning.kind === "adjective"));
}

/** "payments to suppliers": who pays whom. */
const isNamed = (atom: Atom | undefined): boolean => atom !== undefined && atom.meanings.length > 0 && !isQuantity(atom);

/** "customers who", "airports where", "airports that saw": after what they tell of, they only join. */
function isRelative(atoms: readonly Atom[], at: number): boolean {
  const [before, after] = [atoms[at - 1], atoms[at + 1]];
  if (/^(?:who|whom|whose|where)$/u.test(atoms[at]?.words ?? "")) return atoms.slice(0, at).some((atom) => atom.meanings.length > 0);
  return atoms[at]?.tags.includes("have") === true && before !== undefined && after !== undefined && (before.meanings.length > 0 || before.tags.includes("with")) && (isRank(after) || after.number !== undefined || after.tags.some((tag) => COMPARATORS.includes(tag) || tag === "no"));
}

const isName = (atom: Atom | undefined): boolean => atom !== undefined && atom.meanings.length > 0 && atom.meanings.every((meaning) => meaning.kind === "value" && (atom.tags.length === 0 || meaning.match === "whole"));
