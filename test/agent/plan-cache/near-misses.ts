// Near misses: pairs of questions that look alike and mean something else. The second one's plan is known; reuse must give just that plan or nothing.
import type { Plan } from "../../../worker/semantic/plan.ts";
import { PARTS, type Parts } from "./frame-sources.ts";
import { planOfFrame, sayFrame, STYLES, type Frame, type Style } from "./frames.ts";
import { BY_HAND, type Put } from "./near-misses-by-hand.ts";
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

export const GENERATED: NearMiss[] = STYLES.flatMap(generateNearMisses);
