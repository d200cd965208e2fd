// What a recipe makes: an SVG, and where each value is in it, for pointer, keyboard and announcement.
import type { Cell } from "../../worker/protocol.ts";
import type { Formatter } from "./format.ts";
import type { Shape } from "./shape.ts";

export interface Room {
  /** CSS pixels */
  width: number;
  format: Formatter;
}

/** A value's place in the drawing, in CSS pixels of the SVG. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  round?: boolean;
  /** index on the axis of places, and of the series: what the arrow keys walk */
  at: number;
  series: number;
  title: string;
  text: string;
  /** whose rows a press asks for; absent where the place stands for no single value of a column */
  drill?: Drill;
}

export interface Drill { column: string; value: Cell; label: string }

export interface LegendItem { name: string; color: string; dash?: string }

export interface Drawing {
  svg: SVGSVGElement;
  boxes: Box[];
  legend: LegendItem[];
  /** texts of the lowest and highest value of a colour ramp */
  ramp?: [string, string];
}

export type Recipe = (shape: Shape, room: Room) => Drawing;

/** Under this width bars lie down and end labels move to a legend. */
export const NARROW = 420;

/** Rough width of a text at 12 px: near enough to choose margins, the same in every browser. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + (sign > "\u2e7f" ? 12 : /[A-Z%@#mwMW]/u.test(sign) ? 8.6 : /[ilj.,:;'|()ft\s]/u.test(sign) ? 3.9 : 6.7), 0);
}

/** A text that fits, ended by … when it had to be cut; the whole text stays in the tooltip and the table. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = text;
  while (cut.length > 1 && textWidth(`${cut}…`) > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
