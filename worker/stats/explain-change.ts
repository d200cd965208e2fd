// Which groups make up a change of a total between two periods, along several dimensions. Arithmetic, not causes.
import { chiSquareCdf } from "./distributions.ts";
import { holm } from "./multiplicity.ts";

export interface MemberChange<Member> { member: Member; before: number; after: number }
export interface DimensionChange<Member> { /** what the caller calls the dimension by */ dimension: string; rows: readonly MemberChange<Member>[] }

export interface Contribution<Member> extends MemberChange<Member> {
  dimension: string;
  /** what the member adds to the change of the total; signed */
  change: number;
  /** part of the whole change, 1 for all of it, negative against it; undefined where the whole hardly moved */
  share?: number;
  /** part of the total before, which is its share if all had moved at one rate; undefined where there was none */
  size?: number;
  /** nothing before, or nothing after */
  state?: "new" | "gone";
}

export interface DimensionExplained<Member> {
  dimension: string;
  /** all members, largest change first */
  contributions: Contribution<Member>[];
  /** how much more of the change its leading members took than their size: 0 all moved alike, 1 a few moved and no other */
  strength: number;
  /** change of the total that no row shows: groups cut off, or rows of no group */
  unexplained: number;
  /** of counts: the chance of such differences if all members moved at one rate, corrected over the dimensions (Holm) */
  p?: number;
}

export interface ChangeExplained<Member> {
  before: number;
  after: number;
  change: number;
  /** change ÷ before; undefined where the base is below ten or there was none */
  rate?: number;
  /** most telling first */
  dimensions: DimensionExplained<Member>[];
  /** members that moved with the total by a tenth of it or more; the most telling dimension first, at most two of each, none of a dimension whose members moved alike */
  leading: Contribution<Member>[];
  /** where members moved alike, the one that makes up most of the change */
  largest?: Contribution<Member>;
  /** where the total hardly moved: the largest rise and fall of one dimension, which made up for each other */
  offset?: { up: Contribution<Member>; down: Contribution<Member> };
  /** members that moved against it by as much, largest first */
  against: Contribution<Member>[];
}

export interface ExplainOptions {
  /** the numbers count independent events, so that chance can be told apart */
  counts?: boolean;
}

/** Smaller parts of a change are not worth a sentence. */
const LEAST_PART = 0.1;
/** Below this part of the base, a change is none to divide by. */
const LEAST_RATE = 0.01;
/** Bases below this give no percentage. */
const LEAST_BASE = 10;
/** Members whose share counts towards the strength of their dimension. */
const FEW = 3;
const ALPHA = 0.05;
/** Strength below which a dimension tells nothing: its members moved in line with their size. */
const LEAST_STRENGTH = 0.1;
/** Part of the change that is most of it. */
const MOST_PART = 0.6;
const LEADING = 4;
const EACH = 2;
const AGAINST = 3;

/**
 * Ranks what a change of a sum or a count is made of. Along each dimension the members' changes add up to that of the
 * total; dimensions are ranked by how unevenly they took part, since large groups make up much of any change.
 * @param total the number in both periods, without groups
 * @param dimensions per dimension one row a member; a member missing in a period has 0 there
 */
export function explainChange<Member>(total: { before: number; after: number }, dimensions: readonly DimensionChange<Member>[], options: ExplainOptions = {}): ChangeExplained<Member> {
  const change = total.after - total.before;
  const isMoved = change !== 0 && Math.abs(change) >= LEAST_RATE * Math.abs(total.before);
  const explained = dimensions.map(({ dimension, rows }): DimensionExplained<Member> => {
    const contributions = rows.map((row) => contributionOf(row, dimension, total.before, isMoved ? change : undefined)).toSorted(byChange);
    const unexplained = change - rows.reduce((sum, { before, after }) => sum + after - before, 0);
    return { dimension, contributions, strength: isMoved ? strengthOf(contributions) : 0, unexplained };
  });
  const ranked = (options.counts ? withChance(explained) : explained).toSorted((a, b) => Number(isChance(a)) - Number(isChance(b)) || b.strength - a.strength);
  const told = ranked.filter((one) => one.contributions.length > 1 && !isChance(one));
  const leading = leadingOf(told);
  return { ...total, change, ...rateOf(total.before, change), dimensions: ranked, leading, ...(leading.length === 0 && isMoved ? largestOf(told) : {}), ...(isMoved ? {} : offsetOf(told, total.before)), against: againstOf(told) };
}

const byChange = (a: { change: number }, b: { change: number }): number => Math.abs(b.change) - Math.abs(a.change);
/** Differences between members that may well be chance; told of counts only. */
const isChance = ({ p }: { p?: number }): boolean => p !== undefined && p > ALPHA;

