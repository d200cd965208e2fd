// Makes a drawing explorable: redraws with its box, and shows one value at a time to pointer, finger and keyboard.
import type { ChartKind, ChartSpec } from "../../worker/protocol.ts";
import { MedhaDrillEvent } from "../chart-events.ts";
import type { Box, Drawing } from "./drawing.ts";
import type { Formatter } from "./format.ts";
import { boxNear, nextBox } from "./walk.ts";

export interface Shown { spec: ChartSpec; kind: ChartKind; format: Formatter }
export type Draw = (spec: ChartSpec, kind: ChartKind, room: { width: number; format: Formatter }) => Drawing | undefined;

/** Pixels of width that do not matter: a redraw for each would only flicker. */
const BUCKET = 16;

export class ChartStage {
  #box: HTMLElement;
  #drawn: (drawing: Drawing | undefined) => void;
  #announce: (text: string) => void;
  #draw: Draw | undefined;
  #shown: Shown | undefined;
  #drawing: Drawing | undefined;
  #width = 0;
  /** what was shown before the finger came down: only a second tap asks for the rows */
  #before = -1;
  #at = -1;
  #ring = part("ring");
  #tip = part("tip");
  #observer = new ResizeObserver(() => this.#resize());
  #life = new AbortController();

  /** @param drawn told after every redraw; `undefined` when the spec can't be drawn so */
  constructor(box: HTMLElement, announce: (text: string) => void, drawn: (drawing: Drawing | undefined) => void) {
    this.#box = box;
    this.#announce = announce;
    this.#drawn = drawn;
    const { signal } = this.#life;
    box.addEventListener("keydown", (event) => this.#key(event), { signal });
    box.addEventListener("focus", () => this.#keyboardOnly() && this.#select(Math.max(0, this.#at)), { signal });
    box.addEventListener("blur", () => this.#select(-1), { signal });
    box.addEventListener("pointermove", (event) => this.#point(event), { signal });
    box.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    box.addEventListener("click", (event) => this.#click(event), { signal });
    box.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.#select(-1), { signal });
    this.#observer.observe(box);
  }

  show(shown: Shown, draw: Draw): void {
    const same = this.#shown?.spec === shown.spec && this.#shown.kind === shown.kind && this.#shown.format === shown.format;
    if (same && this.#draw === draw) return;
    this.#shown = shown;
    this.#draw = draw;
    this.#redraw();
  }

  destroy(): void {
    this.#life.abort();
    this.#observer.disconnect();
    this.#box.replaceChildren();
  }

  #resize(): void {
    if (Math.abs(this.#box.clientWidth - this.#width) >= BUCKET || (this.#width === 0 && this.#shown)) this.#redraw();
  }

  #redraw(): void {
    const width = this.#box.clientWidth;
    if (!this.#shown || !this.#draw || width === 0) return;
    const { spec, kind, format } = this.#shown;
    this.#width = width;
    this.#at = -1;
    this.#drawing = this.#draw(spec, kind, { width, format });
    this.#box.replaceChildren(...(this.#drawing ? [this.#drawing.svg, this.#ring, this.#tip] : []));
    this.#select(-1);
    this.#drawn(this.#drawing);
  }

  /** A click focuses the box too; it should not jump to the first value then. */
  #keyboardOnly(): boolean {
    return this.#box.matches(":focus-visible");
  }

  #key(event: KeyboardEvent): void {
    const boxes = this.#drawing?.boxes ?? [];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return this.#select(-1);
    if (event.key === "Enter" && !event.repeat) return this.#drill();
    const next = nextBox(boxes, this.#at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.#select(next);
    const box = boxes[next];
    if (box) this.#announce(`${box.title}: ${box.text}`);
  }

  #press(event: PointerEvent): void {
    this.#before = this.#at;
    this.#point(event);
  }

  #click(event: MouseEvent): void {
    const finger = event instanceof PointerEvent && event.pointerType === "touch";
    if (!finger || this.#before === this.#at) this.#drill();
  }

  #drill(): void {
    const drill = this.#drawing?.boxes[this.#at]?.drill;
    if (drill) this.#box.dispatchEvent(new MedhaDrillEvent(drill.column, drill.value, drill.label));
  }

  #point({ clientX, clientY }: PointerEvent): void {
    const { left, top } = this.#box.getBoundingClientRect();
    this.#select(boxNear(this.#drawing?.boxes ?? [], clientX - left, clientY - top));
  }

  #select(index: number): void {
    this.#at = index;
    const box = this.#drawing?.boxes[index];
    this.#ring.hidden = this.#tip.hidden = !box;
    if (!box) return;
    this.#ring.classList.toggle("round", box.round === true);
    place(this.#ring, box.x, box.y);
    this.#ring.style.width = `${box.width}px`;
    this.#ring.style.height = `${box.height}px`;
    this.#tip.replaceChildren(strong(box.title), box.text);
    this.#placeTip(box);
  }

  /** Above the value, below it when there is no room, always within the chart's width. */
  #placeTip({ x, y, width, height }: Box): void {
    const { offsetWidth, offsetHeight } = this.#tip;
    const left = Math.min(Math.max(0, x + width / 2 - offsetWidth / 2), Math.max(0, this.#width - offsetWidth));
    const above = y - offsetHeight - 10;
    place(this.#tip, left, above >= -8 ? above : y + Math.min(height, 40) + 10);
  }
}

function part(name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  element.part = name;
  element.hidden = true;
  element.ariaHidden = "true";
  return element;
}

function strong(text: string): HTMLElement {
  const element = document.createElement("b");
  element.textContent = text;
  return element;
}

function place(element: HTMLElement, x: number, y: number): void {
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
