import { describe, expect, it } from "vitest";
import { applyEdit, offerEdits } from "../../worker/agent/edit-plan.ts";
import type { PlanEdit } from "../../worker/protocol.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import type { Plan } from "../../worker/semantic/plan.ts";
import { describePlan } from "../../worker/semantic/words.ts";
import { ANSWERED } from "./plan/skyward-answered.ts";
import { model, read, TODAY } from "./plan/skyward.ts";

const against = { model, today: TODAY, locale: "en" };

function planOf(question: string): Plan {
  const understood = read(question);
  return understood.kind === "plan" ? understood.plan : expect.fail(`${question}: ${understood.message}`);
}

const partsOf = (plan: Plan) => describePlan(plan, model, against).parts;
const offered = (plan: Plan) => offerEdits(plan, partsOf(plan), against);
const textOf = (plan: Plan | undefined): string => (plan ? describePlan(plan, model, against).words : "refused");
const edit = (plan: Plan, change: Omit<PlanEdit, "answerId">): Plan | undefined => applyEdit(plan, { answerId: "a", ...change }, against);

/** The chip that says this, and the choice in its list that says that. */
function chip(plan: Plan, text: string) {
  const found = offered(plan).parts.find((part) => part.text === text);
  return found ?? expect.fail(`no chip “${text}” among ${partsOf(plan).map((part) => part.text).join(" | ")}`);
}
const remove = (plan: Plan, text: string): Plan | undefined => edit(plan, { remove: chip(plan, text).id });
function exchange(plan: Plan, text: string, label: string): Plan | undefined {
  const { id, choices = [] } = chip(plan, text);
  const by = choices.find((choice) => choice.label === label)?.id ?? expect.fail(`no “${label}” among ${choices.map((choice) => choice.label).join(" | ")}`);
  return edit(plan, { replace: { chip: id, by } });
}
function add(plan: Plan, label: string): Plan | undefined {
  const choices = offered(plan).add;
  return edit(plan, { add: choices.find((choice) => choice.label === label)?.id ?? expect.fail(`no “${label}” among ${choices.map((choice) => choice.label).join(" | ")}`) });
}

const QUESTIONS = [
  "how many strikes", "total cost in 1998", "strikes by phase", "strikes by month in 1998", "top 5 airports by strikes", "damaging strikes by species in 1997", "strikes at night during climb by year",
  "share of strikes by phase", "strikes in 1998 compared with the previous year", "average speed by phase of flight", "list the strikes in March 1998", "phases with more than 100 strikes", "strikes by phase and animal size",
  "distribution of speed", "correlation of speed and cost at night", "airports without night strikes", "correlation between number of strikes and cost by airport",
  "strikes on weekends by phase", "average number of strikes per month in 1998", "running total of strikes by month in 1998", "why did strikes go up in 2001", "how many airports had more than 20 strikes", "top 3 species of each airport", "second most common species", "strikes at night or with damage", "what share of strikes caused damage", "costliest 3 strikes",
];

/** Every ninth of the planner's own questions: all of them pass, and take long. */
const MORE = ANSWERED.filter((_, at) => at % 9 === 0).map(([question]) => question);

describe("what is offered", () => {
  it.each([...QUESTIONS, ...MORE])("can be had, says what it does and compiles: %s", (question) => {
    const plan = planOf(question);
    const { parts, add: more } = offered(plan);
    for (const part of parts) {
      if (part.removable) expect(partsOf(edit(plan, { remove: part.id }) ?? expect.fail(`${part.text} stays`)).map(({ text }) => text)).not.toContain(part.text);
      for (const choice of part.choices ?? []) {
        const edited = edit(plan, { replace: { chip: part.id, by: choice.id } }) ?? expect.fail(`${choice.label} is refused`);
        expect(partsOf(edited).find(({ id }) => id === part.id)?.text).toBe(choice.label);
        expect(compile(edited, model).ok).toBe(true);
      }
    }
    for (const choice of more) expect(partsOf(edit(plan, { add: choice.id }) ?? expect.fail(`${choice.label} is refused`)).map(({ text }) => text)).toContain(choice.label);
  });

  it("names nothing twice and stays small enough to send", () => {
    for (const question of QUESTIONS) {
      const { parts, add: more } = offered(planOf(question));
      for (const choices of [...parts.map((part) => part.choices ?? []), more]) expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length);
      expect(JSON.stringify([parts, more]).length).toBeLessThan(12_000);
    }
  });

  it("leaves the plan itself as it was", () => {
    const plan = planOf("top 5 airports by strikes in 1998");
    const before = JSON.stringify(plan);
    offered(plan);
    remove(plan, "top 5");
    expect(JSON.stringify(plan)).toBe(before);
  });

  it("again and again keeps to plans that compile", () => {
    let plan = planOf("strikes by phase");
    for (let turn = 0; turn < 60; turn++) {
      const { parts, add: more } = offered(plan);
      const edits: Omit<PlanEdit, "answerId">[] = [...parts.flatMap(({ id, removable, choices = [] }) => [...(removable ? [{ remove: id }] : []), ...choices.map((choice) => ({ replace: { chip: id, by: choice.id } }))]), ...more.map((choice) => ({ add: choice.id }))];
      plan = edit(plan, edits[(turn * 7919) % edits.length] ?? {}) ?? expect.fail(`turn ${turn}`);
      expect([compile(plan, model).ok, plan.metrics.length > 0]).toEqual([true, true]);
    }
  });
});

