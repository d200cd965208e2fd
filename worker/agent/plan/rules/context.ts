// Reads nouns that only say whose condition comes next: "strikes at airports in Texas".
import { findTable } from "../../../semantic/lookup.ts";
import { countMetric, is, reaches, skip, type Rule, type Scan } from "../scan.ts";
import { readFilter } from "./filters.ts";

/** in|at|of|by things, before a condition on those things. The noun alone would say that there is one, which a row may lack. */
export const contextRule: Rule = (scan, at) => {
  const counted = scan.draft.measures[0]?.table;
  const noun = skip(scan, at + 1, "article");
  const tables = (scan.atoms[noun]?.meanings ?? []).flatMap((meaning) => (meaning.kind === "table" ? [meaning.table] : []));
  const [table] = tables;
  if (!is(scan, at, "in", "of") || is(scan, at, "by") || counted === undefined || tables.length !== 1 || table === undefined || table === counted) return undefined;
  const key = findTable(scan.model, table)?.primaryKey[0];
  if (!key || countMetric(scan.model, table) !== undefined || !reaches(scan.model, counted, `${table}.${key}`)) return undefined;
  const before = scan.draft.filters.length;
  const to = is(scan, noun + 1, "in", "with") ? readFilter(scan, noun + 1, false) : undefined;
  const [added] = scan.draft.filters.slice(before);
  return to !== undefined && added?.column.startsWith(`${table}.`) ? to : undefined;
};

/** "when was the first strike": the row shows its date. */
export const whenRule: Rule = (scan, at) => {
  const next = skip(scan, at + 1, "article");
  return /^when(?: (?:was|were|is|did|do|does))?$/u.test(scan.atoms[at]?.words ?? "") && (is(scan, next, "latest", "earliest") || isSuperlative(scan, next) || is(scan, skip(scan, next, "harmless", "article"), "latest", "earliest")) ? at + 1 : undefined;
};

const isSuperlative = ({ atoms }: Scan, at: number): boolean => atoms[at]?.meanings.some((meaning) => meaning.kind === "adjective" && (meaning.degree === "most" || meaning.degree === "least")) ?? false;

/** "who has the highest score": a person, not a number. */
export const whoRule: Rule = (scan, at) => {
  if (at !== 0 || !/^who(?: |$)/u.test(scan.atoms[0]?.words ?? "")) return undefined;
  scan.draft.who = true;
  return at + 1;
};

export const ratherRule: Rule = (scan, at) => (scan.atoms[at]?.words === "but" && scan.draft.filters.length + scan.draft.measures.length > 0 && at + 1 < scan.atoms.length && !isLastWord(scan, at) ? at + 1 : undefined);

const isLastWord = (scan: Scan, at: number): boolean => skip(scan, at + 1, "harmless", "article") >= scan.atoms.length;
