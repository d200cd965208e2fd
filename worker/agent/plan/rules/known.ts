// Reads whether a value is there at all: "where the speed is unknown", "without a reported speed", "with a known phase".
import { findColumn } from "../../../semantic/lookup.ts";
import type { Column, ColumnRef } from "../../../semantic/model.ts";
import { is, skip, type Rule, type Scan } from "../scan.ts";
import { lacks } from "./filters.ts";

const UNKNOWN = /^(?:unknown|missing|unreported|unspecified|empty|null|blank|unset|undefined|unrecorded)$/u;
const KNOWN = /^(?:known|reported|recorded|specified|given|stated|available)$/u;

/** [where|with] [the] column [is] [not] known|unknown, or [with|without] [a] [known|unknown] column. */
export const knownRule: Rule = (scan, at) => {
  const start = is(scan, at, "with", "in", "and") || lacks(scan, at) ? skip(scan, at + 1, "article") : skip(scan, at, "article");
  const found = columnThenWord(scan, start) ?? wordThenColumn(scan, start, at) ?? bareLack(scan, start, at);
  if (!found) return undefined;
  scan.draft.filters.push({ column: found.column, op: found.known ? "is-not-null" : "is-null", values: [], at });
  return found.to;
};

interface Found { column: ColumnRef; known: boolean; to: number }

function columnThenWord(scan: Scan, at: number): Found | undefined {
  const column = columnAt(scan, at);
  const verb = skip(scan, at + 1, "harmless");
  const denied = /^(?:not|isnt|wasnt|was not|is not)$/u.test(scan.atoms[verb]?.words ?? "");
  const word = scan.atoms[denied ? verb + 1 : verb];
  if (!column || !word || isValueOf(word, column) || !(UNKNOWN.test(word.words) || KNOWN.test(word.words))) return undefined;
  return { column, known: KNOWN.test(word.words) !== denied, to: (denied ? verb + 1 : verb) + 1 };
}

function wordThenColumn(scan: Scan, at: number, from: number): Found | undefined {
  const word = scan.atoms[at];
  const column = columnAt(scan, at + 1);
  if (!word || !column || isValueOf(word, column) || from === at || !(UNKNOWN.test(word.words) || KNOWN.test(word.words))) return undefined;
  return { column, known: KNOWN.test(word.words) !== lacks(scan, from), to: at + 2 };
}

/** "Unknown" may be what is written there. */
const isValueOf = ({ meanings }: Scan["atoms"][number], column: ColumnRef): boolean => meanings.some((meaning) => meaning.kind === "value" && meaning.column === column);

/** "without a speed": of a number that is read row by row; "no cost" may be a cost of 0. */
function bareLack(scan: Scan, at: number, from: number): Found | undefined {
  const column = columnAt(scan, at);
  const described = column && findColumn(scan.model, column)?.column;
  const isWritten = column !== undefined && ["none", "no", "n/a", "na", "unknown", "nothing", "-"].some((text) => scan.holds?.(column, text) ?? true);
  const isNumber = described?.dimension === false && (described.aggregates?.length ?? 0) > 0;
  if (!column || !lacks(scan, from) || !described || isWritten || !(isNumber || described.dimension) || isDated(described) || (scan.draft.head?.kind === "dimension" && !column.startsWith(`${scan.draft.head.table}.`)) || described.semantic === "currency" || scan.model.metrics.some((metric) => metric.aggregate?.column === column)) return undefined;
  return { column, known: false, to: at + 1 };
}

const isDated = ({ type }: Column): boolean => /^(?:date|timestamp)/u.test(type);

function columnAt({ atoms, model }: Scan, at: number): ColumnRef | undefined {
  const meanings = atoms[at]?.meanings ?? [];
  const columns = [...new Set(meanings.flatMap((meaning) => (meaning.kind === "column" ? [meaning.column] : [])))];
  const [only] = columns;
  const isOther = meanings.some((meaning) => meaning.kind === "value" || meaning.kind === "table" || meaning.kind === "segment");
  return columns.length === 1 && only && !isOther && !findColumn(model, only)?.column.hidden ? only : undefined;
}
