// Looks a model over for what makes wrong or missing answers: joins that double rows, words with two meanings, sums that mean nothing.
import { findColumn, joinPath, splitRef } from "../lookup.ts";
import type { Column, ColumnRef, Metric, SemanticModel, Table } from "../model.ts";
import { collisions } from "./lint-words.ts";
import { tableId, type ColumnFacts, type Snapshot } from "./snapshot.ts";

export interface Finding {
  rule: "fan-out" | "ambiguous-path" | "unreachable" | "no-description" | "unused-column" | "collision" | "not-additive" | "name-not-unique" | "suggestion";
  /** `problem`: answers can be wrong or fail; `advice`: they could be better */
  weight: "problem" | "advice";
  at: string;
  text: string;
}

export interface LintOptions {
  /** what was seen of the database: lets joins and names be checked against values */
  snapshot?: Snapshot;
  /** whether the planner answers a question as it stands */
  canAnswer?: (question: string) => boolean;
}

/** Checks a valid model. @returns findings, problems first */
export function lintModel(model: SemanticModel, { snapshot, canAnswer }: LintOptions = {}): Finding[] {
  const seen = snapshot ? seenIn(snapshot) : () => undefined;
  const findings = [...fanOuts(model, seen), ...ambiguousPaths(model), ...sums(model), ...collisions(model), ...suggestions(model, canAnswer), ...names(model, seen), ...unreachable(model), ...undescribed(model), ...unused(model)];
  return findings.toSorted((a, b) => Number(a.weight === "advice") - Number(b.weight === "advice"));
}

type Seen = (model: SemanticModel, ref: ColumnRef) => ColumnFacts | undefined;

function seenIn(snapshot: Snapshot): Seen {
  const tables = new Map(snapshot.tables.map((table) => [tableId(table), table]));
  return (model, ref) => {
    const found = findColumn(model, ref);
    const facts = found && tables.get(tableId({ schema: found.table.schema, name: found.table.source ?? found.table.name }));
    return facts?.columns.find((column) => column.name === (found?.column.source ?? found?.column.name));
  };
}

/** Rows looked at that hold a value which another row holds too. */
function repeats(column: ColumnFacts | undefined): number {
  const statistics = column?.statistics;
  return statistics ? Math.round(statistics.sampled * (1 - statistics.nullFraction)) - statistics.distinct : 0;
}

/** A key with the same value in two rows would count what it is joined to twice. */
function fanOuts(model: SemanticModel, seen: Seen): Finding[] {
  return model.relationships.flatMap(({ from, to, cardinality }): Finding[] => {
    const doubled = repeats(seen(model, to));
    const many = cardinality === "one-to-one" ? repeats(seen(model, from)) : 0;
    return [
      ...(doubled > 0 ? [{ rule: "fan-out" as const, weight: "problem" as const, at: `${from} → ${to}`, text: `${to} is no key: ${doubled} of the rows looked at share a value, so rows would be counted twice` }] : []),
      ...(many > 0 ? [{ rule: "fan-out" as const, weight: "advice" as const, at: `${from} → ${to}`, text: `${from} holds the same value in several rows, so this is many-to-one` }] : []),
    ];
  });
}

function ambiguousPaths(model: SemanticModel): Finding[] {
  return model.tables.flatMap((from) => [...reached(model, from.name)].filter((to) => joinPath(model, from.name, to) === undefined).map((to): Finding => ({ rule: "ambiguous-path", weight: from.timeColumn ? "problem" : "advice", at: from.name, text: `there is more than one way to ${to}, so none is taken` })));
}

function reached(model: SemanticModel, from: string, seen = new Set<string>()): Set<string> {
  for (const { from: source, to } of model.relationships) {
    const target = splitRef(to).table;
    if (splitRef(source).table !== from || seen.has(target)) continue;
    seen.add(target);
    reached(model, target, seen);
  }
  return seen;
}

