import { expect } from "@esm-bundle/chai";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { all, clear, find, mount, press, refusal, stubFetch, text, until, type Script } from "./stage.ts";

const good = answerEvents(SPECS["bar-horizontal"]).map((event) => (event.type === "start" ? { ...event, conversationId: "c-1" } : event));
const ENTRIES = [{ id: "c-1", title: "strikes by phase", at: "2026-03-03T12:00:00.000Z", answers: 2 }, { id: "c-2", title: "total cost", at: "2026-03-01T12:00:00.000Z", answers: 1 }];
const TURNS = [{ answerId: "a-7", question: "strikes by phase", at: "2026-03-03T11:00:00.000Z", again: true }, { answerId: "a-8", question: "by month", at: "2026-03-03T12:00:00.000Z", again: true }];

/** A Worker that keeps two conversations. */
const keeper: Script = ({ path, method }) => {
  if (path.includes("/conversations?")) return Response.json({ conversations: ENTRIES.filter(({ title }) => title.includes(new URL(path, "https://x").searchParams.get("search") ?? "")) });
  if (path.includes("/conversations/")) return method === "GET" ? Response.json({ id: "c-1", sourceId: "skyward", turns: TURNS }) : Response.json({ kept: true });
  return good;
};

const label = (node: Element): string | undefined => node.getAttribute("aria-label") ?? node.textContent?.trim();
const has = (element: MedhaAsk, name: string): boolean => all(element, "button").some((each) => label(each) === name);
const button = (element: MedhaAsk, name: string): HTMLElement => {
  const found = all(element, "button").find((each) => label(each) === name);
  if (!found) throw new Error(`no button ${name} among ${all(element, "button").map(label).join(" | ")}`);
  return found;
};

async function open(script: Script = keeper) {
  const stub = stubFetch(script);
  const element = await mount(stub);
  find<HTMLTextAreaElement>(element, "textarea").focus();
  await until(() => has(element, "Conversations"));
  button(element, "Conversations").click();
  await until(() => all(element, ".history").length === 1);
  return { stub, element, calls: () => stub.seen.map(({ method, path }) => `${method} ${path.replace("/api/v1/", "")}`) };
}
const listed = (element: MedhaAsk) => all(element, ".entry span[dir]").map((each) => each.innerText);

afterEach(clear);

describe("conversations", () => {
  it("are listed when asked for, and searched as one types", async () => {
    const { element, calls } = await open();
    await until(() => listed(element).length === 2);
    expect(find(element, ".entry").innerText).to.contain("strikes by phase").and.to.contain("2 answers, Mar 3, 2026");
    const search = find<HTMLInputElement>(element, "input[type=search]");
    search.value = " cost ";
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await until(() => listed(element).length === 1);
    expect(listed(element)).to.deep.equal(["total cost"]);
    expect(calls()).to.deep.equal(["GET conversations?source=skyward&search=", "GET conversations?source=skyward&search=cost"]);
    search.value = "geese";
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await until(() => text(element).includes("Nothing found."));
  });

  it("are opened with their questions; the last is answered again, others on demand", async () => {
    const { element, stub } = await open();
    await until(() => listed(element).length === 2);
    find(element, ".entry").click();
    await until(() => all(element, "article.answered").length === 1);
    expect(all(element, "h2").map((each) => each.innerText)).to.deep.equal(["strikes by phase", "by month"]);
    expect([all(element, ".history").length, text(element).includes("From an earlier visit.")]).to.deep.equal([0, true]);
    const asked = () => stub.seen.filter(({ path }) => path.endsWith("/query")).map(({ body }) => [body.conversationId, body.edit, body.question]);
    expect(asked()).to.deep.equal([["c-1", { answerId: "a-8" }, ""]]);
    button(element, "Show the answer again").click();
    await until(() => all(element, "article.answered").length === 2);
    expect(asked()[1]?.[1]).to.deep.equal({ answerId: "a-7" });
  });

  it("are renamed, and deleted after a second press", async () => {
    const { element, calls, stub } = await open();
    await until(() => listed(element).length === 2);
    button(element, "Rename “total cost”").click();
    await until(() => all(element, ".history form").length === 1 && element.shadowRoot?.activeElement?.tagName === "INPUT");
    find<HTMLInputElement>(element, ".history form input").value = "Money";
    button(element, "Save").click();
    await until(() => calls().length === 3);
    expect([calls()[1], stub.seen[1]?.body]).to.deep.equal(["PUT conversations/c-2", { title: "Money" }]);
    await until(() => has(element, "Delete “total cost”"));
    button(element, "Delete “total cost”").click();
    await until(() => text(element).includes("Delete “total cost” for good?"));
    expect(label(element.shadowRoot?.activeElement as Element)).to.equal("Keep");
    button(element, "Keep").click();
    await until(() => has(element, "Delete “total cost”"));
    expect(calls()).to.have.length(3);
    button(element, "Delete “total cost”").click();
    await until(() => has(element, "Delete"));
    button(element, "Delete").click();
    await until(() => calls().includes("DELETE conversations/c-2"));
  });

  it("that are shown go from the page with their end", async () => {
    const { element } = await open();
    await until(() => listed(element).length === 2);
    find(element, ".entry").click();
    await until(() => all(element, "article.answered").length === 1);
    button(element, "Conversations").click();
    await until(() => has(element, "Delete “strikes by phase”"));
    button(element, "Delete “strikes by phase”").click();
    await until(() => has(element, "Delete"));
    button(element, "Delete").click();
    await until(() => all(element, "article").length === 0);
  });

  it("say when they can't be reached, and try again", async () => {
    let tries = 0;
    const { element } = await open((seen, count) => (seen.path.includes("/conversations?") && ++tries === 1 ? refusal("database_unavailable", 503) : keeper(seen, count)));
    await until(() => text(element).includes("The conversations could not be reached."));
    button(element, "Try again").click();
    await until(() => listed(element).length === 2);
    expect(text(element)).not.to.contain("could not be reached");
  });

  it("close on Escape, and give the focus back", async () => {
    const { element } = await open();
    await until(() => listed(element).length === 2);
    press(find(element, "input[type=search]"), "Escape");
    await until(() => all(element, ".history").length === 0);
    expect(element.shadowRoot?.activeElement).to.equal(button(element, "Conversations"));
  });
});

