// A change between two periods in words: where it is, along which dimension, and what went against it. Places, never causes.
import type { Cell, Insight, ResultColumn } from "../../protocol.ts";
import type { ChangeExplained, Contribution } from "../../stats/explain-change.ts";
import { LEAST_WHOLE, type RatioExplained } from "../../stats/explain-ratio.ts";
import { formatCell, formatChange, formatDifference, formatList, formatNumber, lowerFirst } from "../format.ts";
import { fact, fill, quality } from "./sentence.ts";

export interface ChangeWords {
  /** the number that changed */
  measure: ResultColumn;
  /** the column behind each dimension's name */
  dimensions: Record<string, ResultColumn>;
  /** how the two periods are called: "1997", "1998" */
  periods: { before: string; after: string };
  locale: string;
}
export interface Explained { headline: string; items: Insight[] }

/** Part of the change that must be missing from the groups to be worth a note. */
const LEAST_UNEXPLAINED = 0.1;
/** Part of a ratio's change that mix and rate must each have to be told apart. */
const LEAST_SIDE = 0.2;

/**
 * @param explained of a sum or a count, with members as their cells
 * @returns the change in one sentence; then where it is, most telling first, and what a reader must know of it
 */
export function explainInWords(explained: ChangeExplained<Cell>, words: ChangeWords): Explained {
  const headline = changeLine(explained, words, explained.rate);
  if (explained.offset) return { headline, items: [noCause(), offsetFact(explained.offset, words)] };
  if (explained.change === 0 || explained.dimensions.length === 0) return { headline, items: [] };
  const leading = explained.leading.map((one, rank) => leadingFact(one, explained.change, words, 0.8 - 0.02 * rank));
  const against = explained.against.slice(0, 1).map((one) => againstFact(one, words));
  const even = leading.length === 0 ? [evenFact(explained, words), ...(explained.largest ? [leadingFact(explained.largest, explained.change, words, 0.65)] : [])] : [];
  return { headline, items: [noCause(), ...unexplainedNotes(explained, words), ...leading, ...against, ...even] };
}

/**
 * @param dimensions of a ratio or an average, most telling first
 * @returns the same for what does not add up: mix and rate in place of parts; undefined where no dimension has both periods
 */
export function explainRatioInWords(dimensions: RatioExplained<Cell>[], words: ChangeWords): Explained | undefined {
  const [first] = dimensions;
  if (!first) return undefined;
  const headline = changeLine(first, words, undefined);
  if (first.change === 0) return { headline, items: [] };
  // Each kind once: the same change seen by another dimension is not another one.
  const [reversals, sides, members] = [reversalFact, sidesFact, memberFact].map((tell) => dimensions.flatMap((dimension) => tell(dimension, words)).slice(0, 1));
  return { headline, items: [noCause(), ...(reversals ?? []), ...(sides ?? []), ...(members ?? [])] };
}

function changeLine({ before, after, change }: { before: number; after: number; change: number }, { measure, periods, locale }: ChangeWords, rate: number | undefined): string {
  const say = (value: number): string => formatNumber(value, measure, locale);
  const values = { what: measure.label, from: say(before), to: say(after), earlier: periods.before, later: periods.after };
  if (change === 0) return fill("{what}: {to} in {later}, as in {earlier}.", values);
  const percent = rate === undefined || measure.format === "percent" ? "" : ` (${formatChange(rate, { format: "percent" }, locale)})`;
  return fill(`{what} ${change > 0 ? "rose" : "fell"} from {from} ({earlier}) to {to} ({later}): {change}.`, { ...values, change: `${formatDifference(change, measure, locale)}${percent}` });
}

const labelOf = (dimension: string, { dimensions }: ChangeWords): string => lowerFirst(dimensions[dimension]?.label ?? dimension);

function nameOf({ dimension, member }: { dimension: string; member: Cell }, { dimensions, locale }: ChangeWords): string {
  const column = dimensions[dimension];
  return column ? formatCell(member, column, locale) : String(member);
}

function leadingFact(one: Contribution<Cell>, total: number, words: ChangeWords, score: number): Insight {
  const { measure, locale } = words;
  const say = (value: number): string => formatNumber(value, measure, locale);
  const values = { dimension: labelOf(one.dimension, words), name: nameOf(one, words), change: formatDifference(one.change, measure, locale), total: formatDifference(total, measure, locale), before: say(one.before), after: say(one.after) };
  // More than all of it is no part: others moved the other way.
  if ((one.share ?? 0) > 1) return fact("contribution", "By {dimension}, {name} moved by {change}, more than all together ({total}): from {before} to {after}.", values, score);
  return fact("contribution", "By {dimension}, {name} makes up {change} of the {total} ({share}): from {before} to {after}.", { ...values, share: formatNumber(one.share ?? 0, { format: "percent" }, locale) }, score);
}

