// Whatever is offered as a next question is answered: by the planner, on the plan it follows, with another plan that compiles.
import { describe, expect, it } from "vitest";
import { suggestFollowUps } from "../../worker/agent/follow-ups.ts";
import { understand } from "../../worker/agent/plan/index.ts";
import type { AskEvent, Insight } from "../../worker/protocol.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import { buildLexicon, type Lexicon } from "../../worker/semantic/lexicon.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import type { Plan } from "../../worker/semantic/plan.ts";
import { skyward } from "./fixtures.ts";
import { lexicon as shopLexicon, read as readShop, shop, TODAY as SHOP_TODAY } from "./plan/shop.ts";
import { ANSWERED } from "./plan/skyward-answered.ts";
import { FOLDED } from "./plan/skyward-folds.ts";
import { model, read, TODAY, values } from "./plan/skyward.ts";

interface Place { model: SemanticModel; lexicon: Lexicon; today: string }
const birds: Place = { model, lexicon: buildLexicon(model, values), today: TODAY };
const goods: Place = { model: shop, lexicon: shopLexicon, today: SHOP_TODAY };

function plansOf(questions: string[], asked: (question: string) => ReturnType<typeof read>): Plan[] {
  return questions.flatMap((question) => {
    const understood = asked(question);
    return understood.kind === "plan" ? [understood.plan] : [];
  });
}
const offered = (plan: Plan, place: Place, locale = "en", shown: AskEvent[] = []): string[] =>
  suggestFollowUps(plan, { question: "", lexicon: place.lexicon, source: { ...skyward, model: place.model }, today: place.today, previous: undefined, resolve: {}, locale }, shown);
const answer = (question: string, previous: Plan, place: Place, locale = "en") => understand({ question, locale, ...place, previous, resolve: {} });

const BIRDS = plansOf([...ANSWERED, ...FOLDED].map(([question]) => question), read);
const GOODS = plansOf(["revenue by brand", "revenue in 2023", "average amount by status", "orders over €100", "monthly revenue this year", "orders by weekday", "top 3 brands by revenue", "revenue of Nordwand versus Alpina by quarter in 2023", "orders by status in percent", "how many orders do we have", "jackets revenue", "why did revenue change in 2023"], readShop);
const insight = (type: string, name: string): AskEvent[] => [{ type: "insight", headline: "", checked: 0, items: [{ type, class: "descriptive", text: name, values: { name }, score: 1 } satisfies Insight] }];

describe("next questions", () => {
  it.each([["en", birds, BIRDS], ["de", birds, BIRDS.slice(0, 120)], ["ar", birds, BIRDS.slice(0, 60)], ["en", goods, GOODS]] as const)("asked in %s are answered, and change the answer", (locale, place, plans) => {
    const wrong: string[] = [];
    let all = 0;
    for (const plan of plans) for (const question of offered(plan, place, locale, insight("dominance", "Climb"))) {
      all++;
      const next = answer(question, plan, place, locale);
      const fails = next.kind !== "plan" ? next.kind : !compile(next.plan, place.model).ok ? "does not compile" : JSON.stringify(next.plan) === JSON.stringify(plan) ? "the same" : undefined;
      if (fails) wrong.push(`${JSON.stringify(plan)} > ${question}: ${fails}`);
    }
    expect(wrong).toEqual([]);
    expect(all).toBeGreaterThan(1.5 * plans.length);
  });

  it("are at most three, no two the same, and some for every answer with a number", () => {
    for (const plan of BIRDS) {
      const questions = offered(plan, birds);
      expect(questions.length).toBeLessThanOrEqual(3);
      expect(new Set(questions).size).toBe(questions.length);
      if (["value", "breakdown", "trend", "compare", "rank"].includes(plan.intent)) expect(questions.length, JSON.stringify(plan)).toBeGreaterThan(0);
    }
  });

  it("ask why where there is a change to look into, and only there", () => {
    expect(offered(planOf("strikes in 2001"), birds)).toContain("why did it change?");
    expect(offered(planOf("compare strikes in 2000 and 2001"), birds)).toContain("why did it change?");
    expect(offered(planOf("strikes at night"), birds)).not.toContain("why did it change?");
  });

  it("go by steps that leave some points", () => {
    expect(offered(planOf("how many strikes at night"), birds)).toContain("by year");
    expect(offered(planOf("strikes in 2001"), birds)).toContain("by month");
    expect(offered(planOf("strikes from 1995 to 2001"), birds)).toContain("by year");
    expect(offered(planOf("strikes on 4 July 1999"), birds).join()).not.toMatch(/by (day|month|year)/u);
  });

  it("look at the group that stood out, if its name is understood as that group", () => {
    const byPhase = planOf("strikes by phase of flight");
    expect(offered(byPhase, birds, "en", insight("dominance", "Climb"))[0]).toBe("only Climb by year");
    for (const name of ["Nobody", "night", "2001"]) expect(offered(byPhase, birds, "en", insight("dominance", name)).join(), name).not.toContain(name);
    expect(offered(byPhase, birds, "en", insight("evenness", "Climb")).join()).not.toContain("Climb");
    expect(offered(planOf("why did strikes change in 2001"), birds, "en", insight("contribution", "Climb"))).toEqual(["only Climb"]);
  });

  it("are none of rows, and none without a plan", () => {
    expect(offered(planOf("the fastest strike"), birds)).toEqual([]);
    expect(suggestFollowUps(undefined, { question: "", lexicon: birds.lexicon, source: skyward, today: TODAY, previous: undefined, resolve: {}, locale: "en" })).toEqual([]);
  });
});

function planOf(question: string): Plan {
  const understood = read(question);
  if (understood.kind !== "plan") throw new Error(question);
  return understood.plan;
}
