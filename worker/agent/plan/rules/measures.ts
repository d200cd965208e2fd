// Reads the numbers a question asks for: "strikes", "total cost", "average and median speed", "how many species".
import type { Aggregate, ColumnRef } from "../../../semantic/model.ts";
import { findColumn, findMetric, findTable } from "../../../semantic/lookup.ts";
import { isPlural, singular, wordsOf } from "../../../semantic/lexicon-words.ts";
import type { Measure } from "../draft.ts";
import type { Tag } from "../grammar.ts";
import { ask, countMetric, factAt, factTables, groupAt, is, isContent, skip, summedColumn, TIME, valuesAt, type Rule, type Scan } from "../scan.ts";
import { nounEnd, readFilter } from "./filters.ts";

const FUNCTIONS: [Tag, Aggregate][] = [["average", "avg"], ["median", "median"], ["sum", "sum"], ["highest", "max"], ["lowest", "min"]];

/** Adds the measures at a place. */
export const measureRule: Rule = (scan, at) => {
  const several = functionsAt(scan, at);
  if (several && several.functions.length > 1) {
    const found = several.functions.map((name) => applied(scan, at, several.to, name));
    const whole = found.flatMap((measure) => measure ?? []);
    if (whole.length !== found.length) return undefined;
    scan.draft.measures.push(...whole);
    return whole[0]?.to;
  }
  const measure = measureAt(scan, at);
  if (!measure) return undefined;
  scan.draft.measures.push(measure);
  return measure.to;
};

/** One measure at a place, with its aggregate if one is named before it. */
export function measureAt(scan: Scan, at: number): Measure | undefined {
  const functions = functionsAt(scan, at);
  const [first] = functions?.functions ?? [];
  if (functions && first && functions.functions.length === 1 && !is(scan, at, "highest", "lowest")) return applied(scan, at, functions.to, first) ?? baseAt(scan, at);
  return baseAt(scan, at);
}

/** "average", "average and median", "highest and lowest". */
function functionsAt(scan: Scan, at: number): { functions: Aggregate[]; to: number } | undefined {
  const functions: Aggregate[] = [];
  let next = at;
  for (;;) {
    const found = FUNCTIONS.find(([tag]) => is(scan, next, tag));
    if (!found) break;
    functions.push(found[1]);
    const joined = skip(scan, next + 1, "and", "comma");
    const more = skip(scan, joined, "article");
    if (joined === next + 1 || !FUNCTIONS.some(([tag]) => is(scan, more, tag))) return { functions, to: next + 1 };
    next = more;
  }
  return undefined;
}

function applied(scan: Scan, from: number, at: number, name: Aggregate): Measure | undefined {
  const base = baseAt(scan, skip(scan, at, "of", "article"));
  if (!base || base.function) return undefined;
  if (base.column && findColumn(scan.model, base.column)?.column.aggregates?.includes(name)) {
    const { metric, ...rest } = base;
    const isSum = name === "sum" && metric !== undefined;
    return isSum ? { ...base, from } : { ...rest, from, function: name };
  }
  if (name === "sum" && base.noun) return moneyOf(scan, { ...base, from });
  return impliedBy(scan, base, name) ? { ...base, from } : undefined;
}

/** Rows that are money: their total may be how many there are or what they come to. */
const MONEY = /^(?:payment|sale|purchase|expense|invoice|transaction|deposit|withdrawal|refund|fee|bill|donation|loan|transfer)$/u;

/** "total payments": asked, where the rows hold amounts to add up; "total strikes" is their number. */
function moneyOf(scan: Scan, base: Measure): Measure | undefined {
  const table = findTable(scan.model, base.table);
  const isMoney = [table?.label ?? "", base.text].some((name) => wordsOf(name).some((word) => MONEY.test(singular(word))));
  const amounts = (table?.columns ?? []).filter((column) => column.semantic === "currency" && !column.hidden && column.aggregates?.includes("sum")).slice(0, 3);
  if (!isMoney || amounts.length === 0) return impliedBy(scan, base, "sum") ? base : undefined;
  const choices = amounts.map((column) => ({ id: column.name, label: `total ${column.label}` }));
  const chosen = ask(scan, base.text.toLowerCase(), `How many ${table?.plural ?? base.text}, or what they come to?`, [{ id: "rows", label: `number of ${table?.plural ?? base.text}` }, ...choices]);
  const column = amounts.find(({ name }) => name === chosen);
  return column ? { from: base.from, to: base.to, text: base.text, table: base.table, column: `${base.table}.${column.name}`, function: "sum" } : base;
}

