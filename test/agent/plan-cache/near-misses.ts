// Near misses: pairs of questions that look alike and mean something else. The second one's plan is known; reuse must give just that plan or nothing.
import type { Plan } from "../../../worker/semantic/plan.ts";
import { PARTS, type Parts } from "./frame-sources.ts";
import { planOfFrame, sayFrame, STYLES, type Frame, type Style } from "./frames.ts";
import { BY_HAND, type Put } from "./near-misses-by-hand.ts";
import { FAMILIES } from "./paraphrases.ts";
import { planOf, SOURCES, type SourceName } from "./sources.ts";

/** `wanted`: absent where no plan says the second question. */
export interface NearMiss { source: SourceName; kind: string; first: string; plan: Plan; second: string; wanted?: Plan }

type Change = (frame: Frame, parts: Parts) => (Frame | undefined)[];
const other = <T>(list: readonly T[], than: T | undefined): T[] => list.filter((one) => JSON.stringify(one) !== JSON.stringify(than));

/** Each changes one thing. */
const CHANGES: Record<string, Change> = {
  year: (frame, { periods }) => (frame.period ? other(periods.filter((one) => one.words.split(" ").slice(0, -1).join(" ") === frame.period?.words.split(" ").slice(0, -1).join(" ")), frame.period).map((period) => ({ ...frame, period })) : []),
  period: (frame, { periods }) => (frame.period ? other(periods, frame.period).slice(0, 4).map((period) => ({ ...frame, period })) : []),
  name: (frame, { names }) => other(names.filter((one) => one.column === frame.names[0]?.column), frame.names[0]).slice(0, 1).map((name) => ({ ...frame, names: [name] })),
  "name of another column": (frame, { names }) => names.filter((one) => frame.names[0] && one.column !== frame.names[0].column).slice(0, 2).map((name) => ({ ...frame, names: [name] })),
  negation: (frame) => (frame.names.length > 0 ? [{ ...frame, names: frame.names.map((name) => ({ ...name, not: !name.not })) }] : []),
  group: (frame, { groups }) => (frame.group ? other(groups.filter((one) => !frame.rank || !(one.time ?? one.cycle)), frame.group).slice(0, 2).map((group) => ({ ...frame, group })) : []),
  grain: (frame, { groups }) => (frame.group?.time ? other(groups.filter((one) => one.time), frame.group).map((group) => ({ ...frame, group })) : []),
  "no group": ({ group, rank, ...frame }) => (group && !rank ? [frame] : []),
  direction: (frame) => (frame.rank ? [{ ...frame, rank: { ...frame.rank, direction: frame.rank.direction === "desc" ? "asc" : "desc" } }] : []),
  limit: (frame) => (frame.rank ? [{ ...frame, rank: { ...frame.rank, limit: frame.rank.limit + 2 } }] : []),
  measure: (frame, { measures }) => other(measures.filter((one) => !frame.test || one.rows), frame.measure).slice(0, 2).map((measure) => ({ ...frame, measure })),
  comparator: (frame, { tests }) => (frame.test ? other(tests.filter((one) => one.value === frame.test?.value), frame.test).map((test) => ({ ...frame, test })) : []),
  number: (frame, { tests }) => (frame.test ? tests.filter((one) => one.op === frame.test?.op && one.value !== frame.test.value).map((test) => ({ ...frame, test })) : []),
  "added condition": (frame, { names }) => names.filter((one) => frame.names.every((known) => known.column !== one.column)).slice(0, 1).map((name) => ({ ...frame, names: [...frame.names, name] })),
  "dropped condition": (frame) => (frame.names.length > 0 ? [{ ...frame, names: [] }] : []),
  "dropped period": ({ period, ...frame }) => (period ? [frame] : []),
  "dropped test": ({ test, ...frame }) => (test ? [frame] : []),
};

/** Every change of every seed, in every style; a question that is the first one again is no near miss. */
export function generateNearMisses(style: Style): NearMiss[] {
  return (Object.keys(PARTS) as SourceName[]).flatMap((source) => {
    const parts = PARTS[source];
    return parts.seeds.flatMap((seed) =>
      Object.entries(CHANGES).flatMap(([kind, change]) =>
        change(seed, parts).flatMap((changed): NearMiss[] => {
          const [first, second] = [sayFrame(seed, style), changed ? sayFrame(changed, style) : ""];
          return changed && first !== second ? [{ source, kind, first, second, plan: planOfFrame(seed, parts), wanted: planOfFrame(changed, parts) }] : [];
        }),
      ),
    );
  });
}

const questionOf = (put: Put): string => (typeof put === "string" ? put : put[0]);
const plainOf = (put: Put): string => (typeof put === "string" ? put : put[1]);

