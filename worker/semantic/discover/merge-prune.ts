// Takes out of a merged model what leans on tables and columns that are gone, so that it stays valid.
import { findColumn, findMetric, findTable } from "../lookup.ts";
import type { ColumnRef, Metric, SemanticModel, Table } from "../model.ts";
import type { Drift } from "./merge-draft.ts";

export function prune(model: SemanticModel, drift: Drift[]): SemanticModel {
  const has = (ref: ColumnRef): boolean => findColumn(model, ref) !== undefined;
  const relationships = model.relationships.filter(({ from, to }) => keep(has(from) && has(to) && findTable(model, to.slice(0, to.indexOf(".")))?.primaryKey[0] === to.slice(to.indexOf(".") + 1), `${from} → ${to}`, "joined"));
  const plain = model.metrics.filter((metric) => keep(isWhole(model, metric), metric.name, "used"));
  const metrics = plain.filter((metric) => keep(!metric.ratio || [metric.ratio.numerator, metric.ratio.denominator].every((name) => plain.some((one) => one.name === name)), metric.name, "used"));
  const segments = model.segments.filter((segment) => keep(findTable(model, segment.table) !== undefined && segment.conditions.every(({ column }) => has(column)), segment.name, "used"));
  const hierarchies = model.hierarchies?.filter((way) => keep(way.levels.every(has), way.name, "used"));
  const left = { ...model, relationships, metrics, segments, ...(hierarchies ? { hierarchies } : {}) };
  return { ...left, tables: model.tables.map((table) => pruneTable(left, table)), ambiguous: pruneAmbiguous(left) };

  function keep(isFine: boolean, at: string, did: string): boolean {
    if (!isFine) drift.push({ kind: "removed", at, text: `${did} something that is gone` });
    return isFine;
  }
}

function isWhole(model: SemanticModel, { table, aggregate, filters }: Metric): boolean {
  const refs = [...(aggregate?.column ? [aggregate.column] : []), ...(filters ?? []).map(({ column }) => column)];
  return findTable(model, table) !== undefined && refs.every((ref) => findColumn(model, ref) !== undefined);
}

function pruneTable(model: SemanticModel, { timeColumn, nameColumn, defaultMetric, display, ...table }: Table): Table {
  const own = (name: string | undefined): name is string => name !== undefined && table.columns.some((column) => column.name === name);
  const key = table.primaryKey.filter(own);
  const shown = display?.filter((ref) => findColumn(model, ref) !== undefined);
  return {
    ...table, primaryKey: key.length > 0 ? key : table.columns.slice(0, 1).map(({ name }) => name),
    ...(own(timeColumn) ? { timeColumn } : {}), ...(own(nameColumn) ? { nameColumn } : {}),
    ...(defaultMetric !== undefined && findMetric(model, defaultMetric)?.table === table.name ? { defaultMetric } : {}),
    ...(shown?.length ? { display: shown } : {}),
  };
}

/** A word with one reading left is no longer a question. */
function pruneAmbiguous(model: SemanticModel): SemanticModel["ambiguous"] {
  const left = model.ambiguous.map((entry) => ({ ...entry, choices: entry.choices.filter(({ column, metric }) => (column ? findColumn(model, column) !== undefined : findMetric(model, metric ?? "") !== undefined)) }));
  return left.filter(({ choices }) => choices.length >= 2);
}
