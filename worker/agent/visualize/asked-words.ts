// Chart names and intents in the words of a question, for questions that no plan was made of.
import type { ChartKind } from "../../protocol.ts";
import type { Intent } from "../../semantic/plan.ts";

/** The first that matches counts, so longer names stand first. */
const CHARTS: [RegExp, ChartKind][] = [
  [/\b(stacked bars?|stack bar)\b/iu, "bar-stacked"], [/\bgrouped bars?\b/iu, "bar-grouped"], [/\bhorizontal bars?\b/iu, "bar-horizontal"], [/\b(scatter ?plots?|scatter ?charts?|scatter)\b/iu, "scatter"],
  [/\bheat ?maps?\b/iu, "heatmap"], [/\bhistograms?\b/iu, "histogram"], [/\barea (chart|graph)s?\b/iu, "area"], [/\bline (chart|graph|plot)s?\b|\bas lines\b/iu, "line"],
  [/\bbar (chart|graph|plot)s?\b|\bas bars\b/iu, "bar"], [/\b(as|in) an? table\b/iu, "table"],
];

const INTENTS: [RegExp, Intent][] = [
  [/\b(relations?|relationship|correlations?|correlate[sd]?|affects?|against)\b/iu, "relation"], [/\b(trend|over time|growth|evolution|developed)\b/iu, "trend"],
  [/\b(share|proportion|percentage|breakdown|mix|composition)\b/iu, "share"], [/\b(compare[sd]?|comparison|versus|vs|difference)\b/iu, "compare"], [/\b(distribution|spread)\b/iu, "distribution"],
];

/** The chart a question names, if any. */
export function chartNamed(question: string): ChartKind | undefined {
  return CHARTS.find(([words]) => words.test(question))?.[1];
}

/** What a question is after, if its words say so. */
export function intentOf(question: string): Intent | undefined {
  return INTENTS.find(([words]) => words.test(question))?.[1];
}
