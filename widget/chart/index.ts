// The lazy part: figures with charts, tables and numbers. Plot follows as a part of its own, fetched at once but not waited for.
import { MedhaFigure } from "./medha-figure.ts";

if (!customElements.get("medha-figure")) customElements.define("medha-figure", MedhaFigure);
// A failure here is met again, and told, when the first chart is to be drawn.
import("./draw.ts").catch(() => undefined);
