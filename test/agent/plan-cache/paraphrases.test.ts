// Most paraphrases must be served by the template of their family's first question. Prints the rate, and which were not.
import { describe, expect, it } from "vitest";
import { matchTemplate } from "../../../worker/agent/plan-cache/match.ts";
import { makeTemplate } from "../../../worker/agent/plan-cache/template.ts";
import type { Plan } from "../../../worker/semantic/plan.ts";
import { DRESSED, FAMILIES, type Family } from "./paraphrases.ts";
import { planOf, say, SOURCES } from "./sources.ts";

interface Outcome { first: string; question: string; got: string }

const prepared = new Map(FAMILIES.map((family) => {
  const wanted = planOf(family.plain, SOURCES[family.source]);
  return [family, { shape: shapeOf(wanted), template: makeTemplate(family.questions[0] ?? "", wanted, SOURCES[family.source]) }] as const;
}));

function outcomeOf(family: Family, question: string): Outcome {
  const { shape, template } = prepared.get(family) ?? { shape: "", template: undefined };
  const first = family.questions[0] ?? "";
  const match = template ? matchTemplate(question, template, SOURCES[family.source]) : { declined: "no template" };
  if (!("plan" in match)) return { first, question, got: match.declined };
  return { first, question, got: shapeOf(match.plan) === shape ? "reused" : "wrong" };
}

/** A plan without its literals: some of a family ask about other years and names. */
function shapeOf(plan: Plan): string {
  return say({ ...plan, filters: plan.filters.map((filter) => ({ ...filter, values: [] })), ...(plan.time ? { time: { ...plan.time, ranges: [] } } : {}) });
}

const byHand = FAMILIES.flatMap((one) => one.questions.slice(1).map((question) => outcomeOf(one, question)));
const dressed = DRESSED.map(({ family, question }) => outcomeOf(family, question));
const rate = (outcomes: Outcome[]): number => outcomes.filter(({ got }) => got === "reused").length / outcomes.length;
const tell = (name: string, outcomes: Outcome[]): string => `${name}: reused ${outcomes.filter(({ got }) => got === "reused").length} of ${outcomes.length} (${Math.round(rate(outcomes) * 100)} %)`;

describe("paraphrases", () => {
  it("are served by the template of another, most of them", () => {
    console.info([tell("written by hand", byHand), tell("in another dress", dressed), ...byHand.filter(({ got }) => got !== "reused").map(({ first, question, got }) => `  ${first} → ${question}: ${got}`)].join("\n"));
    expect([byHand.length >= 200, dressed.length >= 200]).toEqual([true, true]);
    expect(rate(byHand)).toBeGreaterThanOrEqual(0.7);
    expect(rate(dressed)).toBeGreaterThanOrEqual(0.9);
  });

  it("are never served another plan", () => {
    expect([...byHand, ...dressed].filter(({ got }) => got === "wrong")).toEqual([]);
  });

  it("of one family are never served by another that means something else", () => {
    const wrong = FAMILIES.flatMap((one) =>
      FAMILIES.filter((other) => other.source === one.source && prepared.get(other)?.shape !== prepared.get(one)?.shape).flatMap((other) =>
        other.questions.filter((question) => ["reused", "wrong"].includes(outcomeOf(one, question).got)).map((question) => `${one.questions[0] ?? ""} → ${question}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