describe("an edit", () => {
  it("takes away a condition, a group, the cut and the period", () => {
    const plan = planOf("top 5 airports by strikes during climb in 1998");
    expect(textOf(remove(plan, "phase of flight: Climb"))).toBe("Strikes by airport, 1998, highest strikes first, top 5");
    expect(textOf(remove(plan, "top 5"))).toBe("Strikes by airport, phase of flight: Climb, 1998, highest strikes first");
    expect(remove(plan, "top 5")?.intent).toBe("breakdown");
    expect(textOf(remove(plan, "by airport"))).toBe("Strikes, phase of flight: Climb, 1998");
    expect(textOf(remove(plan, "1998"))).toBe("Strikes by airport, phase of flight: Climb, highest strikes first, top 5");
  });

  it("puts another number, group, grain, value, period, order and cut in the place of one", () => {
    const plan = planOf("top 5 airports by strikes during climb in 1998");
    expect(textOf(exchange(plan, "strikes", "total cost"))).toBe("Total cost by airport, phase of flight: Climb, 1998, highest total cost first, top 5");
    expect(textOf(exchange(plan, "by airport", "by species"))).toBe("Strikes by species, phase of flight: Climb, 1998, highest strikes first, top 5");
    expect(textOf(exchange(plan, "phase of flight: Climb", "phase of flight: Approach"))).toContain("phase of flight: Approach, 1998");
    expect(textOf(exchange(plan, "phase of flight: Climb", "phase of flight: not Climb"))).toContain("phase of flight: not Climb, 1998");
    expect(textOf(exchange(plan, "1998", "1997"))).toContain("Climb, 1997");
    expect(textOf(exchange(plan, "highest strikes first", "lowest strikes first"))).toContain("lowest strikes first, lowest 5");
    expect(textOf(exchange(plan, "top 5", "top 10"))).toContain("top 10");
    expect(textOf(exchange(planOf("strikes by month in 1998"), "by month", "by week"))).toBe("Strikes by week, 1998");
  });

  it("adds a group, a period and a share, and changes what the plan is", () => {
    const plan = planOf("how many strikes");
    expect(add(plan, "by phase of flight")?.intent).toBe("breakdown");
    expect(add(plan, "by month")?.intent).toBe("trend");
    expect(textOf(add(plan, "2001"))).toBe("Strikes, 2001");
    expect(add(planOf("strikes by phase"), "as a share of the total")?.intent).toBe("share");
    expect(add(planOf("strikes by phase"), "top 5")?.intent).toBe("rank");
  });

  it("moves both periods of a comparison, and takes the comparison away with its period", () => {
    const plan = planOf("strikes in 1998 compared with the previous year");
    expect(textOf(exchange(plan, "1998", "1999"))).toBe("Strikes, 1999, compared with 1998");
    expect(textOf(remove(plan, "1998"))).toBe("Strikes");
    expect(textOf(remove(plan, "compared with 1997"))).toBe("Strikes, 1998");
  });

  it("offers no period that has not begun, and none beside several", () => {
    expect(chip(planOf("strikes in 2002"), "2002").choices?.map(({ label }) => label)).not.toContain("2003");
    const plan = planOf("strikes in 1998");
    const both: Plan = { ...plan, time: { column: "strikes.flight_date", ranges: [{ from: "1997-01-01", to: "1998-01-01", label: "" }, { from: "1999-01-01", to: "2000-01-01", label: "" }] } };
    expect([chip(both, "1997 and 1999").removable, chip(both, "1997 and 1999").choices]).toEqual([true, undefined]);
  });

  it("takes a segment's conditions away together", () => {
    const plan: Plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [{ column: "strikes.damage", op: "not-in", values: ["None"], segment: "damaging" }] };
    const [segment] = partsOf(plan).filter(({ kind }) => kind === "filter");
    expect(remove(plan, segment?.text ?? "")?.filters).toEqual([]);
  });

  it("makes a number of a share of rows", () => {
    const plan = planOf("what share of strikes happened at night in 1998?");
    const number = remove(plan, "as a share of all strikes");
    expect(textOf(number)).toBe("Strikes, time of day: Night, 1998");
    expect([number?.intent, number?.filters]).toEqual(["value", [expect.not.objectContaining({ whole: true })]]);
  });

  it("takes away one of several alternatives, limits and other tables' rows", () => {
    const plan: Plan = { ...planOf("phases with more than 100 strikes"), anyOf: [[{ column: "strikes.phase", op: "in", values: ["Climb"] }, { column: "strikes.damage", op: "not-in", values: ["None"] }]] };
    expect(remove(plan, "only with strikes above 100")).toMatchObject({ anyOf: plan.anyOf });
    expect(remove(plan, "only with strikes above 100")).not.toHaveProperty("having");
    const [, , either] = partsOf(plan);
    expect(remove(plan, either?.text ?? "")).not.toHaveProperty("anyOf");
  });

  it("offers shares only of numbers whose parts add up", () => {
    const labels = chip(planOf("share of strikes by phase"), "strikes").choices?.map(({ label }) => label);
    expect(labels).toContain("total cost");
    expect(labels).not.toContain("damage rate");
  });
});