describe("how words are read", () => {
  const clarify: AskEvent = { type: "clarify", message: "By what?", term: "biggest", choices: [{ id: "cost", label: "Highest cost" }, { id: "size", label: "Largest animal" }], keep: true };
  const habit = good.map((event) => (event.type === "plan" ? { ...event, readings: [{ term: "biggest", label: "Highest cost" }] } : event));
  const told = (stub: { seen: { method: string; path: string; body: unknown }[] }) => stub.seen.filter(({ path }) => path.includes("/readings")).map(({ method, path, body }) => [method, path.replace("/api/v1/", ""), body]);

  it("is kept only when that is wished", async () => {
    const stub = stubFetch(({ path, body }) => (path.includes("/readings") ? Response.json({ kept: true }) : body.resolve ? good : [clarify]));
    const element = await mount(stub);
    await element.ask("biggest strikes");
    await until(() => has(element, "Highest cost"));
    button(element, "Highest cost").click();
    await until(() => all(element, "article.answered").length === 1);
    expect(told(stub)).to.deep.equal([]);
    await element.ask("biggest strikes by phase");
    await until(() => has(element, "Largest animal"));
    find(element, ".remember input").click();
    button(element, "Largest animal").click();
    await until(() => all(element, "article.answered").length === 2);
    expect(told(stub)).to.deep.equal([["PUT", "readings", { source: "skyward", term: "biggest", choice: "size", label: "Largest animal" }]]);
    expect(text(element)).not.to.contain("could not be kept");
  });

  it("is said when it can't be kept, and not offered where it can't", async () => {
    const stub = stubFetch(({ path, body }) => (path.includes("/readings") ? refusal("database_unavailable", 503) : body.resolve ? good : [clarify]));
    const element = await mount(stub);
    await element.ask("biggest strikes");
    await until(() => has(element, "Highest cost"));
    find(element, ".remember input").click();
    button(element, "Highest cost").click();
    await until(() => text(element).includes("Your choice could not be kept for the next time."));
    const { keep: _keep, ...once } = clarify;
    const other = await mount(stubFetch(() => [once]));
    await other.ask("biggest strikes");
    await until(() => has(other, "Highest cost"));
    expect(all(other, ".remember")).to.have.length(0);
  });

  it("is said with the answer, and forgotten on demand", async () => {
    let forgotten = false;
    const stub = stubFetch(({ path }) => { if (path.includes("/readings")) { forgotten = true; return Response.json({ removed: true }); } return forgotten ? [clarify] : habit; });
    const element = await mount(stub);
    await element.ask("biggest strikes");
    await until(() => text(element).includes("You read “biggest” as “Highest cost”."));
    button(element, "Ask me again").click();
    await until(() => has(element, "Largest animal"));
    expect(told(stub)).to.deep.equal([["DELETE", "readings?source=skyward&term=biggest", {}]]);
    expect(all(element, "article")).to.have.length(1);
  });
});