/** "total strikes" is their number; "average cost per strike" is a ratio to a plain count already. */
function impliedBy(scan: Scan, base: Measure, name: Aggregate): boolean {
  const metric = base.metric === undefined ? undefined : findMetric(scan.model, base.metric);
  if (name === "sum") return metric?.additive === true;
  const denominator = metric?.ratio && findMetric(scan.model, metric.ratio.denominator);
  return name === "avg" && metric?.format !== "percent" && denominator?.aggregate?.function === "count" && !denominator.filters?.length;
}

/** A number without an aggregate before it. */
export function baseAt(scan: Scan, start: number): Measure | undefined {
  const at = skip(scan, start, "article");
  const counted = countedAt(scan, at);
  if (counted) return counted;
  const atom = scan.atoms[at];
  if (!atom) return undefined;
  const fact = factAt(scan, at);
  const ownNumber = fact && isPlural(atom.last) === false ? numberOf(scan, fact.name, at + 1) : undefined;
  if (ownNumber) return { ...ownNumber, from: start };
  const metric = atom.meanings.find((meaning) => meaning.kind === "metric");
  const column = measureColumnAt(scan, at);
  const count = fact && countMetric(scan.model, fact.name);
  if (fact && count) return { from: start, to: at + 1, text: atom.text, table: fact.name, metric: count, noun: true, plural: isPlural(atom.last) ?? true };
  if (metric) return metricMeasure(scan, metric.metric, start, at);
  return column ? { from: start, to: at + 1, text: atom.text, table: column.slice(0, column.indexOf(".")), column } : undefined;
}

/** "order amount": a singular before a number of its own rows only says whose number it is. */
function numberOf(scan: Scan, table: string, at: number): Measure | undefined {
  if (is(scan, at, "article", "how-many") && !isContent(scan, at)) return undefined;
  const number = baseAt(scan, at);
  return number && number.table === table && !number.noun && !number.counted ? number : undefined;
}

function metricMeasure(scan: Scan, name: string, from: number, at: number): Measure | undefined {
  const metric = findMetric(scan.model, name);
  const column = measureColumnAt(scan, at) ?? summedColumn(scan.model, name);
  return metric && { from, to: at + 1, text: scan.atoms[at]?.text ?? name, table: metric.table, metric: name, ...(column ? { column } : {}) };
}

/** The measure column an atom names, if it allows aggregates. */
export function measureColumnAt(scan: Scan, at: number): ColumnRef | undefined {
  const refs = (scan.atoms[at]?.meanings ?? []).flatMap((meaning) => (meaning.kind === "column" && findColumn(scan.model, meaning.column)?.column.aggregates?.length ? [meaning] : []));
  const primary = refs.filter((meaning) => meaning.primary);
  return (primary.length === 1 ? primary[0] : refs.length === 1 ? refs[0] : undefined)?.column;
}