function offsetFact({ up, down }: { up: Contribution<Cell>; down: Contribution<Cell> }, words: ChangeWords): Insight {
  const say = (value: number): string => formatDifference(value, words.measure, words.locale);
  const values = { dimension: labelOf(up.dimension, words), up: nameOf(up, words), rise: say(up.change), down: nameOf(down, words), fall: say(down.change) };
  return fact("offset", "By {dimension}, {up} ({rise}) and {down} ({fall}) made up for each other.", values, 0.8);
}

function againstFact(one: Contribution<Cell>, words: ChangeWords): Insight {
  const values = { dimension: labelOf(one.dimension, words), name: nameOf(one, words), change: formatDifference(one.change, words.measure, words.locale) };
  return fact("counter-move", "By {dimension}, {name} went the other way: {change}.", values, 0.6);
}

function evenFact({ dimensions }: ChangeExplained<Cell>, words: ChangeWords): Insight {
  const names = formatList(dimensions.map(({ dimension }) => labelOf(dimension, words)), words.locale);
  const chance = dimensions.every(({ p }) => p !== undefined && p > 0.05);
  return chance ? fact("even-change", "By {names}, groups moved no further apart than chance would have it.", { names }, 0.7) : fact("even-change", "By {names}, no group stands out: most moved in line with their size.", { names }, 0.7);
}

function unexplainedNotes({ dimensions, change }: ChangeExplained<Cell>, words: ChangeWords): Insight[] {
  return dimensions.filter(({ unexplained }) => Math.abs(unexplained) >= LEAST_UNEXPLAINED * Math.abs(change)).slice(0, 1).map(({ dimension, unexplained }) =>
    quality("unexplained", "{part} of the change is in no group of {dimension} that was read.", { part: formatDifference(unexplained, words.measure, words.locale), dimension: labelOf(dimension, words) }));
}

function noCause(): Insight {
  return quality("no-cause", "This shows where the change is, not what led to it.", {});
}

/** Told only where both sides have a good part of the change. */
function sidesFact({ dimension, mix, rate, change }: RatioExplained<Cell>, words: ChangeWords): Insight[] {
  if (Math.min(Math.abs(mix), Math.abs(rate)) < LEAST_SIDE * Math.abs(change)) return [];
  const say = (value: number): string => formatDifference(value, words.measure, words.locale);
  return [fact("mix-rate", "Of the change of {change}, {mix} comes with other parts of each {dimension} in the whole, {rate} with changes within them.", { change: say(change), mix: say(mix), rate: say(rate), dimension: labelOf(dimension, words) }, 0.75)];
}

function reversalFact({ dimension, change, reversal }: RatioExplained<Cell>, words: ChangeWords): Insight[] {
  // Of proportions, one group at least must have moved by more than chance.
  if (!reversal || reversal.sure === 0) return [];
  const [whole, groups] = change > 0 ? ["rose", "fell"] : ["fell", "rose"];
  const values = { what: words.measure.label, k: formatNumber(reversal.against, { format: "integer" }, words.locale), n: formatNumber(reversal.groups, { format: "integer" }, words.locale), dimension: labelOf(dimension, words) };
  return [fact("reversal", `{what} ${whole} in all, although it ${groups} in {k} of {n} groups by {dimension}: the groups make up other parts of the whole.`, values, 0.9)];
}

/** The group that moved the whole most, by its own number. */
function memberFact({ dimension, contributions, change }: RatioExplained<Cell>, words: ChangeWords): Insight[] {
  const { measure, locale } = words;
  const [top] = contributions.filter((one) => one.rate / change >= LEAST_SIDE && one.least >= LEAST_WHOLE).toSorted((a, b) => Math.abs(b.rate) - Math.abs(a.rate));
  if (!top) return [];
  const say = (value = 0): string => formatNumber(value, measure, locale);
  const values = { dimension: labelOf(dimension, words), name: nameOf(top, words), before: say(top.before), after: say(top.after), rate: formatDifference(top.rate, measure, locale), change: formatDifference(change, measure, locale) };
  return [fact("contribution", "By {dimension}, {name} went from {before} to {after}, which is {rate} of the {change}.", values, 0.8)];
}
