// Reads places beyond the first: "the second most common species", "third highest cost".
import { is, type Rule, type Scan } from "../scan.ts";

const PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** Only before what ranks: "second" alone may be a time. */
export const ordinalRule: Rule = (scan, at) => {
  const [word = ""] = (scan.atoms[at]?.words ?? "").split(" ");
  if (!is(scan, at, "ordinal") || scan.draft.skip !== undefined || !ranksAt(scan, at + 1)) return undefined;
  scan.draft.skip = (/^\d/u.test(word) ? Number.parseInt(word, 10) : PLACES.indexOf(word) + 1) - 1;
  return at + 1;
};

function ranksAt(scan: Scan, at: number): boolean {
  const ranked = is(scan, at, "most", "least", "highest", "lowest", "most-often", "least-often", "latest", "earliest");
  return ranked || (scan.atoms[at]?.meanings.some((meaning) => meaning.kind === "ambiguous" || (meaning.kind === "adjective" && (meaning.degree === "most" || meaning.degree === "least"))) ?? false);
}
