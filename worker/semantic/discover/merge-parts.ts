// Three-way merging of plain values: mine, theirs, and what both came from.

/** A merged value has the shape of what went in. */
export type Kept<T> = T;

/** Whether two values say the same, whatever the order of their fields: an editor may have sorted them. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Merges two objects field by field: a field that is as it was in `base` follows `theirs`, any other stays `mine`.
 * Without a base every field that is there stays, and fields that are not are taken.
 * @param kept fields that always stay
 */
export function mergeFields<T extends object>(mine: T, theirs: T, base: T | undefined, kept: readonly (keyof T)[]): T {
  const merged = { ...mine };
  for (const field of Object.keys({ ...mine, ...theirs }) as (keyof T)[]) {
    if (kept.includes(field) || !follows(mine, base, field)) continue;
    if (field in theirs) merged[field] = theirs[field];
    else delete merged[field];
  }
  return merged;
}

/** Whether nobody has touched a field. */
function follows<T extends object>(mine: T, base: T | undefined, field: keyof T): boolean {
  return base !== undefined && isSame(mine[field], base[field]);
}

interface Named<T> {
  mine: T[];
  theirs: T[];
  base: T[] | undefined;
  nameOf: (one: T) => string;
  /** whether it belongs to a table or column that came new with this draft */
  isNew: (one: T) => boolean;
}

/** Merges lists of named things: what a person took out stays out, what a person put in stays in. */
export function mergeNamed<T extends object>({ mine, theirs, base, nameOf, isNew }: Named<T>): T[] {
  const drafted = new Map(theirs.map((one) => [nameOf(one), one]));
  const before = new Map((base ?? []).map((one) => [nameOf(one), one]));
  const own = new Set(mine.map(nameOf));
  const kept = mine.flatMap((one) => keepOne(one, drafted.get(nameOf(one)), before.get(nameOf(one))));
  const fresh = theirs.filter((one) => !own.has(nameOf(one)) && (base ? !before.has(nameOf(one)) : isNew(one)));
  return [...kept, ...fresh];
}

/** A thing that was drafted, is untouched, and is no longer drafted has had its day. */
function keepOne<T extends object>(mine: T, theirs: T | undefined, base: T | undefined): T[] {
  if (theirs) return [mergeFields(mine, theirs, base, [])];
  return base && isSame(mine, base) ? [] : [mine];
}
