// Words with two meanings: a phrase that names several things of a model.
import { keyOf, wordsOf } from "../lexicon-words.ts";
import { namesOf } from "../lexicon-names.ts";
import type { Meaning } from "../lexicon.ts";
import { findMetric, findTable } from "../lookup.ts";
import type { SemanticModel } from "../model.ts";
import type { Finding } from "./lint-model.ts";

/** Labels that collide make wrong answers; a synonym that does is asked back. */
export function collisions(model: SemanticModel): Finding[] {
  const meanings = Map.groupBy(namesOf(model), ([phrase]) => keyOf(wordsOf(phrase)));
  return [...meanings].flatMap(([key, entries]): Finding[] => {
    const things = new Map(entries.flatMap(([, meaning]) => thingOf(model, meaning).map((thing) => [thing, isFirst(meaning)] as const)));
    if (things.size < 2 || key === "") return [];
    const firsts = [...new Set(entries.filter(([, meaning]) => isFirst(meaning)).flatMap(([, meaning]) => thingOf(model, meaning)))];
    return [{ rule: "collision", weight: firsts.length > 1 ? "problem" : "advice", at: `“${entries[0]?.[0] ?? key}”`, text: `may mean ${[...things.keys()].join(" or ")}` }];
  });
}

const isFirst = (meaning: Meaning): boolean => (meaning.kind === "table" || meaning.kind === "column" ? meaning.primary : meaning.kind === "segment" ? !meaning.negated : meaning.kind === "metric");

/** What a meaning comes down to: a table and the column that names it are one, and so are a number and the column it adds up. */
function thingOf(model: SemanticModel, meaning: Meaning): string[] {
  if (meaning.kind === "table") return [meaning.table];
  if (meaning.kind === "segment") return [`the segment ${meaning.segment}`];
  if (meaning.kind === "metric") return [metricThing(model, meaning.metric)];
  if (meaning.kind !== "column") return [];
  const [table = "", column] = meaning.column.split(".");
  return [findTable(model, table)?.nameColumn === column ? table : meaning.column];
}

function metricThing(model: SemanticModel, name: string): string {
  const metric = findMetric(model, name);
  const isPlainCount = metric?.aggregate?.function === "count" && !metric.aggregate.column && !metric.filters?.length;
  return isPlainCount ? metric.table : (metric?.aggregate?.column ?? `the number ${name}`);
}
