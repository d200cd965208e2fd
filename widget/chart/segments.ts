// Bars as spans of values: from where to where, and in which lane of their place.
import type { Point, Shape } from "./shape.ts";

export interface Segment {
  point: Point;
  from: number;
  to: number;
  /** position among bars that stand side by side at one place */
  lane: number;
  value: number;
}

export type BarMode = "plain" | "grouped" | "stacked" | "diverging";

/** Bars of a shape; places without a value have none. Stacks grow away from zero on either side. */
export function segmentsOf({ points }: Shape, mode: BarMode): Segment[] {
  const ends = new Map<string, number>();
  return points.flatMap((point): Segment[] => {
    const { value } = point;
    if (value === null) return [];
    if (mode !== "stacked") return [{ point, from: 0, to: value, lane: mode === "grouped" ? point.series : 0, value }];
    const side = `${point.at} ${value < 0}`;
    const from = ends.get(side) ?? 0;
    ends.set(side, from + value);
    return [{ point, from, to: from + value, lane: 0, value }];
  });
}
