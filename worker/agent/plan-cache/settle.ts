// Drops the words that say nothing where they stand, and keeps them where they do: "total", "show", "which", "how many", a plural.
import { isComparator, SUPERLATIVE } from "./chunks.ts";
import type { Item } from "./item.ts";
import { SUPERLATIVES } from "./ordinary-words.ts";

type Content = Extract<Item, { kind: "content" }>;

/** What the rest of the question says, on which a word's weight hangs. */
interface Mood {
  /** something is ranked: one and many differ */
  ranked: boolean;
  /** something is weighed, so that a total is not an average or a single one */
  weighed: boolean;
  /** rows are listed or counted: "show strikes at night" */
  bare: boolean;
  /** numbers are asked, and no rows that could be listed */
  numbers: boolean;
}

export const RANKS = /(?:^|\+)(?:highest|lowest|most|least|most-often|least-often|top|bottom|common|latest|earliest|adjective:.*:(?:most|least)|ambiguous:.*)(?:\+|$)/u;
const WEIGHS = /(?:^|\+)(?:average|median|highest|lowest|most|least)(?:\+|$)/u;

export function settle(items: Item[]): Item[] {
  const keys = items.flatMap((item) => (item.kind === "operator" ? [item.key] : []));
  const things = items.filter((item) => item.kind === "content");
  const ranked = keys.some((key) => RANKS.test(key)) || items.some((item, at) => item.kind === "operator" && item.key === "which" && asksRows(items, at));
  const mood: Mood = {
    ranked,
    weighed: ranked || keys.some((key) => WEIGHS.test(key) || isComparator(key)),
    bare: things.every((item) => item.rows || item.sort === "segment") && keys.every((key) => key === "show" || key === "not" || key === "which"),
    numbers: things.some((item) => item.sort === "number") && !things.some((item) => item.rows),
  };
  const counted = numbersFirst(items);
  return counted.flatMap((item, at): Item[] => {
    if (item.kind === "content") return isDoubled(counted, at) ? [] : settleContent(item, mood, counted, at);
    if (item.kind === "word" && item.key === "word:how" && after(counted, at)?.kind === "content") return [];
    return item.kind === "operator" && isEmpty(item.key, counted, at, mood) ? [] : [item];
  });
}

/** Whether an operator says nothing here: "how many strikes" is the number that "strikes" is, "which airports" are the airports. */
function isEmpty(key: string, items: Item[], at: number, { weighed, bare, numbers }: Mood): boolean {
  const next = after(items, at);
  switch (key) {
    case "sum":
      return !weighed;
    case "show":
      return !bare;
    case "list":
      return numbers;
    case "which":
      return !asksRows(items, at);
    case "how-many":
    case "how-much":
      return next?.kind === "content" && next.sort === "number" && !next.key.includes("/");
    default:
      return false;
  }
}

const after = (items: Item[], at: number): Item | undefined => items.slice(at + 1).find((item) => item.kind !== "boundary");
const before = (items: Item[], at: number): Item | undefined => items.slice(0, at).findLast((item) => item.kind !== "boundary");
const isNumber = (item: Item | undefined): boolean => item?.kind === "slot" && item.slot.type === "number";

/** "which strikes …" wants the rows; "which airports" and "what revenue" only say what is asked; "orders which …" says nothing. */
function asksRows(items: Item[], at: number): boolean {
  const [last, next] = [before(items, at), after(items, at)];
  if (last?.kind === "content" || last?.kind === "slot") return false;
  if (next?.kind === "operator") return !WEIGHS.test(next.key) && !RANKS.test(next.key);
  return next?.kind === "content" ? next.rows : !isNumber(next);
}

/** "channel by channel" */
function isDoubled(items: Item[], at: number): boolean {
  const [here, by, again] = items.slice(at, at + 3);
  return here?.kind === "content" && by?.kind === "operator" && by.key === "by" && again?.kind === "content" && again.key === here.key;
}

/** "weakest 3 brands" is "3 weakest brands". */
function numbersFirst(items: Item[]): Item[] {
  const at = items.findIndex((item, index) => isNumber(item) && items[index + 1]?.kind === "content" && isSuperlative(items[runStart(items, index)]));
  const number = items[at];
  if (!number) return items;
  const start = runStart(items, at);
  return [...items.slice(0, start), number, ...items.slice(start, at), ...items.slice(at + 1)];
}

/** Where the words and superlatives right before a place begin. */
function runStart(items: Item[], at: number): number {
  let start = at;
  while (start > 0 && isQualifier(items[start - 1])) start--;
  return start;
}

const isQualifier = (item: Item | undefined): boolean => item?.kind === "word" || isSuperlative(item);
const isSuperlative = (item: Item | undefined): boolean => (item?.kind === "word" && SUPERLATIVES.has(item.text.toLowerCase())) || (item?.kind === "operator" && (SUPERLATIVE.test(item.key) || /(?:^|\+)(?:top|bottom)(?:$|\+)/u.test(item.key)));

function settleContent(item: Content, { ranked, weighed }: Mood, items: Item[], at: number): Item[] {
  const last = before(items, at);
  const operator = last?.kind === "operator" ? last.key : "";
  const counted = isNumber(items[runStart(items, at) - 1]);
  const many = item.plural && !counted && operator !== "by" && (item.sort === "group" || ranked) ? ":many" : "";
  const loosely = operator.includes("how-many") && item.loosely ? ":loosely" : "";
  const total: Item[] = weighed && item.total ? [{ kind: "operator", key: "sum" }] : [];
  return [...total, { ...item, key: `${item.key}${many}${loosely}` }];
}
