// Eight colours told apart by people with any colour vision, each with a dash, so that colour is never alone.
export const PALETTE_SIZE = 8;

const DASHES = ["", "7 4", "2 3", "9 3 2 3"];

/** CSS colour of a series; the rest group is grey. */
export function seriesColor(index: number, name = ""): string {
  return isRest(name) ? "var(--_rest)" : `var(--_c${(index % PALETTE_SIZE) + 1})`;
}

/** SVG dash pattern of a series; every fourth repeats, in another colour. */
export function seriesDash(index: number): string {
  return DASHES[index % DASHES.length] ?? "";
}

/** The folded group, as the Worker names it: `Other`, or `Other (12 more)`. */
export function isRest(name: string): boolean {
  return /^Other( \(.*\))?$/u.test(name);
}
