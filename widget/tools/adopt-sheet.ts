// Gives a sheet to the tree that an element renders into, once.
import type { CSSResult } from "lit";

export function adoptSheet(element: Element, { styleSheet }: CSSResult): void {
  const root = element.getRootNode();
  if (root instanceof ShadowRoot && styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
}
