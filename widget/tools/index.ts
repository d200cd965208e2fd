// The part of tools under an answer: comes beside the part that shows answers, and is not waited for.
import { MedhaPlan } from "./medha-plan.ts";
import { MedhaThumbs } from "./medha-thumbs.ts";

for (const [name, element] of [["medha-plan", MedhaPlan], ["medha-thumbs", MedhaThumbs]] as const) if (!customElements.get(name)) customElements.define(name, element);
