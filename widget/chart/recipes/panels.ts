// Measures of different size or unit: one small chart each, one under the other, over the same places.
import type { Drawing, Recipe } from "../drawing.ts";
import { readShape } from "../shape.ts";
import { bars } from "./bars.ts";
import { lines } from "./lines.ts";

export const panels: Recipe = (shape, room) => {
  const { spec, timed } = shape;
  const recipe = timed ? lines(false) : bars("plain", false);
  const drawings = spec.y.map((value) => recipe(readShape({ ...spec, y: [value] }, room.format), room));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const boxes: Drawing["boxes"] = [];
  let top = 0;
  for (const [series, drawing] of drawings.entries()) {
    const value = spec.y[series];
    drawing.svg.setAttribute("y", String(top));
    svg.append(drawing.svg);
    boxes.push(...drawing.boxes.map((box) => ({ ...box, y: box.y + top, series, title: `${box.title}, ${value?.label ?? ""}` })));
    top += Number(drawing.svg.getAttribute("height")) + 12;
  }
  for (const [name, size] of [["width", room.width], ["height", top]] as const) svg.setAttribute(name, String(size));
  svg.setAttribute("viewBox", `0 0 ${room.width} ${top}`);
  return { svg, boxes, legend: drawings[0]?.legend ?? [] };
};
