// Templates with named values: what is written is exactly what is recorded, so a number can't be in one and not in the other.
import type { Insight, ResultColumn } from "../../protocol.ts";

/** Words that claim more than these statistics can. Never in a sentence. */
export const BANNED = ["significant", "increasing", "decreasing", "increase", "decrease", "always", "proves", "due to", "because", "drives", "causes", "caused", "will ", "anomaly"];

/** Fills `{name}` places. @throws when a place has no value: a template and its values are written together */
export function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{(\w+)\}/gu, (_place, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`no value for ${key}`);
    return value;
  });
}

/** An exact fact about the rows shown. */
export function fact(type: string, template: string, values: Record<string, string>, score: number): Insight {
  return { type, class: "descriptive", text: fill(template, values), values, score };
}

/** Something about the data that a reader must know before the rest. */
export function quality(type: string, template: string, values: Record<string, string>): Insight {
  return { type, class: "quality", text: fill(template, values), values, score: 1 };
}

/** A number of things, as its label names them: "strikes", not "total cost". */
export function isCount({ format, unit, additive }: ResultColumn): boolean {
  return format === "integer" && !unit && additive === true;
}
