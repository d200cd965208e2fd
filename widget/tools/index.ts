// The part of tools under an answer: comes beside the part that shows answers, and is not waited for.
import { MedhaCountdown } from "./medha-countdown.ts";
import { MedhaHistory } from "./medha-history.ts";
import { MedhaPlan } from "./medha-plan.ts";
import { MedhaThumbs } from "./medha-thumbs.ts";

const ELEMENTS = { "medha-countdown": MedhaCountdown, "medha-history": MedhaHistory, "medha-plan": MedhaPlan, "medha-thumbs": MedhaThumbs };
for (const [name, element] of Object.entries(ELEMENTS)) if (!customElements.get(name)) customElements.define(name, element);
