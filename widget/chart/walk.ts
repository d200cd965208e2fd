// Which value is next for an arrow key, and which is under the pointer.
import type { Box } from "./drawing.ts";

type Spot = Pick<Box, "at" | "series">;

/**
 * Left and right walk the places of a series, up and down the series of a place; with one series all four walk.
 * @returns index of the next value; `undefined` for any other key
 */
export function nextBox(boxes: readonly Spot[], from: number, key: string): number | undefined {
  if (boxes.length === 0) return undefined;
  const current = boxes[from];
  const mine = boxes.flatMap((box, index) => (box.series === (current ?? boxes[0])?.series ? [index] : [])).sort((a, b) => at(boxes, a) - at(boxes, b));
  const here = mine.indexOf(from);
  const single = boxes.every(({ series }) => series === boxes[0]?.series);
  switch (key) {
    case "Home": return mine[0];
    case "End": return mine.at(-1);
    case "ArrowRight": return mine[Math.min(mine.length - 1, here + 1)];
    case "ArrowLeft": return mine[Math.max(0, here - 1)];
    case "ArrowDown": return single ? mine[Math.min(mine.length - 1, here + 1)] : otherSeries(boxes, from, 1);
    case "ArrowUp": return single ? mine[Math.max(0, here - 1)] : otherSeries(boxes, from, -1);
    default: return undefined;
  }
}

const at = (boxes: readonly Spot[], index: number): number => boxes[index]?.at ?? 0;

/** The nearest place in the next series that has a value; stays when there is none. */
function otherSeries(boxes: readonly Spot[], from: number, direction: 1 | -1): number {
  const current = boxes[from] ?? boxes[0];
  if (!current) return 0;
  const others = boxes.map(({ series }) => series).filter((series) => (series - current.series) * direction > 0);
  if (others.length === 0) return Math.max(0, from);
  const series = direction > 0 ? Math.min(...others) : Math.max(...others);
  const candidates = boxes.flatMap((box, index) => (box.series === series ? [index] : []));
  return candidates.reduce((best, index) => (Math.abs(at(boxes, index) - current.at) < Math.abs(at(boxes, best) - current.at) ? index : best));
}

/** Pixels around a value in which it still counts as pointed at. */
const REACH = 36;

/** @returns index of the value whose box is nearest to the position; -1 when none is near */
export function boxNear(boxes: readonly Box[], x: number, y: number): number {
  let best = -1;
  let least = REACH;
  for (const [index, box] of boxes.entries()) {
    const distance = Math.hypot(outside(x, box.x, box.width), outside(y, box.y, box.height));
    if (distance >= least) continue;
    least = distance;
    best = index;
    if (distance === 0) break;
  }
  return best;
}

function outside(position: number, start: number, size: number): number {
  return Math.max(start - position, 0, position - start - size);
}
