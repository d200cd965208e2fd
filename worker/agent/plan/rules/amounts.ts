// Reads comparisons with numbers: "costing more than 100,000", "faster than 200 knots", "airports with more than 50 strikes".
import { findColumn, findMetric } from "../../../semantic/lookup.ts";
import type { ColumnRef } from "../../../semantic/model.ts";
import type { Having, Measure } from "../draft.ts";
import type { Tag } from "../grammar.ts";
import type { Quantity } from "../atoms.ts";
import { ask, countMetric, groupAt, is, metricOver, recordAt, skip, summedColumn, type Rule, type Scan } from "../scan.ts";
import { measureAt, measureColumnAt } from "./measures.ts";

type Op = Having["op"];
interface Amount extends Quantity { unit?: string; to: number; /** the average of what is compared, instead of a number */ average?: boolean }
interface Test { parts: { op: Op; amount: Amount }[]; to: number }

const OPS: [Tag, Op][] = [["at-least", ">="], ["at-most", "<="], ["over", ">"], ["under", "<"], ["exactly", "="]];
const SIGNS: Record<string, string> = { $: "USD", "€": "EUR", "£": "GBP" };

/** A measure, or an adjective of one, and then a test. */
export const measureTestRule: Rule = (scan, at) => {
  const start = is(scan, at, "with") && !measureColumnAt(scan, at) ? skip(scan, at + 1, "article") : at;
  const adjective = adjectiveAt(scan, start);
  const measure = adjective ? undefined : measureAt(scan, start);
  const test = adjective ? adjective.test : measure ? testAt(scan, skip(scan, measure.to, "of", "harmless", "with")) : undefined;
  if (!test) return undefined;
  if (adjective) return addRows(scan, adjective.column, test, at);
  const verb = scan.atoms[start]?.words.endsWith("ing") ?? false;
  // "strikes with above average speed", "users with more than 2 orders": the test is of what comes next.
  const isOfNext = (measure?.noun ?? measure?.counted) === true && measureAt(scan, test.to) !== undefined;
  if (!measure || isOfNext || (!verb && isYears(scan, measure.to, test))) return undefined;
  return addTest(scan, measure, test, at);
};

/** "slower than 120 knots". */
function adjectiveAt(scan: Scan, at: number): { column: ColumnRef; test: Test } | undefined {
  const meaning = scan.atoms[at]?.meanings.find((candidate) => candidate.kind === "adjective" && (candidate.degree === "more" || candidate.degree === "less"));
  if (meaning?.kind !== "adjective") return undefined;
  if (is(scan, at + 1, "more-than")) return { column: meaning.column, test: averageTest(meaning.degree === "more", at + 2) };
  if (scan.atoms[at + 1]?.words !== "than") return undefined;
  const amount = amountAt(scan, at + 2);
  return amount && { column: meaning.column, test: { parts: [{ op: meaning.degree === "more" ? ">" : "<", amount }], to: amount.to } };
}

const averageTest = (more: boolean, to: number): Test => ({ parts: [{ op: more ? ">" : "<", amount: { value: 0, average: true, to } }], to });

/** "more strikes than average", "a higher cost than average". */
const moreThanRule: Rule = (scan, at) => {
  const start = is(scan, at, "with") ? skip(scan, at + 1, "article") : at;
  const more = /^(?:more|higher|greater|larger|bigger)$/u.test(scan.atoms[start]?.words ?? "");
  const less = /^(?:fewer|less|lower|smaller)$/u.test(scan.atoms[start]?.words ?? "");
  const measure = more || less ? measureAt(scan, start + 1) : undefined;
  return measure && is(scan, measure.to, "more-than") ? addTest(scan, measure, averageTest(more, measure.to + 1), at) : undefined;
};

/** A test first, and then what it is of: a unit, a count ("more than 50 strikes") or a measure ("over $1m in repair costs"). */
export const bareTestRule: Rule = (scan, at) => {
  const start = is(scan, at, "with") ? skip(scan, at + 1, "article") : at;
  const test = testAt(scan, start);
  if (!test) return undefined;
  if (isYears(scan, start, test)) return undefined;
  const tested = lastTested(scan, at, test);
  if (tested !== undefined) return tested;
  const after = is(scan, test.to, "of", "in") ? skip(scan, test.to + 1, "article") : test.to;
  const measure = measureAt(scan, after);
  if (measure && (measure.noun || after > test.to || measure.metric || test.parts.some(({ amount }) => amount.average))) return testOf(scan, measure, test, at);
  const column = columnByUnit(scan, test);
  return column ? addRows(scan, column, test, at) : undefined;
};

