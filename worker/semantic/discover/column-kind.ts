// What a Postgres type can hold, as far as a question cares.

export type ColumnKind = "whole" | "number" | "text" | "boolean" | "date" | "moment" | "time" | "uuid" | "other";

const KINDS: [RegExp, ColumnKind][] = [
  [/^(?:smallint|integer|bigint|int2|int4|int8)$/u, "whole"],
  [/^(?:numeric|real|double precision|money|float4|float8|decimal)$/u, "number"],
  [/^(?:text|character varying|varchar|bpchar|character|char|citext|public\.citext)$/u, "text"],
  [/^(?:boolean|bool)$/u, "boolean"],
  [/^date$/u, "date"],
  [/^timestamp/u, "moment"],
  [/^time/u, "time"],
  [/^uuid$/u, "uuid"],
];

export function kindOf({ type, labels }: { type: string; labels?: string[] }): ColumnKind {
  return labels ? "text" : (KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? "other");
}

export const isNumber = (kind: ColumnKind): boolean => kind === "whole" || kind === "number";
export const isDated = (kind: ColumnKind): boolean => kind === "date" || kind === "moment";

/** Whether values of one can equal values of the other; whole numbers of any size can, and whole `numeric` keys too. */
export function areComparable(one: ColumnKind, other: ColumnKind): boolean {
  return one === other || (isNumber(one) && isNumber(other) && (one === "whole" || other === "whole"));
}

/** Kinds that keys are made of. */
export const canBeKey = (kind: ColumnKind): boolean => kind === "whole" || kind === "text" || kind === "uuid" || kind === "number";
