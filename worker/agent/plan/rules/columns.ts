// Reads lists of columns: "show the name and price of all products", "names and cities of customers".
import { findColumn, findTable } from "../../../semantic/lookup.ts";
import type { ColumnRef } from "../../../semantic/model.ts";
import { isPlural } from "../../../semantic/lexicon-words.ts";
import { is, reaches, skip, type Rule, type Scan } from "../scan.ts";

/** [show] column [, column …] [and column] of [the] things. One measure alone may be a total, so a list needs more than that. */
export const columnsRule: Rule = (scan, at) => {
  const { draft } = scan;
  if (draft.head || draft.measures.length > 0 || draft.columns || draft.filters.length > 0 || draft.dimensions.length > 0) return undefined;
  const start = is(scan, at, "list", "show", "which", "harmless") && !columnWord(scan, at) ? skip(scan, at + 1, "article", "harmless") : at;
  const named = namedFrom(scan, start);
  const of = named.at(-1)?.to;
  if (of === undefined || !/^(?:of|for)(?: |$)/u.test(scan.atoms[of]?.words ?? "")) return undefined;
  const noun = skip(scan, of + 1, "article", "all", "by");
  const table = tableAt(scan, noun);
  if (!table) return undefined;
  const refs = named.map(({ candidates }) => candidates.find((ref) => ref.startsWith(`${table}.`)) ?? candidates.find((ref) => reaches(scan.model, table, ref)) ?? nameOf(scan, table, candidates));
  const columns = refs.flatMap((ref) => ref ?? []);
  if (columns.length < named.length || !columns.some((ref) => findColumn(scan.model, ref)?.column.dimension)) return undefined;
  draft.columns = [...new Set(columns)];
  draft.list = true;
  draft.head = { kind: "fact", table, at: noun, to: noun + 1, plural: isPlural(scan.atoms[noun]?.last ?? "") ?? true, which: false, text: scan.atoms[noun]?.words ?? "" };
  return noun + 1;
};

interface NamedColumn { candidates: ColumnRef[]; to: number }

function namedFrom(scan: Scan, at: number): NamedColumn[] {
  const first = columnWord(scan, at);
  if (!first) return [];
  const joined = skip(scan, first.to, "comma", "and");
  const next = joined > first.to && !is(scan, joined, "or") ? namedFrom(scan, skip(scan, joined, "article")) : [];
  return [first, ...next];
}

/** A column by its name; "name" alone is whatever names the things. */
function columnWord({ atoms, model }: Scan, at: number): NamedColumn | undefined {
  const atom = atoms[at];
  const candidates = (atom?.meanings ?? []).flatMap((meaning) => (meaning.kind === "column" && !findColumn(model, meaning.column)?.column.hidden ? [meaning.column] : []));
  if (candidates.length > 0) return { candidates, to: at + 1 };
  return atom && atom.meanings.length === 0 && /^(?:names?|titles?)$/u.test(atom.words) ? { candidates: [], to: at + 1 } : undefined;
}

function nameOf({ model }: Scan, table: string, candidates: ColumnRef[]): ColumnRef | undefined {
  const name = findTable(model, table)?.nameColumn;
  return candidates.length === 0 && name ? `${table}.${name}` : undefined;
}

function tableAt({ atoms }: Scan, at: number): string | undefined {
  const tables = (atoms[at]?.meanings ?? []).flatMap((meaning) => (meaning.kind === "table" ? [meaning.table] : []));
  return tables.length === 1 ? tables[0] : undefined;
}
