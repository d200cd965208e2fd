// The one place that calls Plot: draws, and takes out what a strict content security policy would refuse.
import { axisX, axisY, gridX, gridY, plot, text, type Markish, type PlotOptions } from "@observablehq/plot";
import { textWidth } from "./drawing.ts";
import { axisLabel, type Formatter, type Meaning } from "./format.ts";
import type { NiceScale } from "./nice-scale.ts";

export interface Frame {
  svg: SVGSVGElement;
  /** pixel of a value */
  x: (value: unknown) => number;
  y: (value: unknown) => number;
  /** size of a band in pixels; 0 on other scales */
  band: number;
}

export const TEXT = { fontSize: 12, fill: "var(--_ink)" };
export const SOFT_TEXT = { fontSize: 12, fill: "var(--_soft)" };
/** Share of a band's step that is left empty. */
export const BAND_PADDING = 0.28;

/** Draws. Plot's own style element is taken out before the SVG enters the page; the figure's sheet has those rules. */
export function render(options: PlotOptions): Frame {
  const drawn = plot({ marginTop: 12, ...options, figure: false, style: { overflow: "visible" } });
  const svg = drawn as unknown as SVGSVGElement;
  for (const style of svg.querySelectorAll("style")) style.remove();
  svg.setAttribute("aria-hidden", "true");
  const { x, y } = { x: drawn.scale("x"), y: drawn.scale("y") };
  const place = (scale: typeof x) => (value: unknown) => Number(scale?.apply(value) ?? 0);
  return { svg, x: place(x), y: place(y), band: Number(x?.bandwidth || y?.bandwidth || 0) };
}

/** Grid and axis of values, at the side or below; `name` is written under the one below. */
export function valueAxis(side: "x" | "y", { ticks }: NiceScale, measure: Meaning & { label: string }, format: Formatter, name?: string): Markish[] {
  const text = (value: number) => format.short(value, measure);
  const look = { ticks, tickSize: 0, tickPadding: 8, label: name ?? null, labelAnchor: "center" as const, labelArrow: "none" as const, tickFormat: text, ...SOFT_TEXT };
  const grid = { ticks, stroke: "var(--_line)", strokeOpacity: 1 };
  return side === "y" ? [gridY(grid), axisY(look)] : [gridX(grid), axisX(look)];
}

/** Space for the texts of a value axis. */
export function axisWidth({ ticks }: NiceScale, measure: Meaning, format: Formatter): number {
  return Math.ceil(Math.max(...ticks.map((tick) => textWidth(format.short(tick, measure))), 8)) + 14;
}

/** The name of the values above their axis, where it reads without turning the head. */
export function nameAbove(measure: Meaning & { label: string }, marginLeft: number): Markish {
  return text([axisLabel(measure)], { frameAnchor: "top-left", dx: 4 - marginLeft, dy: -24, ...SOFT_TEXT });
}
