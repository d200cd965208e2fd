// Reads what other rows must lead to: "customers without orders", "products that were never ordered", "customers with orders in 2024".
import { findMetric, findTable, joinPath } from "../../../semantic/lookup.ts";
import { singular, wordsOf } from "../../../semantic/lexicon-words.ts";
import type { Table } from "../../../semantic/model.ts";
import { countMetric, factAt, factTables, is, skip, type Rule, type Scan } from "../scan.ts";

/** Things that are counted by themselves, and rows of another table that lead to them. */
export const relatedRule: Rule = (scan, at) => {
  const { draft } = scan;
  const { owner, counted } = ownerOf(scan) ?? {};
  const opened = openedAt(scan, at);
  if (!owner || draft.related.length > 0 || !opened) return undefined;
  const { denied, noun } = opened;
  const named = factAt(scan, noun) ?? doneAt(scan, noun) ?? (denied ? metricTable(scan, noun) : undefined);
  const table = named && named.name !== owner && !scan.atoms[noun]?.number ? leadingTo(scan, named.name, owner) : undefined;
  if (!table) return undefined;
  // Things that have no number of their own: only what never occurs at all is not told better by the rows that do.
  if (!counted && (!denied || skip(scan, noun + 1, "harmless", "article") < scan.atoms.length)) return undefined;
  draft.related.push({ table, exists: !denied, at, ranges: draft.ranges.slice() });
  return noun + 1;
};

const DENIES = /(?:^| )(?:no|not|never|without|zero|havent|hasnt|hadnt|didnt|dont|doesnt)(?: |$)/u;

/** [who] [have] [not|no|never|any]: where the noun or verb stands, and whether something denies it. A verb may stand alone. */
function openedAt(scan: Scan, at: number): { denied: boolean; noun: number } | undefined {
  let noun = at;
  while (noun < scan.atoms.length && is(scan, noun, "with", "have", "no", "not", "article", "harmless") && (scan.atoms[noun]?.meanings.length ?? 0) === 0) noun++;
  const opening = scan.atoms.slice(at, noun);
  const denied = opening.some(({ words }) => DENIES.test(words));
  const isOpened = opening.length > 0 && (denied || is(scan, at, "with", "have"));
  return isOpened || doneAt(scan, noun) ? { denied, noun } : undefined;
}

/** "without any sales": rows of which that is a number. */
function metricTable({ atoms, model }: Scan, at: number): Table | undefined {
  const meaning = atoms[at]?.meanings.find((candidate) => candidate.kind === "metric");
  const metric = meaning?.kind === "metric" ? findMetric(model, meaning.metric) : undefined;
  return metric?.additive && !metric.filters?.length ? findTable(model, metric.table) : undefined;
}

/** The table itself, or the one between: products lead to orders by their order lines. */
function leadingTo({ model }: Scan, table: string, owner: string): string | undefined {
  if (joinPath(model, table, owner)) return table;
  const between = model.tables.filter(({ name }) => name !== table && joinPath(model, name, owner) && joinPath(model, name, table));
  return between.length === 1 ? between[0]?.name : undefined;
}

/** What the question is about, and whether its rows are counted by themselves. */
function ownerOf({ draft, model, atoms }: Scan): { owner: string; counted: boolean } | undefined {
  const [only, ...more] = draft.measures;
  const isThing = only?.noun ?? only?.counted ?? false;
  const { head } = draft;
  if (head && !atoms[head.at]?.meanings.some((meaning) => meaning.kind === "table" && meaning.table === head.table)) return undefined;
  const owner = head?.table ?? (more.length === 0 && isThing ? only?.table : undefined);
  return owner ? { owner, counted: countMetric(model, owner) !== undefined } : undefined;
}

/** "ordered" is what orders do. */
function doneAt({ atoms, model }: Scan, at: number): Table | undefined {
  const { meanings = [], words = "" } = atoms[at] ?? {};
  const isVerb = meanings.every((meaning) => meaning.kind === "column");
  const word = isVerb ? (/^(\p{L}+?)(?:e?d)$/u.exec(words)?.[1] ?? "") : "";
  const names = (table: Table): string[] => [table.label, ...table.synonyms].flatMap((name) => (wordsOf(name).length === 1 ? [singular(wordsOf(name)[0] ?? "")] : []));
  return word.length < 3 ? undefined : factTables(model).find((table) => names(table).some((name) => name === word || name === `${word}e`));
}
