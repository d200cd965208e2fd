import { expect } from "@esm-bundle/chai";
import { MedhaDrillEvent, MedhaRangeEvent } from "../../widget/chart-events.ts";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import type { AskEvent, PlanPart } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { all, clear, find, hanging, mount, press, refusal, stubFetch, text, until, type Script } from "./stage.ts";

const PARTS: PlanPart[] = [
  { id: "metric-0", kind: "metric", text: "strikes", choices: [{ id: "metric:cost", label: "total cost" }, { id: "metric:rate", label: "damage rate" }] },
  { id: "dimension-0", kind: "dimension", text: "by phase of flight", removable: true, choices: [{ id: "by:size", label: "by animal size" }] },
  { id: "time-0", kind: "time", text: "1998", removable: true, choices: [{ id: "shift:-1", label: "1997" }] },
];

/** An answer with chips; `turn` tells its id from others'. */
function chipped(turn: number, tier: "built-in" | "verified" | "edited" = "built-in", parts = PARTS): AskEvent[] {
  return answerEvents(SPECS["bar-horizontal"]).map((event) => {
    if (event.type === "plan") return { ...event, parts, add: [{ id: "by:airport", label: "by airport" }], tier };
    return event.type === "answer" ? { ...event, answerId: `a-${turn}`, tier } : event;
  });
}

const answers: Script = (_, count) => chipped(count);
const button = (element: MedhaAsk, label: string): HTMLElement => {
  const found = all(element, "button").find((each) => (each.getAttribute("aria-label") ?? each.textContent?.trim()) === label);
  if (!found) throw new Error(`no button ${label} among ${all(element, "button").map((each) => each.getAttribute("aria-label") ?? each.textContent?.trim()).join(" | ")}`);
  return found;
};
const has = (element: MedhaAsk, label: string): boolean => all(element, "button").some((each) => (each.getAttribute("aria-label") ?? each.textContent?.trim()) === label);

async function ask(script: Script) {
  const stub = stubFetch(script);
  const element = await mount(stub);
  await element.ask("strikes by phase in 1998");
  await until(() => all(element, "medha-plan .piece").length > 0 || all(element, "medha-thumbs .thumb").length > 0, "tools are here");
  return { stub, element };
}

afterEach(clear);

