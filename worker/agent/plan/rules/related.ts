// Reads what other rows must lead to: "customers without orders", "products that were never ordered", "customers with orders in 2024".
import { joinPath } from "../../../semantic/lookup.ts";
import { singular, wordsOf } from "../../../semantic/lexicon-words.ts";
import type { Table } from "../../../semantic/model.ts";
import { countMetric, factAt, factTables, is, skip, type Rule, type Scan } from "../scan.ts";
import { lacks } from "./filters.ts";

/** Things that are counted by themselves, and rows of another table that lead to them. */
export const relatedRule: Rule = (scan, at) => {
  const { draft } = scan;
  const { owner, counted } = ownerOf(scan) ?? {};
  const denied = lacks(scan, at) || /(?:^|\s)(?:not|never|didnt|dont|havent|hasnt)\b/u.test(scan.atoms[at]?.words ?? "");
  if (!owner || draft.related.length > 0 || !(denied || is(scan, at, "with", "have"))) return undefined;
  const noun = skip(scan, at + 1, "article", "have", "harmless", "no");
  const table = factAt(scan, noun) ?? doneAt(scan, noun);
  if (!table || table.name === owner || scan.atoms[noun]?.number || !joinPath(scan.model, table.name, owner)) return undefined;
  // Things that have no number of their own: only what never occurs at all is not told better by the rows that do.
  if (!counted && (!denied || skip(scan, noun + 1, "harmless", "article") < scan.atoms.length)) return undefined;
  draft.related.push({ table: table.name, exists: !denied, at, ranges: draft.ranges.slice() });
  return noun + 1;
};

/** What the question is about, and whether its rows are counted by themselves. */
function ownerOf({ draft, model }: Scan): { owner: string; counted: boolean } | undefined {
  const [only, ...more] = draft.measures;
  const isThing = only?.noun ?? only?.counted ?? false;
  const owner = draft.head?.table ?? (more.length === 0 && isThing ? only?.table : undefined);
  return owner ? { owner, counted: countMetric(model, owner) !== undefined } : undefined;
}

/** "ordered" is what orders do. */
function doneAt({ atoms, model }: Scan, at: number): Table | undefined {
  const word = atoms[at]?.meanings.length === 0 ? (/^(?:placed )?(\p{L}+?)(?:e?d)$/u.exec(atoms[at]?.words ?? "")?.[1] ?? "") : "";
  const names = (table: Table): string[] => [table.label, ...table.synonyms].flatMap((name) => (wordsOf(name).length === 1 ? [singular(wordsOf(name)[0] ?? "")] : []));
  return word.length < 3 ? undefined : factTables(model).find((table) => names(table).some((name) => name === word || name === `${word}e`));
}
