// The script tag: registers <medha-ask> and gives its class and events to hosts that import them.
import { defineMedhaAsk } from "./define.ts";

defineMedhaAsk();

export { MedhaAsk } from "./medha-ask.ts";
export { MedhaAnswerEvent, MedhaErrorEvent, MedhaQuestionEvent } from "./events.ts";
export type { MedhaDrillEvent, MedhaRangeEvent } from "./chart-events.ts";
export type { Answer } from "./answer.ts";
export type { Language } from "./locales/en.ts";
