import { expect } from "@esm-bundle/chai";
import type { MedhaAnswerEvent, MedhaErrorEvent } from "../../widget/events.ts";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { all, clear, find, hanging, mount, press, refusal, stubFetch, text, type, until } from "./stage.ts";

const good = answerEvents(SPECS["bar-horizontal"]);
const clarify: AskEvent = { type: "clarify", message: "What do you mean by biggest?", term: "biggest", choices: [{ id: "cost", label: "Highest cost" }, { id: "size", label: "Largest animal" }] };
const cannot: AskEvent = { type: "cannot", message: "I don't know churn.", missing: ["churn"], suggestions: ["How many strikes?"] };

afterEach(clear);

const buttons = (element: MedhaAsk, label: string) => all(element, "button").filter((button) => button.textContent?.trim() === label);
const button = (element: MedhaAsk, label: string): HTMLElement => {
  const [found] = buttons(element, label);
  if (!found) throw new Error(`no button ${label}`);
  return found;
};

describe("the question box", () => {
  it("sends on Enter, empties itself and keeps the focus", async () => {
    const stub = stubFetch(() => good);
    const element = await mount(stub);
    const box = type(element, "  strikes by phase  ");
    expect(press(box, "Enter").defaultPrevented).to.equal(true);
    await until(() => text(element).includes("Approach leads"));
    expect(stub.seen.map(({ body }) => body.question)).to.deep.equal(["strikes by phase"]);
    expect(box.value).to.equal("");
    expect(element.shadowRoot?.activeElement).to.equal(box);
  });

  it("makes a line on Shift+Enter, and leaves Enter to an input method", async () => {
    const stub = stubFetch(() => good);
    const element = await mount(stub);
    const box = type(element, "strikes");
    expect(press(box, "Enter", { shiftKey: true }).defaultPrevented).to.equal(false);
    expect(press(box, "Enter", { isComposing: true }).defaultPrevented).to.equal(false);
    expect(stub.seen).to.have.length(0);
  });

  it("does nothing with nothing but say so, and takes it back on typing", async () => {
    const stub = stubFetch(() => good);
    const element = await mount(stub);
    press(type(element, "   "), "Enter");
    await element.updateComplete;
    expect(find(element, "#hint").innerText).to.equal("Type a question first.");
    type(element, "s");
    await element.updateComplete;
    expect(find(element, "#hint").innerText).to.equal("");
    expect(stub.seen).to.have.length(0);
  });

  it("counts down near the limit and takes no more than 1,000 characters", async () => {
    const element = await mount(stubFetch(() => good));
    type(element, "x".repeat(899));
    await element.updateComplete;
    expect(find(element, "#hint").innerText).to.equal("");
    const box = type(element, "x".repeat(990));
    await element.updateComplete;
    expect(find(element, "#hint").innerText).to.equal("10 characters left");
    expect(box.maxLength).to.equal(1000);
  });

  it("sends by its button", async () => {
    const stub = stubFetch(() => good);
    const element = await mount(stub);
    type(element, "strikes");
    button(element, "Ask").click();
    await until(() => stub.seen.length === 1);
  });
});

describe("suggestions", () => {
  it("are buttons that ask, and go when the conversation starts", async () => {
    const stub = stubFetch(() => good, ["How many strikes?", "Strikes by phase"]);
    const element = await mount(stub);
    await until(() => buttons(element, "Strikes by phase").length === 1);
    button(element, "Strikes by phase").focus();
    button(element, "Strikes by phase").click();
    await until(() => text(element).includes("Approach leads"));
    expect(stub.seen[0]?.body.question).to.equal("Strikes by phase");
    expect(buttons(element, "How many strikes?")).to.have.length(0);
    expect(element.shadowRoot?.activeElement?.id, "the focus is not lost").to.equal("card-1");
  });

  it("are left out quietly when they can't be had", async () => {
    const errors: Event[] = [];
    const element = await mount(stubFetch(() => good));
    element.addEventListener("medha-error", (event) => errors.push(event));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(all(element, ".chip")).to.have.length(0);
    expect(errors).to.have.length(0);
  });

  it("come back after the element was moved", async () => {
    const stub = stubFetch(() => good, ["How many strikes?"]);
    const element = await mount(stub);
    document.body.append(document.createElement("div"), element);
    await until(() => buttons(element, "How many strikes?").length === 1);
  });
});

