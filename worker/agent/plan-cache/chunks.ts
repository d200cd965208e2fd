// Cuts items into chunks: each holds one thing with the operators that bind to it, so that chunks may change places and parts of them may not.
import type { Item, Slot, ValueReading } from "./item.ts";

/** `key` has `{}` where the slots stand, in order. */
export interface Chunk { parts: string[]; slots: Slot[]; operators: string[]; /** follows an "and" */ tied: boolean }

const COMPARATOR = /^(?:over|under|at-least|at-most|exactly|between|not-over|adjective:.*:(?:more|less))(?:$|\+)|(?:^|\+)(?:over|under|at-least|at-most|exactly|not-over)(?:$|\+)/u;
/** Ranks what is named beside it; "the most in 2001" ranks no year. */
export const SUPERLATIVE = /(?:^|\+)(?:highest|lowest|most|least|most-often|least-often|latest|earliest|adjective:.*:(?:most|least)|ambiguous:.*)(?:\+|$)/u;
export const isComparator = (key: string): boolean => COMPARATOR.test(key);

interface Open extends Chunk {
  /** holds a thing already, so that the next one opens a chunk of its own */
  full: boolean;
  /** a preposition ended the phrase */
  ended: boolean;
  sort: string | undefined;
  joint: string | undefined;
  /** a number waits for what it counts: "3 weakest brands" */
  counting: boolean;
  /** an operator waits for its thing: "orders over …" */
  bound: boolean;
}

const open = (): Open => ({ parts: [], slots: [], operators: [], tied: false, full: false, ended: false, sort: undefined, joint: undefined, counting: false, bound: false });

export function cutChunks(items: readonly Item[]): Chunk[] {
  const chunks: Open[] = [];
  let current = open();
  const next = (): void => {
    const { joint } = current;
    if (current.parts.length > 0) chunks.push(current);
    current = open();
    if (joint === "|") current.parts.push("|");
    current.tied = joint === "&";
  };
  for (const item of items) {
    if (opensChunk(item, current)) next();
    take(item, current);
  }
  if (current.joint === "|") current.parts.push("|");
  next();
  return chunks;
}

function opensChunk(item: Item, current: Open): boolean {
  if (!current.full) return item.kind === "slot" && current.ended && SUPERLATIVE.test(current.operators.at(-1) ?? "");
  switch (item.kind) {
    case "operator":
      if (item.key === "to" || (SUPERLATIVE.test(item.key) && isCounted(current))) return false;
      return !(isComparator(item.key) && current.joint === undefined && current.slots.length === 0);
    case "content":
    case "slot":
      return !current.bound && !isJoined(item, current) && !isCounted(current);
    case "word":
      return !isCounted(current);
    case "postfix":
    case "joint":
    case "boundary":
      return false;
  }
}

const sortOf = (item: Item): string | undefined => {
  if (item.kind === "content") return item.sort;
  if (item.kind !== "slot") return undefined;
  return item.slot.type === "value" ? "value" : item.slot.type;
};

/** "Germany and France", "by country and month", "from 1995 to 1998". */
function isJoined(item: Item, current: Open): boolean {
  if (current.parts.at(-1) === "to") return true;
  if (current.joint === undefined) return false;
  if (item.kind === "slot" && item.slot.type === "value") return current.sort === "value" && shared(item.slot, current.slots.at(-1)).length > 0;
  return sortOf(item) === current.sort || (current.joint === "&" && current.operators.includes("by") && item.kind === "content");
}

/** Of a list, a name that two columns hold is of the column of the name before it. */
function shared(slot: Extract<Slot, { type: "value" }>, before: Slot | undefined): ValueReading[] {
  return slot.readings.filter(({ column }) => before?.type === "value" && before.readings.some((one) => one.column === column));
}

/** A number belongs to what it counts: "5 airports", "3 weakest brands". */
const isCounted = (current: Open): boolean => current.counting && !current.ended && current.joint === undefined;

function take(item: Item, current: Open): void {
  switch (item.kind) {
    case "boundary":
      current.ended = true;
      return;
    case "joint":
      if (current.joint === undefined || current.joint === ",") current.joint = item.key;
      if (!current.full && item.key !== ",") current.parts.push(item.key);
      return;
    case "postfix":
      return takePostfix(item.key, current);
    case "operator":
      current.joint = undefined;
      current.bound = true;
      current.parts.push(item.key);
      current.operators.push(item.key);
      return;
    case "word":
      current.parts.push(item.key);
      current.full = true;
      current.sort = "word";
      current.bound = false;
      current.ended = false;
      return;
    case "content":
    case "slot":
      return takeThing(item, current);
  }
}

function takeThing(item: Extract<Item, { kind: "content" | "slot" }>, current: Open): void {
  const joined = current.full && current.joint !== undefined;
  if (joined) join(current, current.joint ?? "");
  current.sort = sortOf(item);
  current.joint = undefined;
  current.ended = false;
  current.full = true;
  current.bound = false;
  current.counting = item.kind === "slot" && item.slot.type === "number";
  if (item.kind === "content") current.parts.push(item.key);
  else {
    const slot: Slot = joined && item.slot.type === "value" ? { type: "value", said: item.slot.said, readings: shared(item.slot, current.slots.at(-1)) } : item.slot;
    current.parts.push(slotKey(slot));
    current.slots.push(slot);
  }
}

export function slotKey(slot: Slot): string {
  return slot.type === "value" ? `{value:${slot.readings.map(({ column }) => column).join("|")}}` : `{${slot.type}}`;
}

/** The last joint of a list is that of all: "A, B or C". */
function join(current: Open, joint: string): void {
  if (joint !== ",") current.parts = current.parts.map((part) => (part === "," ? joint : part));
  current.parts.push(joint);
}

/** "100 or more" is said like "at least 100". */
function takePostfix(key: string, current: Open): void {
  if (key.startsWith("unit:")) current.parts.push(key);
  else {
    const operator = key === "or-more" ? "at-least" : "at-most";
    const at = current.parts.lastIndexOf("{number}");
    current.parts.splice(Math.max(0, at), 0, operator);
    current.operators.push(operator);
  }
}
