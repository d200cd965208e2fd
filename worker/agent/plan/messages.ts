// What the asker reads where the planner will not guess: the word it does not know, and what the data holds.
import type { SemanticModel } from "../../semantic/model.ts";
import { factTables } from "./scan.ts";

const MOST_NAMED = 6;

/** One sentence on what can be asked: "It holds strikes with cost, speed, by phase of flight …". */
export function whatItHolds(model: SemanticModel): string {
  const facts = factTables(model);
  const numbers = model.metrics.filter((metric) => !facts.some((table) => table.plural === metric.label)).map((metric) => metric.label);
  const groups = [...facts.flatMap((table) => table.columns), ...model.tables.filter((table) => !facts.includes(table)).flatMap((table) => table.columns.filter((column) => column.name === table.nameColumn))];
  const labels = groups.filter((column) => column.dimension && !column.hidden).map((column) => column.label);
  return `It holds ${facts.map((table) => table.plural).join(", ")} with ${[...new Set(numbers)].slice(0, MOST_NAMED).join(", ")}, by ${[...new Set(labels)].slice(0, MOST_NAMED).join(", ")}.`;
}

export function notFound(missing: string[], model: SemanticModel): string {
  const words = missing.slice(0, 3).map((word) => `“${word}”`);
  const said = words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}` : (words[0] ?? "that");
  return `I don't find ${said} in this data. ${whatItHolds(model)}`;
}

export function notClear(problem: string, model: SemanticModel): string {
  return `I can't be sure what is asked: ${problem}. ${whatItHolds(model)}`;
}

export function nothingAsked(model: SemanticModel): string {
  return `I don't see a question about this data. ${whatItHolds(model)}`;
}