describe("an answer", () => {
  it("has headline, findings, notes apart, plan, proof and follow-ups", async () => {
    const element = await mount(stubFetch(() => good));
    await element.ask("strikes by phase");
    await until(() => all(element, ".headline").length === 1);
    expect(find(element, ".headline").innerText).to.equal("Approach leads with 1,203 strikes.");
    expect(all(element, ".findings li")).to.have.length(2);
    expect(find(element, ".note").innerText).to.equal("31 of 3,473 reports have no phase of flight.");
    expect(text(element)).to.contain("How I read it Number of strikes by phase of flight");
    expect(text(element)).to.contain("Understood without a model Data as of Jul 25, 2002");
    const receipt = find<HTMLDetailsElement>(element, "details[part=receipt]");
    expect(receipt.open).to.equal(false);
    receipt.open = true;
    expect(receipt.innerText.replace(/\s+/gu, " ")).to.contain("only rows where operator_id is delta-air-lines").and.to.contain("all rows: the same for everybody").and.to.contain("guard, row-level security, read-only role")
      .and.to.contain("Read strikes and airports; only rows of Delta Air Lines; checked twice.").and.to.contain("shown in part: phase").and.to.contain("Delta Air Lines (delta-air-lines)");
    expect(find(element, "details[part=sql] code").textContent).to.equal("SELECT phase, count(*) FROM strikes GROUP BY 1");
    expect(find(element, "[role=status].hidden").textContent).to.equal("Approach leads with 1,203 strikes.");
  });

  for (const kind of ["bar-horizontal", "kpi"] as const) it(`has the headline as its largest words, over a ${kind}`, async () => {
    const element = await mount(stubFetch(() => answerEvents(SPECS[kind])));
    await element.ask("strikes by phase");
    await until(() => all(element, "figure svg, figure dl").length > 0);
    const size = (node: Element) => Number.parseFloat(getComputedStyle(node).fontSize);
    const largest = Math.max(...all(element, "article *:not(.headline)").map(size));
    expect(size(find(element, ".headline"))).to.be.greaterThan(largest);
  });

  it("copies the SQL, or selects it where copying is refused", async () => {
    const element = await mount(stubFetch(() => good));
    await element.ask("strikes by phase");
    await until(() => buttons(element, "Copy").length === 1);
    find<HTMLDetailsElement>(element, "details[part=sql]").open = true;
    button(element, "Copy").click();
    await until(() => buttons(element, "Copied").length === 1 || (getSelection()?.rangeCount ?? 0) > 0);
  });

  it("offers follow-ups under the newest answer only, and asks them in the conversation", async () => {
    const stub = stubFetch(() => good);
    const element = await mount(stub);
    await element.ask("strikes by phase");
    await until(() => buttons(element, "by month").length === 1);
    button(element, "by month").click();
    await until(() => all(element, "article.answered").length === 2);
    expect(buttons(element, "by month")).to.have.length(1);
    expect(stub.seen[1]?.body).to.deep.include({ question: "by month", conversationId: "0b6c4a0e-9f1b-4a58-8a3b-0d2a5b1f7c11" });
    expect(all(element, "h2").map((node) => node.textContent)).to.deep.equal(["strikes by phase", "by month"]);
  });

  it("starts a new conversation on demand", async () => {
    const element = await mount(stubFetch(() => good, ["How many strikes?"]));
    await element.ask("strikes by phase");
    button(element, "New conversation").click();
    await until(() => all(element, "article").length === 0 && element.shadowRoot?.activeElement?.tagName === "TEXTAREA");
    expect(buttons(element, "How many strikes?")).to.have.length(1);
  });
});

