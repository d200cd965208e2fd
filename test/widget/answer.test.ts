import { expect } from "@esm-bundle/chai";
import { ASKED, failAnswer, localError, stopAnswer, type Answer } from "../../widget/answer.ts";
import { foldEvent } from "../../widget/fold-event.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";

const fold = (events: AskEvent[], from: Answer = ASKED): Answer => events.reduce(foldEvent, from);
const events = answerEvents(SPECS.bar);

describe("the fold of events", () => {
  it("collects a whole answer", () => {
    const answer = fold(events);
    expect(answer.status).to.equal("answered");
    expect(answer.chart?.kind).to.equal("bar");
    expect(answer.table?.rows).to.have.length(3);
    expect(answer.insight?.headline).to.equal("Most strikes happen on approach.");
    expect(answer.plan?.words).to.contain("Number of strikes");
    expect(answer.result?.followUps).to.deep.equal(["by month", "only at night", "as a table"]);
    expect(answer.conversationId).to.match(/^0b6c/u);
  });

  it("does not change the answer it was given", () => {
    const before = fold(events.slice(0, 4));
    const copy = structuredClone(before);
    foldEvent(before, { type: "sql", sql: "SELECT 1" });
    expect(before).to.deep.equal(copy);
  });

  it("tells the stage that runs, not one that was declined or is done", () => {
    const running = fold([{ type: "step", stage: "plan", status: "running" }, { type: "step", stage: "recall", status: "done" }, { type: "step", stage: "guard", status: "declined" }]);
    expect(running.stage).to.equal("plan");
  });

  it("ends with a clarification, a refusal, an error", () => {
    expect(fold([{ type: "clarify", message: "By what?", term: "biggest", choices: [] }]).status).to.equal("clarify");
    expect(fold([{ type: "cannot", message: "No.", missing: ["churn"], suggestions: [] }]).status).to.equal("cannot");
    expect(fold([{ type: "error", error: localError("internal", true) }])).to.deep.include({ status: "failed" });
  });

  it("ignores what comes after the end", () => {
    const ended = fold(events);
    expect(foldEvent(ended, { type: "sql", sql: "DROP" })).to.equal(ended);
    expect(failAnswer(ended, localError("connection_lost", true))).to.equal(ended);
    expect(stopAnswer(ended)).to.equal(ended);
  });

  it("keeps what had arrived when it fails or is stopped", () => {
    const half = fold(events.slice(0, 7));
    expect(failAnswer(half, localError("connection_lost", true)).table?.rows).to.have.length(3);
    expect(stopAnswer(half)).to.deep.include({ status: "stopped", sql: half.sql });
  });
});