function testOf(scan: Scan, measure: Measure, test: Test, at: number): number | undefined {
  if (measure.noun && test.parts.some(({ amount }) => amount.unit ?? amount.sign)) {
    const column = columnByUnit(scan, test);
    return column && addRows(scan, column, test, at);
  }
  return addTest(scan, measure, { ...test, to: measure.to }, at);
}

function testAt(scan: Scan, at: number): Test | undefined {
  if (is(scan, at, "between")) return betweenAt(scan, at + 1);
  const found = OPS.find(([tag]) => is(scan, at, tag));
  const mean = found ? skip(scan, at + 1, "article") : at;
  if ((found?.[1] === ">" || found?.[1] === "<") && is(scan, mean, "average")) return averageTest(found[1] === ">", mean + 1);
  const amount = amountAt(scan, skip(scan, found ? at + 1 : at, "article"));
  if (!amount) return undefined;
  if (found) return { parts: [{ op: found[1], amount }], to: amount.to };
  if (is(scan, amount.to, "or-more")) return { parts: [{ op: ">=", amount }], to: amount.to + 1 };
  return is(scan, amount.to, "or-less") ? { parts: [{ op: "<=", amount }], to: amount.to + 1 } : undefined;
}

function betweenAt(scan: Scan, at: number): Test | undefined {
  const low = amountAt(scan, at);
  const high = low && is(scan, low.to, "and", "to") ? amountAt(scan, low.to + 1) : undefined;
  if (!low || !high || low.value > high.value) return undefined;
  const unit = high.unit ?? low.unit;
  return { parts: [{ op: ">=", amount: { ...low, ...(unit ? { unit } : {}) } }, { op: "<=", amount: high }], to: high.to };
}

function amountAt(scan: Scan, at: number): Amount | undefined {
  const quantity = scan.atoms[at]?.number;
  if (!quantity) return undefined;
  const unit = scan.grammar.units.get(scan.atoms[at + 1]?.words ?? "");
  const sign = quantity.sign ? SIGNS[quantity.sign] : undefined;
  return { ...quantity, ...(unit ?? sign ? { unit: unit ?? sign ?? "" } : {}), to: unit ? at + 2 : at + 1 };
}

/** "between 1995 and 1998" is a time unless something says what it counts. */
function isYears(scan: Scan, from: number, test: Test): boolean {
  const bare = test.parts.every(({ amount }) => amount.unit === undefined);
  const numbers = scan.atoms.slice(from, test.to).filter((atom) => atom.number !== undefined);
  return bare && test.parts.length === 2 && numbers.length > 0 && numbers.every((atom) => atom.whens.some((when) => when.kind === "range"));
}

function columnByUnit(scan: Scan, test: Test): ColumnRef | undefined {
  const unit = test.parts.map(({ amount }) => amount.unit).find((name) => name !== undefined);
  if (!unit) return undefined;
  const columns = scan.model.tables.flatMap((table) => table.columns.filter((column) => column.unit === unit && column.aggregates?.length).map((column): ColumnRef => `${table.name}.${column.name}`));
  const summed = columns.filter((column) => scan.model.metrics.some((metric) => summedColumn(scan.model, metric.name) === column));
  const counted = scan.draft.measures[0]?.table ?? scan.draft.head?.table;
  const own = columns.filter((column) => column.startsWith(`${counted}.`));
  return columns.length === 1 ? columns[0] : own.length === 1 ? own[0] : summed.length === 1 ? summed[0] : undefined;
}

