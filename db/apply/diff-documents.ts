// What differs between two documents, a line each, with list entries known by their names.

export interface Difference { at: string; kind: "added" | "removed" | "changed" }

/** @returns every place that differs, from the outside in; a place that is new or gone is named once, not with all it holds */
export function diffDocuments(before: unknown, after: unknown, at = ""): Difference[] {
  if (before === after) return [];
  if (before === undefined) return [{ at, kind: "added" }];
  if (after === undefined) return [{ at, kind: "removed" }];
  const [old, young] = [entriesOf(before), entriesOf(after)];
  if (!old || !young || Array.isArray(before) !== Array.isArray(after)) return [{ at, kind: "changed" }];
  const names = [...new Set([...old.keys(), ...young.keys()])];
  const inside = names.flatMap((name) => diffDocuments(old.get(name), young.get(name), at ? `${at}.${name}` : name));
  if (inside.length > 0) return isPlainList(before) || isPlainList(after) ? [{ at, kind: "changed" }] : inside;
  // The same entries of a list in another order are another list; of an object the order means nothing.
  return Array.isArray(before) && [...old.keys()].join("\n") !== [...young.keys()].join("\n") ? [{ at, kind: "changed" }] : [];
}

const isPlainList = (value: unknown): boolean => Array.isArray(value) && value.some((entry) => nameOf(entry) === undefined);

/** Fields of an object; entries of a list by name where all have one of their own, else by place. */
function entriesOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const named = value.map((entry): [string | undefined, unknown] => [nameOf(entry), entry]);
  const names = new Set(named.flatMap(([name]) => name ?? []));
  const isNamed = names.size === value.length;
  return new Map(named.map(([name = "", entry], index) => [isNamed ? name : String(index), entry]));
}

function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { schema, name, question, from, to } = entry as Record<string, unknown>;
  const parts = name === undefined ? (from === undefined ? [question] : [from, to]) : [schema, name];
  const said = parts.filter((part) => typeof part === "string");
  return said.length > 0 ? said.join(name === undefined ? "→" : ".") : undefined;
}
