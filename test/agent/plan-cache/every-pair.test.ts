// Every question of the planner's own tables as a template for every other: where one is reused, the plan must be the planner's.
import { describe, expect, it } from "vitest";
import { matchSkeleton } from "../../../worker/agent/plan-cache/match.ts";
import { skeletonOf } from "../../../worker/agent/plan-cache/skeleton.ts";
import { makeTemplate } from "../../../worker/agent/plan-cache/template.ts";
import { ANSWERED } from "../plan/skyward-answered.ts";
import { MUST_NOT_ANSWER } from "../plan/skyward-unanswered.ts";
import { say, SOURCES } from "./sources.ts";

const source = SOURCES.skyward;
const all = [...ANSWERED, ...MUST_NOT_ANSWER].map(([question]) => ({ question, understood: source.read(question), skeleton: skeletonOf(question, source) }));
const templates = all.flatMap(({ question, understood }) => {
  const template = understood.kind === "plan" ? makeTemplate(question, understood.plan, source) : undefined;
  return template && understood.kind === "plan" ? [{ question, template, plan: understood.plan }] : [];
});

describe("every question as a template for every other", () => {
  it("makes a template of nearly every question that has a plan", () => {
    expect(templates.length / all.filter(({ understood }) => understood.kind === "plan").length).toBeGreaterThan(0.95);
  });

  it("is reused for itself wherever no name has two readings, and never wrongly", () => {
    const found = templates.map(({ question, template, plan }) => {
      const skeleton = skeletonOf(question, source);
      const match = "problem" in skeleton ? { declined: "" } : matchSkeleton(skeleton, template, source);
      return "plan" in match ? (say(match.plan) === say(plan) ? "right" : question) : "declined";
    });
    expect(found.filter((one) => one !== "right" && one !== "declined")).toEqual([]);
    expect(found.filter((one) => one === "right").length).toBeGreaterThan(templates.length * 0.97);
  });

  it("never gives another plan than the planner's", () => {
    let reused = 0;
    const wrong: string[] = [];
    for (const { question, template } of templates) {
      for (const other of all) {
        const match = other.question === question || "problem" in other.skeleton ? undefined : matchSkeleton(other.skeleton, template, source);
        if (!match || !("plan" in match)) continue;
        reused++;
        const wanted = other.understood.kind === "plan" ? say(other.understood.plan) : other.understood.kind;
        if (say(match.plan) !== wanted) wrong.push(`${question} → ${other.question}: ${say(match.plan)}, not ${wanted}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(reused).toBeGreaterThan(500);
  });
});
