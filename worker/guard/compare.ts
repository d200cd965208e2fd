// Compares two trees, positions in the text aside.
import { LOCATIONS } from "./allow/nodes.ts";

type Fields = Record<string, unknown>;

/** Whether both say the same; an absent field and an undefined one are the same. */
export function sameTree(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) return Array.isArray(one) && Array.isArray(other) && sameList(one, other);
  return sameFields(one as Fields, other as Fields);
}

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (!sameTree(one[index], other[index])) return false;
  return true;
}

/** Every field of either is looked at: what is left over on one side counts against it. */
function sameFields(one: Fields, other: Fields): boolean {
  let count = 0;
  for (const field in one) {
    if (one[field] === undefined || LOCATIONS.has(field)) continue;
    if (!sameTree(one[field], other[field])) return false;
    count += 1;
  }
  for (const field in other) if (other[field] !== undefined && !LOCATIONS.has(field)) count -= 1;
  return count === 0;
}
