// Brings the filters of one question together: nothing twice, and nothing that contradicts.
import type { PlanFilter } from "../../semantic/plan.ts";
import type { Draft } from "./draft.ts";

type Gathered = Draft["filters"][number];

/** @returns plain filters; a problem where two positive sets on one column were not joined by a word */
export function mergeFilters(gathered: Gathered[]): { filters: PlanFilter[] } | { problem: string } {
  const filters: PlanFilter[] = [];
  for (const { at: _at, to: _to, versus: _versus, before: _before, listed: _listed, ...filter } of gathered) {
    const same = filters.find((known) => known.column === filter.column && known.op === filter.op);
    if (!same) filters.push({ ...filter, values: [...filter.values] });
    else if (JSON.stringify(same.values) === JSON.stringify(filter.values)) continue;
    else if (filter.op === "not-in") same.values = [...new Set([...same.values, ...filter.values])];
    else return { problem: `I can't tell how ${[...same.values, ...filter.values].join(" and ")} belong together` };
  }
  return { filters };
}
