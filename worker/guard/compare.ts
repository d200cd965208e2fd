// Compares two trees, positions in the text aside.
import { LOCATIONS } from "./allow/nodes.ts";

type Fields = Record<string, unknown>;

/** Whether both say the same; an absent field and an undefined one are the same. */
export function sameTree(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, index) => sameTree(item, other[index]));
  if (!isFields(one) || !isFields(other)) return one === other;
  return hasAll(one, other) && Object.keys(other).every((field) => LOCATIONS.has(field) || other[field] === undefined || one[field] !== undefined);
}

function hasAll(one: Fields, other: Fields): boolean {
  for (const field in one) {
    if (!LOCATIONS.has(field) && one[field] !== undefined && !sameTree(one[field], other[field])) return false;
  }
  return true;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