describe("a press in the chart", () => {
  it("keeps the rows behind a value", () => {
    const plan = planOf("strikes by phase in 1998");
    expect(textOf(edit(plan, { drill: { column: "phase", value: "Climb" } }))).toBe("Strikes, phase of flight: Climb, 1998");
    expect(textOf(edit(plan, { drill: { column: "phase", value: null } }))).toBe("Strikes, without phase of flight, 1998");
    expect(textOf(edit(planOf("strikes by phase and animal size"), { drill: { column: "phase", value: "Climb" } }))).toBe("Strikes by animal size, phase of flight: Climb");
  });

  it("opens a period by the next finer step, within the period asked for", () => {
    expect(textOf(edit(planOf("strikes by state"), { drill: { column: "state", value: "Texas" } }))).toBe("Strikes by city, state: Texas");
    expect(textOf(edit(planOf("strikes by year"), { drill: { column: "year", value: "1998-01-01" } }))).toBe("Strikes by month, 1998");
    const cut: Plan = { ...planOf("strikes by month"), time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-15", to: "1998-03-10", label: "" }] } };
    expect(textOf(edit(cut, { drill: { column: "month", value: "1998-01-01" } }))).toBe("Strikes by day, 15 January – 31 January 1998");
    expect(textOf(edit(cut, { drill: { column: "month", value: "1998-03-01" } }))).toBe("Strikes by day, 1 March – 9 March 1998");
    expect(textOf(edit(planOf("strikes by month"), { range: { column: "month", from: "1998-02-01", to: "1998-05-01" } }))).toBe("Strikes by month, February – April 1998");
  });

  it("is refused where it names no group, no value of its type and no date", () => {
    const plan = planOf("strikes by phase");
    const drills = [{ column: "strikes", value: 3 }, { column: "phases", value: "Climb" }, { column: "phase", value: 7 }, { column: "phase", value: "x".repeat(501) }, { column: "phase", value: "a\0b" }];
    for (const drill of drills) expect(edit(plan, { drill })).toBe(undefined);
    for (const value of ["1998", "1998-13-01", "'; drop table x", 1998]) expect(edit(planOf("strikes by year"), { drill: { column: "year", value } })).toBe(undefined);
    expect(edit(planOf("strikes by weekday"), { drill: { column: "weekday", value: "Monday" } })).toBe(undefined);
    expect(edit(planOf("strikes by month"), { range: { column: "month", from: "1998-05-01", to: "1998-02-01" } })).toBe(undefined);
    expect(edit(planOf("strikes by month in 1997"), { range: { column: "month", from: "1998-01-01", to: "1998-02-01" } })).toBe(undefined);
  });
});

describe("what is not offered", () => {
  it("is refused, whatever it is called", () => {
    const plan = planOf("strikes by phase");
    for (const id of ["metric-0", "dimension-9", "filter-0", "", "__proto__"]) expect(edit(plan, { remove: id })).toBe(undefined);
    for (const by of ["metric:salaries", "sum:strikes.operator_id", "by:strikes.operator_id", "by:secrets.id", "limit:999999", ""]) {
      expect(edit(plan, { replace: { chip: "metric-0", by } })).toBe(undefined);
      expect(edit(plan, { replace: { chip: "dimension-0", by } })).toBe(undefined);
      expect(edit(plan, { add: by })).toBe(undefined);
    }
  });

  it("holds what the asker may no longer see: a plan of it can't be run again either", () => {
    const hidden: SemanticModel = { ...model, tables: model.tables.map((table) => ({ ...table, columns: table.columns.filter(({ name }) => name !== "phase") })) };
    const plan = planOf("strikes by phase");
    const seen = { ...against, model: hidden };
    expect(applyEdit(plan, { answerId: "a" }, seen)).toBe(undefined);
    expect(applyEdit(plan, { answerId: "a" }, against)).toEqual(plan);
    const other = planOf("how many strikes");
    expect(JSON.stringify(offerEdits(other, partsOf(other), seen))).not.toContain("phase");
    expect(applyEdit(other, { answerId: "a", add: "by:strikes.phase" }, seen)).toBe(undefined);
    expect(applyEdit(other, { answerId: "a", add: "by:strikes.phase" }, against)).not.toBe(undefined);
  });
});
