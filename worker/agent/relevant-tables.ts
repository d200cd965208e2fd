// Which tables a model is told of: all where they are few, else those that the question's words and its likeness point to, with the joins between.
import type { Ports, Source } from "../ports.ts";
import { joinPath, splitRef } from "../semantic/lookup.ts";
import type { SemanticModel, Table } from "../semantic/model.ts";

/** So many tables fit into a prompt whole. */
const MOST = 24;
/** Tables chosen before the joins between them are added. */
const CHOSEN = 12;

/** The source with its model cut down to the tables that matter for the question. */
export async function relevantSource(question: string, source: Source, ports: Pick<Ports, "similar" | "log">): Promise<Source> {
  if (source.model.tables.length <= MOST) return source;
  const likely = await likelyTables(question, source, ports);
  const scored = source.model.tables.map((table) => ({ table, score: wordScore(question, table, source.model) + (likely.get(table.name) ?? 0) }));
  const chosen = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score).slice(0, CHOSEN).map(({ table }) => table.name);
  return { ...source, model: onlyTables(source.model, withJoins(source.model, chosen.length > 0 ? chosen : source.model.tables.slice(0, CHOSEN).map(({ name }) => name))) };
}

/** Tables by the likeness of their descriptions, at most 1 each; a search that fails adds nothing. */
async function likelyTables(question: string, { id, model }: Source, { similar, log }: Pick<Ports, "similar" | "log">): Promise<Map<string, number>> {
  const namespace = `${id}:${model.version}:tables`;
  try {
    let found = await similar.find(namespace, question, CHOSEN);
    if (found.length === 0) {
      await similar.index(namespace, model.tables.map(describe));
      found = await similar.find(namespace, question, CHOSEN);
    }
    return new Map(found.map((entry) => [entry.question.split(":")[0] ?? "", entry.score]));
  } catch {
    log.event("similar.failed", { source: id });
    return new Map();
  }
}

function describe({ name, plural, synonyms, description, columns }: Table): string {
  return `${name}: ${[plural, ...synonyms, description, ...columns.map((column) => column.label)].join(", ")}`.slice(0, 1_000);
}

/** How many of a table's names, of its columns' and of its metrics' are in the question; its own count most. */
function wordScore(question: string, table: Table, { metrics }: SemanticModel): number {
  const words = new Set(wordsOf(question));
  const hits = (names: (string | undefined)[]): number => names.filter((name) => name !== undefined && wordsOf(name).every((word) => words.has(word))).length;
  const columns = table.columns.flatMap(({ label, plural, synonyms, name }) => [label, plural, name, ...synonyms]);
  const own = metrics.filter((metric) => metric.table === table.name).flatMap(({ label, plural, synonyms }) => [label, plural, ...synonyms]);
  return 3 * hits([table.name, table.label, table.plural, ...table.synonyms]) + 2 * hits(own) + hits(columns);
}

/** Words without plural endings: this only ranks, so a rough stem is enough. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1).map((word) => word.replace(/(?:ies|es|s)$/u, (ending) => (ending === "ies" ? "y" : "")));
}

/** The tables, and those on the way between any two of them. */
function withJoins(model: SemanticModel, names: string[]): ReadonlySet<string> {
  const between = names.flatMap((from) => names.flatMap((to) => (from === to ? [] : (joinPath(model, from, to) ?? []).flatMap((join) => [splitRef(join.from).table, splitRef(join.to).table]))));
  return new Set([...names, ...between]);
}

function onlyTables(model: SemanticModel, names: ReadonlySet<string>): SemanticModel {
  return {
    ...model,
    tables: model.tables.filter(({ name }) => names.has(name)).map((table) => ({ ...table, ...(table.display ? { display: table.display.filter((ref) => names.has(splitRef(ref).table)) } : {}) })),
    metrics: model.metrics.filter(({ table }) => names.has(table)),
    segments: model.segments.filter(({ table }) => names.has(table)),
    relationships: model.relationships.filter(({ from, to }) => names.has(splitRef(from).table) && names.has(splitRef(to).table)),
  };
}
