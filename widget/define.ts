// Registers the element under its name, unless a page has loaded this file twice.
import { MedhaAsk } from "./medha-ask.ts";

/** @param name a host that already has an element of this name may choose another */
export function defineMedhaAsk(name = "medha-ask"): void {
  if (!customElements.get(name)) customElements.define(name, MedhaAsk);
}
