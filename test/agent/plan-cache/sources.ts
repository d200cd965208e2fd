// The two schemas that the plan cache is measured on, and plans on one line that do not hang on the order of conditions.
import type { Against } from "../../../worker/agent/plan-cache/skeleton.ts";
import type { ColumnRef } from "../../../worker/semantic/model.ts";
import type { Plan, Understood } from "../../../worker/semantic/plan.ts";
import { sayPlan } from "../plan/say-plan.ts";
import * as shop from "../plan/shop.ts";
import * as skyward from "../plan/skyward.ts";

export interface TestSource extends Against { read(question: string): Understood }

export const SOURCES: { skyward: TestSource; shop: TestSource } = {
  skyward: { lexicon: skyward.lexicon, model: skyward.model, today: skyward.TODAY, read: (question) => skyward.read(question) },
  shop: { lexicon: shop.lexicon, model: shop.shop, today: shop.TODAY, read: (question) => shop.read(question) },
};
export type SourceName = keyof typeof SOURCES;

const byText = (a: unknown, b: unknown): number => JSON.stringify(a).localeCompare(JSON.stringify(b));

/** All conditions must hold, in whatever order they stand; so do the values of one. */
export function say(plan: Plan): string {
  const filters = plan.filters.map((filter) => ({ ...filter, values: filter.op === "between" ? filter.values : filter.values.toSorted(byText) }));
  return sayPlan({ ...plan, filters: filters.toSorted(byText) });
}

/** The built-in planner's plan of a question that it must be able to read. */
export function planOf(question: string, source: TestSource): Plan {
  const understood = source.read(question);
  if (understood.kind !== "plan") throw new Error(`not read: ${question}: ${JSON.stringify(understood)}`);
  return understood.plan;
}

export const plan = (change: Partial<Plan> = {}): Plan => ({ intent: "value", table: "orders", metrics: [{ kind: "metric", name: "orders" }], dimensions: [], filters: [], ...change });
export const only = (column: ColumnRef, ...values: (string | number)[]): Plan["filters"][number] => ({ column, op: "in", values });
