// What tests of drafts ask of a model.
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { parseModel } from "../../worker/semantic/validate.ts";

export const NOW = new Date("2026-11-01T00:00:00Z");

/** Problems of a draft; none is the promise. */
export function problemsOf(model: SemanticModel): string[] {
  const parsed = parseModel(model);
  return parsed.ok ? [] : parsed.problems;
}

export const joins = (model: SemanticModel): string[] => model.relationships.map(({ from, to }) => `${from} -> ${to}`).toSorted();
