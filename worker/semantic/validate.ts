// Checks a semantic-model document whole: its shape, and that everything it names is there.
import { findColumn, findMetric, findTable, joinPath } from "./lookup.ts";
import type { ColumnRef, Condition, Metric, SemanticModel, Table } from "./model.ts";
import { modelSchema } from "./schema.ts";

/**
 * Reads a document.
 * @returns the model, or every problem found, each with the place it is at
 */
export function parseModel(document: unknown): { ok: true; model: SemanticModel } | { ok: false; problems: string[] } {
  const parsed = modelSchema.safeParse(document);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "model"}: ${issue.message}`) };
  const { $schema: _schema, ...data } = parsed.data;
  const model = data as SemanticModel;
  const problems = [...tableProblems(model), ...relationshipProblems(model), ...model.metrics.flatMap((metric) => metricProblems(model, metric)), ...segmentProblems(model), ...hierarchyProblems(model), ...ambiguityProblems(model), ...pathProblems(model)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, model };
}

function tableProblems(model: SemanticModel): string[] {
  return [...doubles("tables", model.tables), ...doubles("metrics", model.metrics), ...doubles("segments", model.segments), ...model.tables.flatMap((table) => [...doubles(`tables.${table.name}`, table.columns), ...ownProblems(model, table)])];
}

function doubles(at: string, named: { name: string }[]): string[] {
  const names = named.map((entry) => entry.name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))].map((name) => `${at}: ${name} is there twice`);
}

/** "Top 5 airports" may mean by strikes: a metric of rows that refer to the table. */
function measures(model: SemanticModel, name: string, table: string): boolean {
  const metric = findMetric(model, name);
  return metric !== undefined && (metric.table === table || joinPath(model, metric.table, table) !== undefined);
}

function ownProblems(model: SemanticModel, table: Table): string[] {
  const own = [...table.primaryKey, ...(table.timeColumn ? [table.timeColumn] : []), ...(table.nameColumn ? [table.nameColumn] : [])];
  const missing = own.filter((name) => !table.columns.some((column) => column.name === name)).map((name) => `tables.${table.name}: has no column ${name}`);
  const metric = table.defaultMetric && !measures(model, table.defaultMetric, table.name) ? [`tables.${table.name}.defaultMetric: no such metric on this table, or on one whose rows refer to it`] : [];
  return [...missing, ...metric, ...(table.display ?? []).flatMap((ref) => refProblems(model, `tables.${table.name}.display`, ref))];
}

function refProblems(model: SemanticModel, at: string, ref: ColumnRef): string[] {
  return findColumn(model, ref) ? [] : [`${at}: there is no column ${ref}`];
}

/** A level that can't be grouped by, or that stands in two ways, leads nowhere. */
function hierarchyProblems(model: SemanticModel): string[] {
  const all = (model.hierarchies ?? []).flatMap(({ name, levels }) => levels.map((level) => ({ at: `hierarchies.${name}`, level })));
  const known = all.flatMap(({ at, level }) => [...refProblems(model, at, level), ...(findColumn(model, level)?.column.dimension === false ? [`${at}: ${level} is no dimension`] : [])]);
  const twice = all.filter(({ level }, index) => all.findIndex((other) => other.level === level) < index).map(({ at, level }) => `${at}: ${level} is there twice`);
  return [...known, ...twice];
}

/** A key that is not the whole primary key would join a row to several. */
function relationshipProblems(model: SemanticModel): string[] {
  return model.relationships.flatMap(({ from, to }) => {
    const target = findColumn(model, to);
    const key = target && (target.table.primaryKey.length !== 1 || target.table.primaryKey[0] !== target.column.name) ? [`relationships: ${to} is not the primary key of its table`] : [];
    return [...refProblems(model, "relationships", from), ...refProblems(model, "relationships", to), ...key];
  });
}

function metricProblems(model: SemanticModel, metric: Metric): string[] {
  const at = `metrics.${metric.name}`;
  const one = Boolean(metric.aggregate) === Boolean(metric.ratio) ? [`${at}: needs exactly one of aggregate and ratio`] : [];
  const table = findTable(model, metric.table) ? [] : [`${at}: there is no table ${metric.table}`];
  const column = metric.aggregate?.column ? refProblems(model, at, metric.aggregate.column) : [];
  const bare = metric.aggregate && metric.aggregate.function !== "count" && !metric.aggregate.column ? [`${at}: ${metric.aggregate.function} needs a column`] : [];
  const parts = metric.ratio ? [metric.ratio.numerator, metric.ratio.denominator].filter((name) => !isPart(model, metric, name)).map((name) => `${at}: ${name} is no plain metric of the same table`) : [];
  return [...one, ...table, ...column, ...bare, ...parts, ...conditionProblems(model, at, metric.filters ?? [])];
}

function isPart(model: SemanticModel, metric: Metric, name: string): boolean {
  const found = findMetric(model, name);
  return found !== undefined && found.table === metric.table && found.ratio === undefined;
}

function conditionProblems(model: SemanticModel, at: string, conditions: Condition[]): string[] {
  return conditions.flatMap(({ column, op, values }) => {
    const count = op === "between" ? 2 : op === "is-null" || op === "is-not-null" ? 0 : undefined;
    const wrong = count === undefined ? values.length === 0 : values.length !== count;
    return [...refProblems(model, at, column), ...(wrong ? [`${at}: ${op} on ${column} has the wrong number of values`] : [])];
  });
}

function segmentProblems(model: SemanticModel): string[] {
  return model.segments.flatMap((segment) => [...(findTable(model, segment.table) ? [] : [`segments.${segment.name}: there is no table ${segment.table}`]), ...conditionProblems(model, `segments.${segment.name}`, segment.conditions)]);
}

function ambiguityProblems(model: SemanticModel): string[] {
  return model.ambiguous.flatMap(({ words, choices }) =>
    choices.flatMap(({ id, column, metric }) => {
      const at = `ambiguous.${words[0]}.${id}`;
      if (Boolean(column) === Boolean(metric)) return [`${at}: needs exactly one of column and metric`];
      return column ? refProblems(model, at, column) : findMetric(model, metric ?? "") ? [] : [`${at}: there is no metric ${metric}`];
    }),
  );
}

/** Two equally short ways from a fact to a dimension would be a guess. */
function pathProblems(model: SemanticModel): string[] {
  const facts = model.tables.filter((table) => table.timeColumn);
  return facts.flatMap((fact) => {
    const within = reachable(model, fact.name);
    return model.tables.filter((table) => within.has(table.name) && joinPath(model, fact.name, table.name) === undefined).map((table) => `relationships: more than one way from ${fact.name} to ${table.name}`);
  });
}

function reachable(model: SemanticModel, from: string, seen = new Set([from])): Set<string> {
  for (const relationship of model.relationships) {
    const [source = "", target = ""] = [relationship.from.split(".")[0], relationship.to.split(".")[0]];
    if (source !== from || seen.has(target)) continue;
    seen.add(target);
    reachable(model, target, seen);
  }
  return seen;
}
