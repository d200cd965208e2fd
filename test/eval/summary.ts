// The numbers of a run: how often it answered, how often that was right, how long it took and who understood the question.
import type { Graded } from "./grade.ts";

export interface Score {
  cases: number;
  answered: number;
  right: number;
  wrong: number;
  asked: number;
  refused: number;
  failed: number;
  /** right answers / answers; 1 where nothing was answered */
  precision: number;
  /** wrong answers / cases */
  wrongRate: number;
  /** answers / cases that have one; 1 where none has */
  coverage: number;
}

export interface Summary {
  all: Score;
  byCategory: Record<string, Score>;
  byDatabase: Record<string, Score>;
  byTier: Record<string, Score>;
  /** milliseconds of the whole and by stage: median and the 95th of 100 */
  latency: Record<string, { median: number; p95: number }>;
  tokens: number;
}

export function summarize(graded: Graded[]): Summary {
  return {
    all: scoreOf(graded),
    byCategory: scoresBy(graded, ({ category }) => category),
    byDatabase: scoresBy(graded, ({ db }) => db),
    byTier: scoresBy(graded.filter(({ outcome }) => outcome.kind === "answered"), ({ outcome }) => outcome.tier ?? "none"),
    latency: latencyOf(graded),
    tokens: graded.reduce((sum, { outcome }) => sum + outcome.tokens, 0),
  };
}

/** What came is counted by kind; `right` and `wrong` are of answers alone. */
export function scoreOf(graded: Graded[]): Score {
  const count = (keep: (one: Graded) => boolean): number => graded.filter(keep).length;
  const answered = count(({ outcome }) => outcome.kind === "answered");
  const right = count(({ outcome, grade }) => outcome.kind === "answered" && grade === "right");
  const wrong = count(({ grade }) => grade === "wrong");
  const answerable = graded.filter(({ expect }) => expect === "answer");
  return {
    cases: graded.length, answered, right, wrong,
    asked: count(({ outcome }) => outcome.kind === "asked"), refused: count(({ outcome }) => outcome.kind === "refused"), failed: count(({ outcome }) => outcome.kind === "failed"),
    precision: answered > 0 ? right / answered : 1,
    wrongRate: graded.length > 0 ? wrong / graded.length : 0,
    coverage: answerable.length > 0 ? answerable.filter(({ outcome }) => outcome.kind === "answered").length / answerable.length : 1,
  };
}

function scoresBy(graded: Graded[], name: (one: Graded) => string): Record<string, Score> {
  const groups = Map.groupBy(graded, name);
  return Object.fromEntries([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([group, members]) => [group, scoreOf(members)]));
}

function latencyOf(graded: Graded[]): Summary["latency"] {
  const taken = new Map<string, number[]>();
  for (const { outcome } of graded) {
    for (const [stage, ms] of Object.entries({ whole: outcome.ms, ...outcome.stages })) taken.set(stage, [...(taken.get(stage) ?? []), ms]);
  }
  return Object.fromEntries([...taken].map(([stage, ms]) => [stage, { median: at(ms, 0.5), p95: at(ms, 0.95) }]));
}

function at(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