describe("the chips of a plan", () => {
  it("say its parts, and offer for each what the Worker offers", async () => {
    const { element } = await ask(answers);
    expect(all(element, ".piece").map((piece) => piece.innerText.replace(/\s*×/u, ""))).to.deep.equal(["strikes", "by phase of flight", "1998"]);
    expect([has(element, "Remove “strikes”"), has(element, "Remove “1998”")]).to.deep.equal([false, true]);
    const opener = button(element, "Change “strikes”");
    opener.click();
    await until(() => opener.getAttribute("aria-expanded") === "true");
    expect(all(element, ".choices button").map((each) => each.innerText)).to.deep.equal(["total cost", "damage rate"]);
    expect(element.renderRoot.querySelector(`#${opener.getAttribute("aria-controls")}`)).to.equal(find(element, ".choices"));
  });

  it("take a part away, in the answer's place, and go back", async () => {
    const { element, stub } = await ask(answers);
    button(element, "Remove “1998”").click();
    await until(() => text(element).includes("Without “1998”") && has(element, "Undo"));
    expect(stub.seen[1]?.body).to.deep.include({ question: "", edit: { answerId: "a-1", remove: "time-0" }, conversationId: "0b6c4a0e-9f1b-4a58-8a3b-0d2a5b1f7c11" });
    expect(all(element, "article")).to.have.length(1);
    expect(find(element, "h2").innerText).to.equal("strikes by phase in 1998");
    button(element, "Undo").click();
    await until(() => stub.seen.length === 3 && !has(element, "Undo"));
    expect(stub.seen[2]?.body.edit).to.deep.equal({ answerId: "a-1" });
  });

  it("exchange and add by keyboard; Escape closes and keeps the focus", async () => {
    const { element, stub } = await ask(answers);
    const opener = button(element, "Change “by phase of flight”");
    opener.focus();
    opener.click();
    await until(() => all(element, ".choices").length === 1);
    press(find(element, ".choices button"), "Escape");
    await until(() => all(element, ".choices").length === 0);
    expect(element.shadowRoot?.activeElement).to.equal(opener);
    opener.click();
    await until(() => has(element, "by animal size"));
    button(element, "by animal size").click();
    await until(() => text(element).includes("“by animal size” instead of “by phase of flight”"));
    await until(() => element.shadowRoot?.activeElement === button(element, "Change “strikes”"), "the focus is back at the chips");
    expect(stub.seen[1]?.body.edit).to.deep.equal({ answerId: "a-1", replace: { chip: "dimension-0", by: "by:size" } });
    button(element, "Add").click();
    await until(() => has(element, "by airport"));
    button(element, "by airport").click();
    await until(() => text(element).includes("With “by airport”"));
    expect(stub.seen[2]?.body.edit).to.deep.equal({ answerId: "a-2", add: "by:airport" });
  });

  it("keep what stood there in sight while they work, and bring it back where they fail", async () => {
    const { element } = await ask(({ signal }, count) => (count === 2 ? hanging([], signal) : count === 3 ? refusal("bad_request", 400, "That change does not fit.") : chipped(count)));
    button(element, "Remove “1998”").click();
    await until(() => all(element, ".earlier figure").length === 1);
    expect(find(element, ".earlier").hasAttribute("inert")).to.equal(true);
    button(element, "Stop").click();
    await until(() => has(element, "Back to the answer before"));
    button(element, "Ask again").click();
    await until(() => text(element).includes("That change does not fit."));
    button(element, "Back to the answer before").click();
    await until(() => all(element, ".piece").length === 3);
    expect([has(element, "Undo"), has(element, "Try again")]).to.deep.equal([false, false]);
  });

  for (const [code, status] of [["not_found", 404], ["unknown_conversation", 404], ["bad_request", 400]] as const) it(`ask the question anew where the Worker has lost the answer or allows no such change: ${code}`, async () => {
    const { element, stub } = await ask((_, count) => (count === 2 ? refusal(code, status) : chipped(count)));
    button(element, "Remove “1998”").click();
    await until(() => has(element, "Try again"));
    button(element, "Try again").click();
    await until(() => stub.seen.length === 3 && all(element, ".piece").length === 3);
    expect(stub.seen[2]?.body).to.deep.include({ question: "strikes by phase in 1998" }).and.not.to.have.property("edit");
  });

  it("only say the plan of an answer that could not be kept", async () => {
    const { element } = await ask(() => chipped(1).map((event) => (event.type === "answer" ? { ...event, degraded: ["history"] } : event)));
    expect(text(element)).to.contain("1998").and.to.contain("could not be kept");
    expect([has(element, "Remove “1998”"), has(element, "Change “strikes”"), has(element, "Good answer")]).to.deep.equal([false, false, false]);
  });

  it("say who has checked an approved plan, and not of one that was changed", async () => {
    const { element } = await ask((_, count) => chipped(count, count === 1 ? "verified" : "edited"));
    expect(find(element, "[part=verified]").innerText).to.equal("✓ Verified");
    button(element, "Remove “1998”").click();
    await until(() => text(element).includes("Changed by you"));
    expect(all(element, "[part=verified]")).to.have.length(0);
  });
});

describe("a press in the chart", () => {
  const drill = (element: MedhaAsk, event: Event) => find(element, "medha-figure").dispatchEvent(event);

  it("keeps the rows behind it, and a brush its span", async () => {
    const { element, stub } = await ask(answers);
    drill(element, new MedhaDrillEvent("phase", "Climb", "Climb"));
    await until(() => text(element).includes("Only Climb"));
    drill(element, new MedhaRangeEvent("month", "1998-01-01", "1998-04-01", "January – March 1998"));
    await until(() => text(element).includes("Only January – March 1998"));
    expect(stub.seen.slice(1).map(({ body }) => body.edit)).to.deep.equal([{ answerId: "a-1", drill: { column: "phase", value: "Climb" } }, { answerId: "a-2", range: { column: "month", from: "1998-01-01", to: "1998-04-01" } }]);
  });

  it("is the host's where the host prevents it", async () => {
    const { element, stub } = await ask(answers);
    const heard: unknown[] = [];
    document.addEventListener("medha-drill", (event) => {
      heard.push((event as MedhaDrillEvent).value);
      event.preventDefault();
    }, { once: true });
    drill(element, new MedhaDrillEvent("phase", null, "(none)"));
    await new Promise((resolve) => setTimeout(resolve));
    expect([heard, stub.seen.length]).to.deep.equal([[null], 1]);
  });
});

