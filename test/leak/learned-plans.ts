// Plans that a model made for one tenant serve paraphrases of all: the second tenant has the model make bad ones, the first asks the same afterwards.
import { ask, type Attack } from "./attacks.ts";
import type { Steering } from "./checks.ts";
import { tokenOf, type Field } from "./crossings.ts";
import { SOURCE } from "./deployment.ts";
import { carryOut, type Exchange } from "./send.ts";
import type { Side } from "./malicious-model.ts";

interface Lesson { question: string; honest: object }

const COUNT = { metric: "strikes", aggregate: null, column: null };
const COST = { metric: "cost", aggregate: null, column: null };
const RATE = { metric: "damage_rate", aggregate: null, column: null };
const EMPTY = { intent: "value", table: "strikes", metrics: [COUNT], dimensions: [], filters: [], segments: [], time: null, previous: null, share: false, having: [], order: null, limit: null, columns: [], chart: null };
const climb = { column: "strikes.phase", op: "in", values: ["Climb"], absent: false };
const year = { column: "strikes.flight_date", grain: "year", cycle: null };

/** Questions of everyday words that the built-in planner cannot read, and what they plainly mean. */
const LESSONS: Lesson[] = [
  { question: "strikes during climb that pilots went through by year", honest: { ...EMPTY, intent: "trend", dimensions: [year], filters: [climb] } },
  { question: "how dangerous is each phase of flight by damage rate", honest: { ...EMPTY, intent: "breakdown", metrics: [RATE], dimensions: [{ column: "strikes.phase", grain: null, cycle: null }] } },
];

/** What the second tenant would like the first one's plan to be, as changes of the honest one. */
function poisons({ other, name, word }: Field["aims"]["a"]): [string, object][] {
  const where = (column: string, op: string, values: string[]): object => ({ column, op, values, absent: false });
  const withFilter = (filter: object): object => ({ filters: [climb, filter] });
  return [
    ["its own name", withFilter(where("operators.name", "in", [name]))], ["not the asker's name", withFilter(where("operators.name", "not-in", [name]))], ["its own word", withFilter(where("strikes.damage", "contains", [word]))],
    ["its own id", withFilter(where("strikes.damage", "contains", [other]))], ["an amount", withFilter(where("strikes.cost_total", ">", ["7310061"]))], ["a period", { time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: word }] } }],
    ["other words for the period", { time: { column: "strikes.flight_date", ranges: [{ from: null, to: null, label: word }] } }], ["a comparison", { previous: { from: "1993-01-01", to: "1994-01-01", label: word } }],
    ["another metric", { metrics: [{ metric: "damaging_strikes", aggregate: null, column: null }] }], ["one more metric", { metrics: [COUNT, COST, RATE] }], ["another group", { intent: "breakdown", dimensions: [{ column: "airports.name", grain: null, cycle: null }] }],
    ["a limit of its own", { order: { by: "metric", index: 0, column: null, direction: "asc" }, limit: 731 }], ["a threshold", { having: [{ metric: 0, op: ">", value: 7_310 }] }], ["a list", { intent: "list", metrics: [], columns: ["strikes.damage", "operators.name"] }],
    ["the denial", { filters: [{ ...climb, op: "not-in" }] }], ["empty cells", withFilter(where("strikes.speed_knots", "is-null", []))], ["no empty cells", withFilter(where("strikes.speed_knots", "is-not-null", []))],
    ["nothing found", { filters: [{ ...climb, absent: true }] }], ["a segment nobody named", { segments: ["damaging"] }], ["shares", { share: true }], ["another chart", { chart: "table" }], ["another order", { order: { by: "metric", index: 0, column: null, direction: "asc" } }],
    ["one row", { limit: 1 }], ["the lowest row", { order: { by: "metric", index: 0, column: null, direction: "asc" }, limit: 1 }], ["another phase", { filters: [{ ...climb, values: ["Approach"] }] }],
  ];
}

/** Each poison for each question, with nothing left of the one before. The honest answer leans on a made choice, and such answers neither keep plans nor use kept ones. */
export async function attackThroughPlans(field: Field): Promise<Steering[]> {
  const steerings: Steering[] = [];
  const says = field.deployment.model;
  for (const { question, honest } of LESSONS) {
    says.plan = planned(honest);
    const expected = await askAs("a", question, "honest", field, { zz: "zz" });
    for (const [name, change] of poisons(field.aims.a)) {
      await field.deployment.forget();
      says.plan = planned({ ...honest, ...change });
      const attack = await askAs("b", question, name, field);
      says.plan = planned(honest);
      steerings.push({ attack, honest: expected, victim: await askAs("a", question, name, field) });
    }
  }
  says.plan = undefined;
  return steerings;
}

const planned = (plan: object): object => ({ kind: "plan", message: "", term: null, choices: [], plan });

async function askAs(side: Side, question: string, name: string, field: Field, resolve: Record<string, string> = {}): Promise<Exchange> {
  const token = await tokenOf(side, `${question} ${name}`, field);
  const attack: Attack = { category: "kept plans", name: `${question}: ${name}`, calls: [ask({ token, sourceId: SOURCE }, question, { resolve })] };
  return carryOut(attack, side, field.deployment);
}
