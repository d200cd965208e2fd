// What a change of a ratio or of an average is made of: other weights of the groups (mix), or other values within them (rate).
import { normalCdf } from "./distributions.ts";
import { benjaminiHochberg } from "./multiplicity.ts";

/** A ratio's two sums, or an average's sum and count. */
export interface Ratio { part: number; whole: number }
export interface MemberRatio<Member> { member: Member; before: Ratio; after: Ratio }
export interface DimensionRatio<Member> { dimension: string; rows: readonly MemberRatio<Member>[] }

export interface RatioContribution<Member> {
  dimension: string;
  member: Member;
  /** part ÷ whole; undefined where the member has no whole in that period */
  before?: number;
  after?: number;
  /** the smaller of its two wholes: few rows make any ratio */
  least: number;
  /** part of all wholes */
  weightBefore: number;
  weightAfter: number;
  /** of the ratio's change: by the member's weight, by its own ratio, and both; they add up over the members */
  mix: number;
  rate: number;
  change: number;
}

export interface RatioExplained<Member> {
  dimension: string;
  before: number;
  after: number;
  change: number;
  /** mix + rate = change, exactly */
  mix: number;
  rate: number;
  /** largest change first */
  contributions: RatioContribution<Member>[];
  /** the whole moved one way, groups of most of the weight the other */
  reversal?: Reversal;
}

export interface Reversal {
  /** groups that moved against the whole, and all that have a ratio in both periods */
  against: number;
  groups: number;
  /** their part of the weight */
  weight: number;
  /** of proportions: how many of them moved surely (two-proportion z, Benjamini–Hochberg at .05) */
  sure?: number;
}

export interface VolumeExplained { change: number; volume: number; mix: number; rate: number }

/** Rows, or whatever the ratio is of, that a member must have in both periods to count. */
export const LEAST_WHOLE = 10;
/** Part of the weight that must move against the whole to be called a reversal. */
const MOST_WEIGHT = 2 / 3;

/**
 * Mix and rate of each dimension: Δ = Σ Δwᵢ (r̄ᵢ − R̄) + Σ w̄ᵢ Δrᵢ, with the means of both periods as weights, so that it
 * is exact, and the same with the periods exchanged but for its sign.
 * @param options.counts parts and wholes count rows: the ratio is a proportion
 * @returns most telling dimension first; one without a whole in either period is left out
 */
export function explainRatio<Member>(dimensions: readonly DimensionRatio<Member>[], options: { counts?: boolean } = {}): RatioExplained<Member>[] {
  return dimensions.flatMap((dimension) => explainOne(dimension, options.counts === true)).toSorted((a, b) => spreadOf(b) - spreadOf(a));
}

/** How unevenly the members took part: groups that all moved alike explain nothing, nor do those of few rows. */
function spreadOf<Member>({ contributions, change }: RatioExplained<Member>): number {
  const large = contributions.filter(({ least }) => least >= LEAST_WHOLE);
  return large.reduce((sum, one) => sum + Math.abs(one.change - ((one.weightBefore + one.weightAfter) / 2) * change), 0) * 0.9 ** Math.log2(Math.max(1, contributions.length));
}

function explainOne<Member>({ dimension, rows }: DimensionRatio<Member>, counts: boolean): RatioExplained<Member>[] {
  const all = { before: sumOf(rows, "before"), after: sumOf(rows, "after") };
  if (!(all.before.whole > 0 && all.after.whole > 0)) return [];
  const [before, after] = [all.before.part / all.before.whole, all.after.part / all.after.whole];
  const contributions = rows.map((row) => contributionOf(row, dimension, all, (before + after) / 2)).toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const add = (key: "mix" | "rate"): number => contributions.reduce((sum, one) => sum + one[key], 0);
  const reversal = reversalOf(rows, contributions, after - before, counts);
  return [{ dimension, before, after, change: after - before, mix: add("mix"), rate: add("rate"), contributions, ...(reversal ? { reversal } : {}) }];
}

function sumOf<Member>(rows: readonly MemberRatio<Member>[], period: "before" | "after"): Ratio {
  return rows.reduce((sum, row) => ({ part: sum.part + row[period].part, whole: sum.whole + row[period].whole }), { part: 0, whole: 0 });
}

const ratioOf = ({ part, whole }: Ratio): number | undefined => (whole > 0 ? part / whole : undefined);

function contributionOf<Member>(row: MemberRatio<Member>, dimension: string, all: { before: Ratio; after: Ratio }, centre: number): RatioContribution<Member> {
  const [known0, known1] = [ratioOf(row.before), ratioOf(row.after)];
  // A group that is in one period only has no change of its own: all it brings is its weight.
  const [r0, r1] = [known0 ?? known1 ?? centre, known1 ?? known0 ?? centre];
  const [weightBefore, weightAfter] = [row.before.whole / all.before.whole, row.after.whole / all.after.whole];
  const mix = (weightAfter - weightBefore) * ((r0 + r1) / 2 - centre);
  const rate = ((weightBefore + weightAfter) / 2) * (r1 - r0);
  return { dimension, member: row.member, ...(known0 === undefined ? {} : { before: known0 }), ...(known1 === undefined ? {} : { after: known1 }), least: Math.min(row.before.whole, row.after.whole), weightBefore, weightAfter, mix, rate, change: mix + rate };
}

/** Simpson's paradox over time (Simpson 1951). */
function reversalOf<Member>(rows: readonly MemberRatio<Member>[], contributions: RatioContribution<Member>[], change: number, counts: boolean): Reversal | undefined {
  const both = contributions.flatMap((one) => (one.before === undefined || one.after === undefined ? [] : [{ member: one.member, weight: (one.weightBefore + one.weightAfter) / 2, move: Math.sign(one.after - one.before) }]));
  const against = both.filter(({ move }) => move !== 0 && move === -Math.sign(change));
  const weight = against.reduce((sum, one) => sum + one.weight, 0);
  if (change === 0 || both.length < 2 || weight < MOST_WEIGHT) return undefined;
  const members = new Set(against.map(({ member }) => member));
  return { against: against.length, groups: both.length, weight, ...(counts ? { sure: sureOf(rows.filter(({ member }) => members.has(member))) } : {}) };
}

function sureOf<Member>(rows: readonly MemberRatio<Member>[]): number {
  return benjaminiHochberg(rows.map(({ before, after }) => compareProportions(before, after))).filter((q) => q <= 0.05).length;
}

/** Two-sided p of two proportions being one, by the pooled z (good from about five of each kind on). */
export function compareProportions(a: Ratio, b: Ratio): number {
  const pooled = (a.part + b.part) / (a.whole + b.whole);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a.whole + 1 / b.whole));
  return deviation > 0 ? 2 * (1 - normalCdf(Math.abs(b.part / b.whole - a.part / a.whole) / deviation)) : 1;
}

/**
 * Volume, mix and rate of a sum that is many times something, like revenue by orders: parts are the sums, wholes the
 * numbers of times. ΔS = ΔV R̄ + V̄ (mix + rate), exactly.
 */
export function explainVolume<Member>(rows: readonly MemberRatio<Member>[]): VolumeExplained | undefined {
  const [before, after] = [sumOf(rows, "before"), sumOf(rows, "after")];
  const [ratio] = explainRatio([{ dimension: "", rows }]);
  if (!ratio) return undefined;
  const volume = (before.whole + after.whole) / 2;
  return { change: after.part - before.part, volume: ((after.whole - before.whole) * (ratio.before + ratio.after)) / 2, mix: volume * ratio.mix, rate: volume * ratio.rate };
}