/** "with a cost over 100,000", where "with a cost" is a segment by itself: the test takes its place. */
function lastTested(scan: Scan, at: number, test: Test): number | undefined {
  const { filters } = scan.draft;
  const last = filters.at(-1);
  const column = last?.segment === undefined ? undefined : findColumn(scan.model, last.column)?.column;
  const before = skip(scan, at - 1, "of");
  const isNext = before === at || scan.atoms[at - 1]?.meanings.some((meaning) => meaning.kind === "segment");
  if (!last || !column?.aggregates?.length || !isNext) return undefined;
  const metric = metricOver(scan.model, last.column);
  const measure: Measure = { from: at, to: at, text: column.label, table: last.column.slice(0, last.column.indexOf(".")), column: last.column, ...(metric ? { metric } : {}) };
  const to = addTest(scan, measure, test, at);
  if (to !== undefined) filters.splice(filters.indexOf(last), 1);
  return to;
}

/** A test on rows or on groups; asked where it could be either. */
function addTest(scan: Scan, measure: Measure, test: Test, at: number): number | undefined {
  const { head } = scan.draft;
  const named = measure.text.toLowerCase();
  const ofGroup = head?.kind === "dimension" && !scan.draft.measures.some((known) => known.noun && known.from > head.at);
  if (measure.function || measure.noun || measure.counted || !measure.column) return addHaving(scan, measure, test, at);
  // A number of the things themselves: "employees with a salary over 60,000".
  const isOwn = head !== undefined && measure.column.startsWith(`${head.table}.`) && countMetric(scan.model, head.table) !== undefined;
  if (!ofGroup || isOwn) return addRows(scan, measure.column, test, at);
  if (measure.metric && /^(?:total|overall|sum)\b/u.test(named)) return addHaving(scan, measure, test, at);
  const record = findColumn(scan.model, measure.column)?.table;
  const group = (head?.dimension && findColumn(scan.model, head.dimension.column)?.column.label) ?? "group";
  const chosen = ask(scan, named, `“${measure.text}” of what?`, [
    ...(measure.metric ? [{ id: "group", label: `the total of each ${group}` }] : [{ id: "average", label: `the average of each ${group}` }]),
    { id: "row", label: `each single ${record?.label ?? "record"}` },
  ]);
  if (chosen === "average") return addHaving(scan, { ...measure, function: "avg" }, test, at);
  if (chosen === "row") scan.draft.countRows = true;
  return chosen === "row" ? addRows(scan, measure.column, test, at) : addHaving(scan, measure, test, at);
}

function addHaving(scan: Scan, measure: Measure, test: Test, at: number): number | undefined {
  const metric = measure.metric ? findMetric(scan.model, measure.metric) : undefined;
  const unit = metric?.unit ?? (measure.column ? findColumn(scan.model, measure.column)?.column.unit : undefined);
  if (test.parts.some(({ amount }) => amount.unit && amount.unit !== unit)) return undefined;
  if (test.parts.some(({ amount }) => amount.average) && (measure.function !== undefined || metric?.additive !== true)) return undefined;
  const scale = metric?.format === "percent" && test.parts.some(({ amount }) => amount.unit === "percent" || amount.value > 1) ? 100 : 1;
  scan.draft.having.push(...test.parts.map(({ op, amount }) => ({ measure, op, value: amount.value / scale, at, ...(amount.average ? { average: true } : {}) })));
  return test.to;
}

function addRows(scan: Scan, column: ColumnRef, test: Test, at: number): number | undefined {
  const unit = findColumn(scan.model, column)?.column.unit;
  if (test.parts.some(({ amount }) => amount.unit && amount.unit !== unit)) return undefined;
  const [first, second] = test.parts;
  if (!first) return undefined;
  if (first.amount.average) {
    if (!findColumn(scan.model, column)?.column.aggregates?.includes("avg")) return undefined;
    scan.draft.filters.push({ column, op: first.op, values: [], at, average: true });
    return test.to;
  }
  const before = recordAt(scan, test.to) !== undefined && groupAt(scan, test.to) === undefined;
  const values = second ? [first.amount.value, second.amount.value] : [first.amount.value];
  scan.draft.filters.push({ column, op: second ? "between" : first.op, values, at, ...(before ? { before } : {}) });
  return test.to;
}

/** "or over 1000", after a condition on a column. */
export function testOn(scan: Scan, column: ColumnRef, at: number): number | undefined {
  const test = testAt(scan, at);
  return test && addRows(scan, column, test, at);
}

/** Numbers in the question, whichever side the measure is on. */
export const amountRule: Rule = (scan, at) => measureTestRule(scan, at) ?? moreThanRule(scan, at) ?? bareTestRule(scan, at);