function rateOf(before: number, change: number): { rate?: number } {
  return Math.abs(before) >= LEAST_BASE ? { rate: change / Math.abs(before) } : {};
}

function contributionOf<Member>({ member, before, after }: MemberChange<Member>, dimension: string, base: number, whole: number | undefined): Contribution<Member> {
  const state = before === 0 && after !== 0 ? { state: "new" as const } : after === 0 && before !== 0 ? { state: "gone" as const } : {};
  return { dimension, member, before, after, change: after - before, ...(whole === undefined ? {} : { share: (after - before) / whole }), ...(base === 0 ? {} : { size: before / base }), ...state };
}

/** The excess of share over size of the few members that have most of it; many members find more excess by chance. */
function strengthOf<Member>(contributions: Contribution<Member>[]): number {
  if (contributions.length < 2) return 0;
  const excess = contributions.map(({ share = 0, size = 0 }) => Math.max(0, share - size)).toSorted((a, b) => b - a);
  const few = excess.slice(0, FEW).reduce((sum, value) => sum + value, 0);
  return Math.min(1, few) * 0.9 ** Math.log2(contributions.length);
}

/** Two of each dimension: the same change seen from another side is not another reason. */
function leadingOf<Member>(dimensions: DimensionExplained<Member>[]): Contribution<Member>[] {
  return dimensions.filter(({ strength }) => strength >= LEAST_STRENGTH).flatMap(({ contributions }) => contributions.filter(({ share = 0 }) => share >= LEAST_PART).slice(0, EACH)).slice(0, LEADING);
}

/** Of members with one part, the one among more members tells more. */
function largestOf<Member>(dimensions: DimensionExplained<Member>[]): { largest?: Contribution<Member> } {
  const tops = dimensions.toSorted((a, b) => b.contributions.length - a.contributions.length).flatMap(({ contributions }) => contributions.slice(0, 1));
  const [largest] = tops.filter(({ share = 0 }) => share >= MOST_PART).toSorted((a, b) => Math.min(1, b.share ?? 0) - Math.min(1, a.share ?? 0));
  return largest ? { largest } : {};
}

function offsetOf<Member>(dimensions: DimensionExplained<Member>[], base: number): { offset?: { up: Contribution<Member>; down: Contribution<Member> } } {
  const pairs = dimensions.flatMap(({ contributions }) => {
    const [up, down] = [contributions.find(({ change }) => change > 0), contributions.find(({ change }) => change < 0)];
    return up && down && Math.min(up.change, -down.change) >= LEAST_PART * Math.abs(base) ? [{ up, down }] : [];
  });
  const [offset] = pairs.toSorted((a, b) => b.up.change - b.down.change - (a.up.change - a.down.change));
  return offset ? { offset } : {};
}

function againstOf<Member>(dimensions: DimensionExplained<Member>[]): Contribution<Member>[] {
  return dimensions.flatMap(({ contributions }) => contributions.filter(({ share = 0 }) => share <= -LEAST_PART)).toSorted(byChange).slice(0, AGAINST);
}

/** χ² of homogeneity of two periods over the members; rare members are pooled, for it needs five expected of each. */
function withChance<Member>(dimensions: DimensionExplained<Member>[]): DimensionExplained<Member>[] {
  const corrected = holm(dimensions.map(({ contributions }) => homogeneity(contributions)));
  return dimensions.map((dimension, index) => ({ ...dimension, p: corrected[index] ?? 1 }));
}

/** @returns the p of both periods having the same mix of members */
export function homogeneity(rows: readonly { before: number; after: number }[]): number {
  const [before, after] = [rows.reduce((sum, row) => sum + row.before, 0), rows.reduce((sum, row) => sum + row.after, 0)];
  const all = before + after;
  if (!(before > 0 && after > 0)) return 1;
  const isRare = (row: { before: number; after: number }): boolean => ((row.before + row.after) * Math.min(before, after)) / all < 5;
  const rare = rows.filter(isRare).reduce((sum, row) => ({ before: sum.before + row.before, after: sum.after + row.after }), { before: 0, after: 0 });
  const cells = [...rows.filter((row) => !isRare(row)), ...(isRare(rare) ? [] : [rare])];
  if (cells.length < 2) return 1;
  const chi = cells.reduce((sum, row) => sum + part(row.before, ((row.before + row.after) * before) / all) + part(row.after, ((row.before + row.after) * after) / all), 0);
  return 1 - chiSquareCdf(chi, cells.length - 1);
}

function part(seen: number, expected: number): number {
  return (seen - expected) ** 2 / expected;
}