describe("too many questions", () => {
  it("are told how long to wait, as it goes down", async () => {
    const limited = Response.json({ error: { code: "rate_limited", message: "Try again in 1 seconds.", retryable: true, requestId: "r" } }, { status: 429, headers: { "retry-after": "1" } });
    const element = await mount(stubFetch((_, count) => (count === 1 ? limited : chipped(count))));
    await element.ask("strikes");
    await until(() => /You can ask again in 1 s\./u.test(text(element)));
    expect(find(element, "article").innerText).to.contain("That was a lot of questions at once.").and.not.to.contain("Try again in 1 seconds.");
    await until(() => text(element).includes("You can ask again now."));
    button(element, "Try again").click();
    await until(() => all(element, ".piece").length === 3);
  });
});

describe("thumbs", () => {
  const told = (stub: { seen: { path: string; body: unknown }[] }) => stub.seen.filter(({ path }) => path.endsWith("/feedback")).map(({ path, body }) => [path, body]);
  const kept: Script = (seen, count) => (seen.path.endsWith("/feedback") ? Response.json({ kept: true }) : chipped(count));

  it("up say so at once, and stay pressed", async () => {
    const { element, stub } = await ask(kept);
    button(element, "Good answer").click();
    await until(() => text(element).includes("Thank you, noted."));
    expect(button(element, "Good answer").getAttribute("aria-pressed")).to.equal("true");
    expect(told(stub)).to.deep.equal([["/api/v1/answers/a-1/feedback", { verdict: "up" }]]);
    button(element, "Good answer").click();
    element.requestUpdate();
    await element.updateComplete;
    expect(told(stub)).to.have.length(1);
  });

  it("down ask why, and send reasons and note", async () => {
    const { element, stub } = await ask(kept);
    button(element, "That's wrong").click();
    await until(() => all(element, ".why input").length === 6);
    find<HTMLInputElement>(element, "input[value=wrong-period]").click();
    find<HTMLTextAreaElement>(element, ".why textarea").value = "  It should be 1999. ";
    button(element, "Send").click();
    await until(() => told(stub).length === 2);
    expect(told(stub)).to.deep.equal([["/api/v1/answers/a-1/feedback", { verdict: "down" }], ["/api/v1/answers/a-1/feedback", { verdict: "down", reasons: ["wrong-period"], note: "It should be 1999." }]]);
    await until(() => text(element).includes("Thank you, noted."));
    expect(find<HTMLInputElement>(element, "input[value=wrong-period]").checked).to.equal(true);
  });

  it("lead to the part of the plan that is to blame", async () => {
    const { element } = await ask(kept);
    button(element, "That's wrong").click();
    await until(() => all(element, ".why").length === 1);
    find<HTMLInputElement>(element, "input[value=wrong-period]").click();
    button(element, "Change how it was read").click();
    await until(() => (element.shadowRoot?.activeElement as HTMLElement | null)?.innerText === "1997");
  });

  it("say when that could not be sent, and send it again", async () => {
    let tries = 0;
    const { element, stub } = await ask((seen, count) => (seen.path.endsWith("/feedback") ? (++tries === 1 ? refusal("database_unavailable", 503) : Response.json({ kept: true })) : chipped(count)));
    button(element, "Good answer").click();
    await until(() => text(element).includes("That could not be sent."));
    button(element, "Try again").click();
    await until(() => text(element).includes("Thank you, noted."));
    expect(told(stub)).to.have.length(2);
  });

  it("start anew for the answer of a changed plan", async () => {
    const { element, stub } = await ask(kept);
    button(element, "Good answer").click();
    await until(() => text(element).includes("Thank you, noted."));
    button(element, "Remove “1998”").click();
    await until(() => stub.seen.length === 3 && has(element, "Good answer"));
    expect(button(element, "Good answer").getAttribute("aria-pressed")).to.equal("false");
  });
});