/** "how many strikes" counts rows; "how many species" counts different ones. */
function countedAt(scan: Scan, at: number): Measure | undefined {
  if (!is(scan, at, "how-many")) return undefined;
  const noun = skip(scan, at + 1, "article", "distinct", "of");
  const fact = factAt(scan, noun);
  const distinct = is(scan, at, "distinct") || is(scan, at + 1, "distinct");
  const text = scan.atoms[noun]?.text ?? "";
  const count = fact && countMetric(scan.model, fact.name);
  if (fact && count && !(distinct && fact.nameColumn)) return { from: at, to: noun + 1, text, table: fact.name, metric: count, counted: true };
  const metric = scan.atoms[noun]?.meanings.find((meaning) => meaning.kind === "metric");
  if (metric && !distinct) return { ...metricMeasure(scan, metric.metric, at, noun), from: at, to: noun + 1, text, table: findMetric(scan.model, metric.metric)?.table ?? "", counted: true };
  const group = groupAt(scan, noun);
  if (!group?.table || group.when || !("column" in group.dimension)) return undefined;
  return distinctOf(scan, { from: at, to: noun + 1, text, distinct: distinct || group.primary, column: group.dimension.column, table: group.table });
}

interface Countable { from: number; to: number; text: string; distinct: boolean; column: ColumnRef; table: string }

/** A mere synonym ("how many birds") may mean kinds or cases: asked. */
function distinctOf(scan: Scan, { from, to, text, distinct, column, table }: Countable): Measure | undefined {
  const measure: Measure = { from, to, text, table, column, function: "count-distinct", counted: true };
  if (distinct) return measure;
  const facts = factTables(scan.model);
  const [fact] = facts;
  const count = fact && countMetric(scan.model, fact.name);
  if (facts.length !== 1 || !fact || !count) return undefined;
  const label = findColumn(scan.model, column)?.column.plural ?? text;
  const chosen = ask(scan, text.toLowerCase(), `What should I count for “${text}”?`, [{ id: "rows", label: fact.plural }, { id: "distinct", label: `different ${label}` }]);
  return chosen === "rows" ? { from, to, text, table: fact.name, metric: count, counted: true } : measure;
}

/** "how many of them were at night": the rows of the last answer. */
export const countedAgainRule: Rule = (scan, at) => {
  if (!scan.previous || !is(scan, at, "how-many") || !is(scan, at + 1, "pronoun") || !/them|those|these/u.test(scan.atoms[at + 1]?.words ?? "")) return undefined;
  scan.draft.countRows = true;
  scan.draft.pronoun = true;
  return at + 2;
};

/** "customers in Austria, how many?". */
export const trailingCountRule: Rule = (scan, at) => {
  const { draft } = scan;
  if (at === 0 || at < scan.atoms.length - 1 || !is(scan, at, "how-many") || !(draft.head ?? draft.measures[0])) return undefined;
  if (draft.measures.some((measure) => !measure.noun) || draft.rank || draft.extreme) return undefined;
  draft.countRows = true;
  delete draft.list;
  return at + 1;
};

/** "how many large birds": values first; the noun after them adds no meaning, or is what is counted. */
export const countedValuesRule: Rule = (scan, at) => {
  if (!is(scan, at, "how-many")) return undefined;
  const start = skip(scan, at + 1, "article", "distinct", "of");
  if (scan.previous && scan.atoms.length === 1) {
    scan.draft.countRows = true;
    return at + 1;
  }
  if (!isCondition(scan, start)) return undefined;
  const noun = readFilter(scan, start, true);
  if (noun === undefined) return undefined;
  const counted = factAt(scan, noun);
  const count = counted?.nameColumn ? countMetric(scan.model, counted.name) : undefined;
  if (counted && count) {
    scan.draft.measures.push({ from: noun, to: noun + 1, text: scan.atoms[noun]?.text ?? counted.plural, table: counted.name, metric: count, counted: true });
    return noun + 1;
  }
  const group = groupAt(scan, noun);
  if (!group?.primary || group.when || !group.table || counted) {
    scan.draft.countRows = true;
    return nounEnd(scan, noun, scan.draft.filters.at(-1)?.column ?? TIME);
  }
  scan.draft.measures.push({ from: noun, to: noun + 1, text: group.text, table: group.table, column: group.dimension.column, function: "count-distinct", counted: true });
  return noun + 1;
};

const isCondition = (scan: Scan, at: number): boolean => valuesAt(scan, at).length > 0 || (scan.atoms[at]?.meanings.some((meaning) => meaning.kind === "segment") ?? false) || is(scan, at, "in");