describe("what is not an answer", () => {
  it("asks back with chips and remembers what was chosen", async () => {
    const stub = stubFetch((_, count) => (count === 1 ? [clarify] : good));
    const element = await mount(stub);
    await element.ask("biggest strikes");
    await until(() => buttons(element, "Highest cost").length === 1);
    button(element, "Highest cost").click();
    await until(() => text(element).includes("You chose: Highest cost"));
    await until(() => text(element).includes("Approach leads"));
    expect(stub.seen[1]?.body).to.deep.include({ question: "biggest strikes", resolve: { biggest: "cost" } });
    expect(all(element, "article")).to.have.length(1);
  });

  it("says what it can't do and offers what it can", async () => {
    const element = await mount(stubFetch((_, count) => (count === 1 ? [cannot] : good)));
    await element.ask("what is our churn?");
    await until(() => buttons(element, "How many strikes?").length === 1);
    expect(text(element)).to.contain("I don't know churn.");
    button(element, "How many strikes?").click();
    await until(() => all(element, "article.answered").length === 1);
    expect(all(element, "article")).to.have.length(2);
  });

  it("says when only the built-in planner answers for now, and tries again", async () => {
    const element = await mount(stubFetch((_, count) => (count === 1 ? [{ ...cannot, degraded: ["model"] }] : good)));
    await element.ask("what is our churn?");
    await until(() => text(element).includes("for now only questions that are understood without it"));
    button(element, "Try again").click();
    await until(() => all(element, "article.answered").length === 1);
  });

  it("puts errors into words by code, keeps question and half answer, and tries again", async () => {
    const element = await mount(stubFetch((_, count) => (count === 1 ? good.slice(0, 7) : good)));
    await element.ask("strikes by phase");
    await until(() => buttons(element, "Try again").length === 1);
    expect(text(element)).to.contain("strikes by phase").and.to.contain("The connection was lost.").and.to.contain("How I read it");
    expect(all(element, "medha-figure")).to.have.length(1);
    button(element, "Try again").click();
    await until(() => all(element, "article.answered").length === 1);
    expect(buttons(element, "Try again")).to.have.length(0);
  });

  it("adds the Worker's own sentence to the code's", async () => {
    const element = await mount(stubFetch(() => refusal("rate_limited", 429, "Try again in 12 seconds.")));
    await element.ask("strikes");
    await until(() => text(element).includes("That was a lot of questions at once. Try again in 12 seconds."));
  });

  it("shows its stage, stops on demand, and can ask again", async () => {
    const stub = stubFetch(({ signal }, count) => (count === 1 ? hanging(good.slice(0, 5), signal) : good));
    const element = await mount(stub);
    void element.ask("strikes by phase");
    await until(() => text(element).includes("Reading the data"));
    expect(find(element, "[role=status].hidden").textContent).to.equal("Reading the data");
    button(element, "Stop").click();
    await until(() => text(element).includes("Stopped before it was done."));
    expect(stub.seen[0]?.signal?.aborted).to.equal(true);
    button(element, "Ask again").click();
    await until(() => text(element).includes("Approach leads"));
  });

  it("says that it is offline, and that it is back", async () => {
    const element = await mount(stubFetch(() => good));
    const online = Object.getOwnPropertyDescriptor(Navigator.prototype, "onLine");
    Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
    dispatchEvent(new Event("offline"));
    await until(() => text(element).includes("You are offline."));
    Reflect.deleteProperty(navigator, "onLine");
    expect(online).to.not.equal(undefined);
    dispatchEvent(new Event("online"));
    await until(() => !text(element).includes("You are offline."));
  });

  it("shows nothing of what an answer says as markup", async () => {
    const evil = "<img src=x onerror=\"window.hacked=1\"><b>bold</b>";
    const events = good.map((event) => (event.type === "insight" ? { ...event, headline: evil } : event.type === "plan" ? { ...event, words: evil } : event));
    const element = await mount(stubFetch(() => [...events.slice(0, -1), ...events.slice(-1)]));
    await element.ask(evil);
    await until(() => all(element, ".headline").length === 1);
    expect(all(element, "img, .headline b")).to.have.length(0);
    expect(Reflect.get(window, "hacked")).to.equal(undefined);
  });
});