const NO_SUM: ReadonlySet<string | undefined> = new Set(["percent", "year", "id", "latitude", "longitude", "ordinal"]);

function sums(model: SemanticModel): Finding[] {
  return model.metrics.flatMap((metric): Finding[] => {
    const column = metric.aggregate?.column && findColumn(model, metric.aggregate.column)?.column;
    const isSum = metric.aggregate?.function === "sum";
    if (isSum && column && (NO_SUM.has(column.semantic) || (column.aggregates && !column.aggregates.includes("sum")))) return [notAdditive(metric, `adds up ${column.label}, which is ${column.semantic === undefined ? "not meant to be added up" : `a ${column.semantic}`}`)];
    const isPlain = metric.aggregate?.function === "count" || isSum;
    return metric.additive && !isPlain ? [notAdditive(metric, "is marked additive, but parts of it do not add up to the whole")] : [];
  });
}

const notAdditive = ({ name }: Metric, text: string): Finding => ({ rule: "not-additive", weight: "problem", at: name, text });

function suggestions(model: SemanticModel, canAnswer: LintOptions["canAnswer"]): Finding[] {
  if (!canAnswer) return [];
  return model.suggestions.filter((question) => !canAnswer(question)).map((question) => ({ rule: "suggestion", weight: "problem", at: question, text: "the built-in planner can't answer it" }));
}

/** Rows with the same name come together as one group. */
function names(model: SemanticModel, seen: Seen): Finding[] {
  return model.tables.flatMap((table): Finding[] => {
    const same = table.nameColumn ? repeats(seen(model, `${table.name}.${table.nameColumn}`)) : 0;
    return same > 0 ? [{ rule: "name-not-unique", weight: "advice", at: `${table.name}.${table.nameColumn}`, text: `${same} of the ${table.plural} looked at share a name with another and are counted together` }] : [];
  });
}

function unreachable(model: SemanticModel): Finding[] {
  const joined = new Set(model.relationships.flatMap(({ from, to }) => [splitRef(from).table, splitRef(to).table]));
  return model.tables.length < 2 ? [] : model.tables.filter((table) => !joined.has(table.name)).map((table) => ({ rule: "unreachable", weight: "advice", at: table.name, text: "is joined to no other table" }));
}

function undescribed(model: SemanticModel): Finding[] {
  const bare = ({ label, plural, description }: Table): boolean => description === `One ${label}: a row of the ${plural}.`;
  const tables = model.tables.filter((table) => bare(table)).map(({ name }) => name);
  return tables.length > 0 ? [{ rule: "no-description", weight: "advice", at: tables.join(", "), text: "nobody has said what one row is" }] : [];
}

/** Columns that no question can reach and that nothing needs. */
function unused(model: SemanticModel): Finding[] {
  const conditions = [...model.metrics.flatMap((metric) => metric.filters ?? []), ...model.segments.flatMap((segment) => segment.conditions)];
  const needed = new Set<string>([...model.relationships.flatMap(({ from, to }) => [from, to]), ...conditions.map(({ column }) => column), ...model.metrics.flatMap((metric) => metric.aggregate?.column ?? []), ...model.tables.flatMap((table) => table.display ?? [])]);
  return model.tables.flatMap((table): Finding[] => {
    const idle = table.columns.filter((column) => !column.hidden && !isPlace(column) && !column.dimension && !column.aggregates?.length && !table.primaryKey.includes(column.name) && table.timeColumn !== column.name && !needed.has(`${table.name}.${column.name}`));
    return idle.length > 0 ? [{ rule: "unused-column", weight: "advice", at: idle.map((column) => `${table.name}.${column.name}`).join(", "), text: "no question can use them: hide them, or make them dimensions or measures" }] : [];
  });
}

/** Coordinates are drawn, not asked for. */
const isPlace = ({ semantic }: Column): boolean => semantic === "latitude" || semantic === "longitude";