export const WRITTEN: NearMiss[] = BY_HAND.flatMap(([source, first, others]) => {
  const plan = planOf(plainOf(first), SOURCES[source]);
  return others.map((second): NearMiss => {
    const understood = plainOf(second) === "" ? undefined : SOURCES[source].read(plainOf(second));
    return { source, kind: "by hand", first: questionOf(first), plan, second: questionOf(second), ...(understood?.kind === "plan" ? { wanted: understood.plan } : {}) };
  });
});

/** Turns of one word that change what is asked and no literal: whatever template a question has, its turned twin must not be served by it. */
const TURNS: [RegExp, string][] = [
  [/\bmost\b/u, "least"], [/\bmost\b/u, "more"], [/\bmore than\b/u, "fewer than"], [/\bmore than\b/u, "at least"], [/\bmore than\b/u, "about"], [/\bover\b/u, "under"], [/\babove\b/u, "up to"], [/\bfaster\b/u, "slower"], [/\bbest\b/u, "worst"], [/\bworst\b/u, "best"],
  [/\bweakest\b/u, "strongest"], [/\briskiest\b/u, "safest"], [/\bsince\b/u, "until"], [/\bin (?=\d{4})/u, "before "], [/\bin (?=\d{4})/u, "since "], [/\bduring (?=\d{4})/u, "after "], [/\bfrom (?=\d{4} to)/u, "not from "], [/\bversus\b/u, "and"], [/\bversus\b/u, "without"],
  [/\bnot (?=by)/u, ""], [/\bby phone\b/u, "by phone or web"], [/\bin (?=France|Spain|Texas)/u, "not in "], [/\bin (?=France|Spain|Texas)/u, "outside "], [/\bat (?=Denver|night)/u, "except at "], [/\bFrance\b/u, "France or Spain"], [/\bTexas\b/u, "Texas and California"],
  [/\bby (?:brand|channel|month|year|status|aircraft type)\b/u, "by weekday"], [/\bby (?:brand|channel|month|year|status|aircraft type)\b/u, ""], [/\bmonth by month\b/u, "week by week"], [/\byear by year\b/u, "quarter by quarter"], [/\beach\b/u, "the average"],
  [/\bcustomers\b/u, "products"], [/\bcustomers\b/u, "countries"], [/\bproducts\b/u, "brands"], [/\bbrands\b/u, "categories"], [/\bspecies\b/u, "airports"], [/\bairports\b/u, "states"], [/\bstates\b/u, "cities"], [/\bcountry\b/u, "category"], [/\bcountry\b/u, "countries"], [/\bphase of flight\b/u, "species"],
  [/\brevenue\b/u, "orders"], [/\brevenue\b/u, "average order value"], [/\bunits sold\b/u, "revenue"], [/\borders\b/u, "returns"], [/\btotal cost\b/u, "repair cost"], [/\btotal cost\b/u, "average cost"], [/\bdamage rate\b/u, "total cost"], [/\bcost per strike\b/u, "total cost"], [/\bstrikes\b/u, "strikes with damage"], [/\bwith damage\b/u, "without damage"], [/\breturn rate\b/u, "returned orders"],
  [/\baverage\b/u, "median"], [/\baverage\b/u, "highest"], [/\bbought\b/u, "returned"], [/\bbought\b/u, "never bought"], [/\bspend\b/u, "save"], [/\bearn(?:ed)?\b/u, "lose"], [/\bplaced\b/u, "cancelled"], [/\bgained\b/u, "lost"], [/\bworth\b/u, "due"], [/\bselling\b/u, "returned"], [/\bperform\b/u, "not perform"], [/\bdevelop\b/u, "end"],
  [/\bno strikes\b/u, "strikes"], [/\btimes\b/u, "items"], [/\beuros?\b/u, "dollars"], [/\bknots\b/u, "km"], [/\bhow much (?=did|people)/u, "how many "], [/\bhow badly\b/u, "how often"], [/\bhow dangerous\b/u, "how safe"], [/\bwhich\b/u, "why do"], [/\bpeople\b/u, "companies"], [/\blast month\b/u, "every month"], [/\bthat\b/u, "that never"], [/^who\b/u, "where"],
];

/** Questions with words that the planner does not know, with one word turned. */
export const TURNED: NearMiss[] = FAMILIES.flatMap(({ source, plain, questions }) =>
  questions.flatMap((first) =>
    TURNS.flatMap(([word, other]): NearMiss[] => {
      const second = first.replace(word, other);
      return second === first ? [] : [{ source, kind: "one word turned", first, plan: planOf(plain, SOURCES[source]), second }];
    }),
  ),
);

export const GENERATED: NearMiss[] = STYLES.flatMap(generateNearMisses);
