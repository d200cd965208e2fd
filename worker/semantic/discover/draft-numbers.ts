// The numbers of a table: how many rows, what may be added up, what may only be averaged.
import type { Column, ColumnRef, Metric, Segment, Table } from "../model.ts";
import { plainName, take } from "./model-names.ts";
import { singularOf } from "./name-words.ts";
import type { ColumnFacts, TableFacts } from "./snapshot.ts";
import type { Study } from "./study.ts";
import { isYesNo } from "./yes-no.ts";

export interface Numbers { metrics: Metric[]; segments: Segment[] }

/** @param taken names of metrics and segments so far, those of counts among them; this table's are added */
export function draftNumbers(table: Table, facts: TableFacts, study: Study, taken: Set<string>): Numbers {
  const measured = table.columns.filter((column) => !column.hidden && column.aggregates?.length);
  const metrics = [countOf(table), ...measured.flatMap((column) => measureOf(table, column, taken))];
  const segments = facts.columns.flatMap((column, index) => segmentOf(table, table.columns[index], facts, column, study, taken));
  const above = facts.columns.flatMap((column, index) => aboveZero(table, table.columns[index], column, taken));
  return { metrics: [...metrics, ...segments.map((segment) => countIn(table, segment, taken))], segments: [...segments, ...above] };
}

/** "Orders with a discount": those where it is not nothing, for amounts that often are. */
function aboveZero(table: Table, column: Column | undefined, { statistics }: ColumnFacts, taken: Set<string>): Segment[] {
  const isAmount = column?.aggregates?.includes("sum") && (column.semantic === "currency" || column.semantic === "quantity");
  if (!column || !isAmount || column.label.startsWith("number of ") || !statistics || Number(statistics.min) < 0 || (Number(statistics.min) > 0 && statistics.nullFraction === 0)) return [];
  const label = `with ${withArticle(column.label.split(" "))}`;
  return [{ name: take(taken, plainName(label)), label, synonyms: withoutArticle(label), description: `${column.label} above zero.`, table: table.name, conditions: [{ column: `${table.name}.${column.name}`, op: ">", values: [0] }] }];
}

/** How many rows are in a segment: "active customers", "courses with a lab". */
function countIn(table: Table, { label, description, conditions }: Segment, taken: Set<string>): Metric {
  const said = label.startsWith("with ") ? `${table.plural} ${label}` : `${label} ${table.plural}`;
  return { name: take(taken, plainName(said)), label: said, synonyms: [], description: `Number of ${table.plural}. ${description}`, table: table.name, aggregate: { function: "count" }, filters: conditions, additive: true, format: "integer" };
}

function countOf(table: Table): Metric {
  const { label, plural } = table;
  return { name: table.name, label: plural, synonyms: [`number of ${plural}`, `${label} count`], description: `Number of ${plural}.`, table: table.name, aggregate: { function: "count" }, additive: true, format: "integer" };
}

/** A sum where sums mean something, else a mean. The other aggregates come from the column itself. */
function measureOf(table: Table, column: Column, taken: Set<string>): Metric[] {
  const isSum = column.aggregates?.includes("sum") ?? false;
  if (/^(?:total|average|maximum|minimum)\b/u.test(column.label) && !isSum) return [];
  const ref: ColumnRef = `${table.name}.${column.name}`;
  const label = isSum && !column.label.startsWith("total ") ? `total ${column.label}` : isSum ? column.label : `average ${column.label}`;
  const of = isSum ? "Sum" : "Mean";
  return [{
    name: take(taken, `${isSum ? "total" : "average"}_${taken.has(`${isSum ? "total" : "average"}_${column.name}`) ? `${table.name}_` : ""}${column.name}`),
    label, synonyms: isSum && label !== column.label ? [column.label] : [], description: `${of} of ${column.label} over ${table.plural}.`, table: table.name,
    aggregate: { function: isSum ? "sum" : "avg", column: ref }, additive: isSum, ...formatOf(column, isSum),
  }];
}

function formatOf({ semantic, unit, type }: Column, isSum: boolean): Pick<Metric, "format" | "unit"> {
  const format = semantic === "currency" && unit ? "currency" : isSum && /^(?:smallint|integer|bigint)$/u.test(type) ? "integer" : "decimal";
  return { format, ...(unit ? { unit } : {}) };
}

const OPPOSITES: Record<string, string> = { active: "inactive", paid: "unpaid", verified: "unverified", available: "unavailable", read: "unread", enabled: "disabled", valid: "invalid", public: "private" };

/** "a lab", "an exam", "exams": so that courses that have one are found by either. */
function withArticle(words: string[]): string {
  const last = words.at(-1) ?? "";
  const article = singularOf(last) === last ? (/^[aeiou]/u.test(words[0] ?? "") ? "an " : "a ") : "";
  return `${article}${words.join(" ")}`;
}

/** "with a cost" is also "with cost". */
function withoutArticle(label: string): string[] {
  const bare = label.replace(/^with an? /u, "with ");
  return bare === label ? [] : [bare];
}

/** `is_active` → "active customers"; `has_lab` → "with a lab". */
function segmentOf(table: Table, column: Column | undefined, facts: TableFacts, read: ColumnFacts, study: Study, taken: Set<string>): Segment[] {
  const words = study.names.words(facts, read);
  if (!column || column.hidden || !isYesNo(read, words)) return [];
  const [first = "", ...rest] = words;
  const said = first === "is" || first === "was" ? rest.join(" ") : first === "has" ? `with ${withArticle(rest)}` : words.join(" ");
  const opposite = OPPOSITES[said];
  const ref: ColumnRef = `${table.name}.${column.name}`;
  const isTrue = (truth: boolean): boolean | number => (read.type === "boolean" ? truth : Number(truth));
  const segment = (label: string, truth: boolean): Segment => ({ name: take(taken, plainName(label)), label, synonyms: withoutArticle(label), description: `${column.label}: ${truth ? "yes" : "no"}.`, table: table.name, conditions: [{ column: ref, op: "=", values: [isTrue(truth)] }] });
  return said === "" ? [] : [segment(said, true), ...(opposite ? [segment(opposite, false)] : [])];
}
