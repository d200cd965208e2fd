// No near miss may be answered with another question's plan. Prints how many were reused, rightly and wrongly, by kind of difference.
import { describe, expect, it } from "vitest";
import { matchTemplate } from "../../../worker/agent/plan-cache/match.ts";
import { makeTemplate } from "../../../worker/agent/plan-cache/template.ts";
import { GENERATED, generateNearMisses, TURNED, WRITTEN, type NearMiss } from "./near-misses.ts";
import { BY_HAND } from "./near-misses-by-hand.ts";
import { say, SOURCES } from "./sources.ts";

type Outcome = "no template" | "declined" | "re-bound" | "wrong";

function outcomeOf({ source, first, plan, second, wanted }: NearMiss): Outcome {
  const against = SOURCES[source];
  const template = makeTemplate(first, plan, against);
  const match = template && matchTemplate(second, template, against);
  if (!match) return "no template";
  if (!("plan" in match)) return "declined";
  return wanted && say(match.plan) === say(wanted) ? "re-bound" : "wrong";
}

const measured = [...WRITTEN, ...TURNED, ...GENERATED].map((pair) => ({ ...pair, outcome: outcomeOf(pair) }));

function table(): string {
  const kinds = [...new Set(measured.map(({ kind }) => kind))];
  const row = (name: string, of: typeof measured): string => [name.padEnd(24), of.length, ...(["wrong", "re-bound", "declined", "no template"] as const).map((outcome) => of.filter((one) => one.outcome === outcome).length)].join("\t");
  return [["kind".padEnd(24), "pairs", "wrong", "re-bound", "declined", "no template"].join("\t"), ...kinds.map((kind) => row(kind, measured.filter((one) => one.kind === kind))), row("all", measured)].join("\n");
}

describe("near misses", () => {
  it("are many, and mean what is said of them wherever the built-in planner reads them", () => {
    expect(measured.length).toBeGreaterThanOrEqual(500);
    const differing = generateNearMisses("plain").flatMap(({ source, first, plan, second, wanted }) =>
      [[first, plan] as const, [second, wanted] as const].flatMap(([question, meant]) => {
        const understood = SOURCES[source].read(question);
        return meant && understood.kind === "plan" && say(understood.plan) !== say(meant) ? [`${question}: ${say(understood.plan)}, not ${say(meant)}`] : [];
      }),
    );
    expect([...new Set(differing)]).toEqual([]);
  }, 30_000);

  it("written by hand say what they should: a plain twin is read by the built-in planner", () => {
    expect(WRITTEN.length).toBeGreaterThanOrEqual(200);
    const unread = BY_HAND.flatMap(([source, , others]) => others.flatMap((put) => (typeof put !== "string" && put[1] !== "" && SOURCES[source].read(put[1]).kind !== "plan" ? [put[1]] : [])));
    expect(unread).toEqual([]);
  });

  it("are never answered with another question's plan", () => {
    console.info(table());
    expect(measured.filter(({ outcome }) => outcome === "wrong").map(({ first, second, wanted }) => `${first} → ${second} (${wanted ? say(wanted) : "nothing"})`)).toEqual([]);
  });

  it("are tried in earnest: nearly every first question makes a template, and those that differ in a literal are served", () => {
    expect(measured.filter(({ outcome }) => outcome === "no template").length / measured.length).toBeLessThan(0.05);
    const literal = measured.filter(({ kind }) => kind === "limit" || kind === "name" || kind === "number");
    expect(literal.filter(({ outcome }) => outcome === "re-bound").length / literal.length).toBeGreaterThan(0.9);
  });
});