describe("the host page", () => {
  it("hears of questions, answers and errors", async () => {
    const element = await mount(stubFetch((_, count) => (count === 1 ? good : refusal("database_unavailable", 503))));
    const heard: string[] = [];
    document.addEventListener("medha-question", (event) => heard.push(`? ${(event as Event & { question: string }).question}`), { once: true });
    element.addEventListener("medha-answer", (event: MedhaAnswerEvent) => heard.push(`= ${event.answer.status} ${event.answer.table?.rows.length}`));
    element.addEventListener("medha-error", (event: MedhaErrorEvent) => heard.push(`! ${event.error.code}`));
    await element.ask("strikes");
    await element.ask("more");
    expect(heard).to.deep.equal(["? strikes", "= answered 7", "! database_unavailable"]);
  });

  it("may keep a question back", async () => {
    const stub = stubFetch(() => good);
    const element = await mount(stub);
    element.addEventListener("medha-question", (event) => event.preventDefault(), { once: true });
    await element.ask("secret");
    expect([stub.seen.length, all(element, "article").length]).to.deep.equal([0, 0]);
    await element.ask("strikes");
    expect(stub.seen).to.have.length(1);
  });

  it("may put its own words in the place of the widget's, before and after the answers are here", async () => {
    const element = await mount(stubFetch(() => good));
    element.strings = { ask: "Go", standsOut: "Look at this", good: "Hooray" };
    await until(() => buttons(element, "Go").length === 1);
    await element.ask("strikes");
    await until(() => text(element).includes("Look at this") && all(element, ".thumb").length === 2);
    expect(find(element, ".thumb").getAttribute("aria-label")).to.equal("Hooray");
    element.locale = "de";
    await until(() => text(element).includes("So verstanden"));
    expect(text(element)).to.contain("Look at this");
  });

  it("asks without typing by method, and not with nothing", async () => {
    const stub = stubFetch(() => good);
    const element = await mount(stub);
    await element.ask("   ");
    expect(stub.seen).to.have.length(0);
    element.reset();
    await element.ask("strikes");
    expect(stub.seen).to.have.length(1);
  });

  it("may hold several of it, each with its own conversation", async () => {
    const [one, two] = [stubFetch(() => good), stubFetch(() => [cannot])];
    const first = await mount(one);
    const second = await mount(two, { source: "shop" });
    await Promise.all([first.ask("strikes"), second.ask("churn")]);
    await until(() => text(first).includes("Approach leads") && text(second).includes("I don't know churn."));
    expect(text(first)).not.to.contain("churn");
    expect(two.seen[0]?.body.sourceId).to.equal("shop");
  });

  it("may set it up in any order, even before the element is known", async () => {
    const stub = stubFetch(() => good, ["How many strikes?"]);
    const holder = document.createElement("div");
    holder.innerHTML = "<medha-ask endpoint='https://worker.test' source='skyward'></medha-ask>";
    document.body.append(holder);
    const element = holder.firstElementChild as MedhaAsk;
    element.fetch = stub.fetch;
    element.tokenProvider = () => Promise.resolve("late");
    await until(() => buttons(element, "How many strikes?").length === 1);
    await element.ask("strikes");
    expect(stub.seen[0]?.token).to.equal("Bearer late");
    holder.remove();
  });

  it("speaks its language", async () => {
    const element = await mount(stubFetch(() => good), { locale: "de" });
    await until(() => buttons(element, "Fragen").length === 1);
    await element.ask("Vogelschläge");
    await until(() => text(element).includes("Was auffällt"));
    element.locale = "en";
    await until(() => text(element).includes("What stands out"));
  });
});
