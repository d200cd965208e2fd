// First questions for an empty page: only such as the words of the model settle, about the tables that hold most.
import { joinPath, splitRef } from "../lookup.ts";
import type { Column, Metric, SemanticModel, Table } from "../model.ts";
import { tableId, type Snapshot, type TableFacts } from "./snapshot.ts";

const MOST = 6;
const MOST_OF_MAIN = 4;
const LONG_YEARS = 3;

export function suggest(model: SemanticModel, snapshot: Snapshot): string[] {
  const facts = new Map(snapshot.tables.map((table) => [tableId(table), table]));
  const factOf = (table: Table): TableFacts | undefined => facts.get(JSON.stringify([table.schema, table.source ?? table.name]));
  const counted = model.tables.filter((table) => model.metrics.some((metric) => metric.name === table.name));
  const main = counted.map((table) => ({ table, weight: weightOf(model, table, factOf(table)) })).toSorted((a, b) => b.weight - a.weight).slice(0, 3).map(({ table }) => table);
  const [first = [], ...others] = main.map((table) => questionsOf(model, table, factOf(table)));
  const more = [0, 1, 2].flatMap((index) => others.flatMap((list) => list[index] ?? []));
  return [...new Set([...first.slice(0, MOST_OF_MAIN), ...more, ...first.slice(MOST_OF_MAIN)])].slice(0, MOST);
}

/** A table of events that much hangs on and that is dated comes first. */
function weightOf(model: SemanticModel, table: Table, facts: TableFacts | undefined): number {
  const out = model.relationships.filter(({ from }) => splitRef(from).table === table.name).length;
  const numbers = model.metrics.filter((metric) => metric.table === table.name).length;
  return (table.timeColumn ? 4 : 0) + Math.min(out, 4) + Math.min(numbers, 4) + Math.log10(1 + (facts?.rows ?? 0));
}

function questionsOf(model: SemanticModel, table: Table, facts: TableFacts | undefined): string[] {
  const alone = meansOne(model);
  const group = model.tables.find((other) => other.name !== table.name && other.nameColumn !== undefined && alone(other.plural) && joinPath(model, table.name, other.name)?.length === 1);
  const category = table.columns.find((column) => column.semantic === "category" && column.dimension && alone(column.label));
  // The shortest name is the plainest number: cost before repair cost.
  const [number] = model.metrics.filter((metric) => metric.table === table.name && metric.aggregate?.function !== "count" && alone(metric.label)).toSorted((a, b) => a.label.length - b.label.length);
  const by = category ?? group?.columns.find((column) => column.name === group.nameColumn);
  return [
    ...(table.timeColumn && alone(table.plural) ? [`How many ${table.plural} did we have each ${span(table, facts)}?`] : []),
    ...(group && alone(table.plural) ? [`Which 10 ${group.plural} had the most ${table.plural}?`] : []),
    ...(number && by ? [byQuestion(number, by)] : []),
    ...(category && alone(table.plural) ? [`Number of ${table.plural} by ${category.label}`] : []),
    ...(alone(table.plural) ? [`How many ${table.plural} are there?`] : []),
  ];
}

function byQuestion({ label }: Metric, { label: group }: Column): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} by ${group}`;
}

function span({ timeColumn, columns }: Table, facts: TableFacts | undefined): string {
  const source = columns.find((column) => column.name === timeColumn)?.source ?? timeColumn;
  const statistics = facts?.columns.find((column) => column.name === source)?.statistics;
  const years = Number(statistics?.max?.slice(0, 4) ?? 0) - Number(statistics?.min?.slice(0, 4) ?? 0);
  return years >= LONG_YEARS ? "year" : "month";
}

/** Whether a phrase names one thing of the model, a table and the column or number called after it aside. */
function meansOne(model: SemanticModel): (phrase: string) => boolean {
  const owners = new Map<string, Set<string>>();
  const own = (phrases: (string | undefined)[], owner: string): void => {
    for (const phrase of phrases) if (phrase) owners.set(phrase, (owners.get(phrase) ?? new Set()).add(owner));
  };
  for (const table of model.tables) {
    own([table.label, table.plural, ...table.synonyms], table.name);
    for (const column of table.columns) if (!column.hidden) own([column.label, column.plural, ...column.synonyms], column.name === table.nameColumn ? table.name : `${table.name}.${column.name}`);
  }
  for (const metric of model.metrics) own([metric.label, ...metric.synonyms], metric.name);
  for (const segment of model.segments) own([segment.label], `segment ${segment.name}`);
  return (phrase) => owners.get(phrase)?.size === 1;
}
