// The part that comes on first focus: reads the stream, shows answers. Only what a page needs before that is in the shell.
import { figureStyles } from "./chart/figure-styles.ts";
import "./chart/index.ts";
import { answerStyles } from "./answer-styles.ts";

export { foldEvent } from "./fold-event.ts";
export { enAnswers } from "./locales/en-answers.ts";
export { readEvents } from "./read-events.ts";
export { answerBody } from "./views/answer-body.ts";
export { history } from "./views/history.ts";

// Tools stand under an answer that is complete: there is time until then, and it is complete without them.
import("./tools/index.ts").catch(() => undefined);

/** Sheets to add to the element's own. */
export const sheets = [answerStyles, figureStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
