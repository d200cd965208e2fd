// A new draft over a model that people have edited: their words stay, the database's facts are taken, and what moved is said.
import type { Column, Relationship, SemanticModel, Table } from "../model.ts";
import { isSame, mergeFields, mergeNamed, type Kept } from "./merge-parts.ts";
import { prune } from "./merge-prune.ts";

export interface Drift {
  kind: "table-new" | "table-gone" | "column-new" | "column-gone" | "type-changed" | "removed";
  at: string;
  text: string;
}

/**
 * Merges a draft into a model. What a person changed since `previousDraft` stays, the rest follows the new draft. Without
 * `previousDraft` all that is there stays, and only new tables and columns, and what comes with them, are added.
 * @returns a model without anything the database no longer has, and what has changed
 */
export function mergeDraft(existing: SemanticModel, draft: SemanticModel, previousDraft?: SemanticModel): { model: SemanticModel; drift: Drift[] } {
  const drift: Drift[] = [];
  const tables = mergeTables(existing, draft, previousDraft, drift);
  const added = new Set(drift.filter(({ kind }) => kind === "table-new" || kind === "column-new").map(({ at }) => at));
  const isNew = (refs: string[]): boolean => refs.some((ref) => added.has(ref));
  const model: SemanticModel = {
    ...mergeFields(existing, draft, previousDraft, KEPT_WHOLE),
    calendar: mergeFields(existing.calendar, draft.calendar, previousDraft?.calendar, []),
    tables,
    relationships: mergeNamed({ mine: existing.relationships, theirs: draft.relationships, base: previousDraft?.relationships, nameOf: joinOf, isNew: ({ from, to }) => isNew([from, from.split(".")[0] ?? "", to, to.split(".")[0] ?? ""]) }),
    metrics: mergeNamed({ mine: existing.metrics, theirs: draft.metrics, base: previousDraft?.metrics, nameOf: ({ name }) => name, isNew: ({ table, aggregate }) => isNew([table, aggregate?.column ?? ""]) }),
    segments: mergeNamed({ mine: existing.segments, theirs: draft.segments, base: previousDraft?.segments, nameOf: ({ name }) => name, isNew: ({ table, conditions }) => isNew([table, ...conditions.map(({ column }) => column)]) }),
  };
  const whole = prune(model, drift);
  // Another content under the same version would be answered from caches of the old one.
  return { model: isSame(whole, existing) ? whole : { ...whole, version: draft.version }, drift };
}

/** Parts a draft has nothing to say about, or that are merged below. */
const KEPT_WHOLE = ["calendar", "tables", "relationships", "metrics", "segments", "ambiguous", "verified", "version", "name"] as const;

const joinOf = ({ from, to }: Relationship): string => `${from} ${to}`;
/** The table of the database that a table of the model reads. */
const sourceOf = (table: Table): string => JSON.stringify([table.schema, table.source ?? table.name]);
const sourceColumn = (column: Column): string => column.source ?? column.name;

function mergeTables(existing: SemanticModel, draft: SemanticModel, previous: SemanticModel | undefined, drift: Drift[]): Table[] {
  const bySource = new Map(draft.tables.toReversed().map((table) => [sourceOf(table), table]));
  const known = new Set(existing.tables.map(sourceOf));
  const kept = existing.tables.flatMap((table): Table[] => {
    const theirs = draft.tables.find(({ name }) => name === table.name) ?? bySource.get(sourceOf(table));
    if (!theirs || sourceOf(theirs) !== sourceOf(table)) {
      drift.push({ kind: "table-gone", at: table.name, text: "is no longer in the database" });
      return [];
    }
    return [mergeTable(table, theirs, previous?.tables.find(({ name }) => name === theirs.name), drift)];
  });
  const fresh = draft.tables.filter((table) => !existing.tables.some(({ name }) => name === table.name) && (previous ? !previous.tables.some(({ name }) => name === table.name) : !known.has(sourceOf(table))));
  // A model has a table at least: where none of its own is left, the draft stands.
  const added = kept.length + fresh.length > 0 ? fresh : draft.tables;
  for (const { name } of added) drift.push({ kind: "table-new", at: name, text: "is new" });
  return [...kept, ...added];
}

function mergeTable(mine: Table, theirs: Table, base: Table | undefined, drift: Drift[]): Table {
  const merged = mergeFields(mine, theirs, base, ["name", "columns"]);
  const kept = mine.columns.flatMap((column) => mergeColumn(mine.name, column, theirs, base, drift));
  const known = new Set([...mine.columns, ...(base?.columns ?? [])].map(sourceColumn));
  const fresh = theirs.columns.filter((column) => !known.has(sourceColumn(column)));
  for (const { name } of fresh) drift.push({ kind: "column-new", at: `${mine.name}.${name}`, text: "is new" });
  return { ...merged, columns: [...kept, ...fresh] };
}

function mergeColumn(table: string, mine: Column, theirs: Table, base: Table | undefined, drift: Drift[]): Column[] {
  const at = `${table}.${mine.name}`;
  const now = theirs.columns.find((column) => sourceColumn(column) === sourceColumn(mine));
  if (!now) {
    drift.push({ kind: "column-gone", at, text: "is no longer in the database" });
    return [];
  }
  if (now.type !== mine.type) drift.push({ kind: "type-changed", at, text: `was ${mine.type}, is ${now.type}` });
  const merged: Kept<Column> = mergeFields(mine, now, base?.columns.find((column) => sourceColumn(column) === sourceColumn(mine)), ["name"]);
  return [isSame(now.type, mine.type) ? merged : { ...merged, type: now.type }];
}
