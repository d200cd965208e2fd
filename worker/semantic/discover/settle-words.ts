// One word, one number: where numbers or segments of two tables are called the same, each is called after its table too; a column's name is no count of rows.
import { keyOf, wordsOf } from "../lexicon-words.ts";
import { findTable } from "../lookup.ts";
import type { Metric, SemanticModel } from "../model.ts";

interface Said { label: string; table: string; synonyms: string[] }

export function settleWords(model: SemanticModel): SemanticModel {
  const segments = apart(model, model.segments, (label, plural) => (label.startsWith("with ") ? `${plural} ${label}` : `of ${label} ${plural}`));
  const metrics = apart(model, model.metrics, (label, _plural, singular) => label.replace(/^(total|average) /u, `$1 ${singular} `));
  const own = new Set(model.tables.flatMap((table) => table.columns.filter((column) => !column.hidden).flatMap((column) => [column.label, ...column.synonyms].map(key))));
  const isCount = (metric: Metric): boolean => metric.aggregate?.function === "count";
  return { ...model, segments, metrics: metrics.map((metric) => (isCount(metric) ? { ...metric, synonyms: metric.synonyms.filter((synonym) => !own.has(key(synonym))) } : metric)) };
}

const key = (phrase: string): string => keyOf(wordsOf(phrase));

function apart<T extends Said>(model: SemanticModel, entries: T[], say: (label: string, plural: string, singular: string) => string): T[] {
  const uses = new Map<string, number>();
  for (const { label } of entries) uses.set(label, (uses.get(label) ?? 0) + 1);
  return entries.map((entry) => {
    const table = findTable(model, entry.table);
    return (uses.get(entry.label) ?? 0) > 1 && table ? { ...entry, label: say(entry.label, table.plural, table.label), synonyms: [] } : entry;
  });
}
