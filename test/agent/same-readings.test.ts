// Asked back only where it matters: readings that give the same rows are one answer.
import { describe, expect, it } from "vitest";
import { readingThatAllShare } from "../../worker/agent/same-readings.ts";
import type { Connector, Ports, QueryOutcome } from "../../worker/ports.ts";
import type { Cell } from "../../worker/protocol.ts";
import { principalOf, skyward } from "./fixtures.ts";
import { lexicon, TODAY } from "./plan/skyward.ts";

const QUESTION = "average cost per airport";
const unread = { kind: "clarify" as const, event: { type: "clarify" as const, message: "", term: QUESTION, choices: [{ id: "rows", label: "" }, { id: "groups", label: "" }] } };
const readable = { question: QUESTION, lexicon, source: skyward, today: TODAY, previous: undefined, resolve: {}, locale: "en" };

/** A database that answers the second reading, an average over groups, with rows of its own. */
function databaseOf(rows: (isSecond: boolean) => Cell[][] | undefined): Connector {
  const outcome = (found: Cell[][] | undefined): QueryOutcome => (found ? { ok: true, result: { columns: [{ name: "a", type: "string" }, { name: "b", type: "number" }], rows: found, truncated: false, bytes: 0 } } : { ok: false, failure: "other" });
  return { run: ({ sql }) => Promise.resolve(outcome(rows(sql.includes('AVG("cost")')))), rowSecurity: () => Promise.resolve(false), ping: () => Promise.resolve() };
}

async function share(connector: Connector, more: Partial<typeof unread.event> = {}, step = 1): Promise<string | undefined> {
  const guard: Ports["guard"] = (sql) => ({ ok: true, sql, params: [], tables: [], columns: [], rowCap: 5_000 });
  let clock = 0;
  const ports = { guard, now: () => new Date((clock += step)), log: { event: () => undefined } } as unknown as Ports;
  const reading = await readingThatAllShare({ ...unread, event: { ...unread.event, ...more } }, readable, { source: skyward, principal: principalOf("delta-air-lines"), connector, signal: undefined }, ports);
  return reading?.words;
}

describe("readings of one question", () => {
  it("that give the same rows are answered, by the first", async () => {
    expect(await share(databaseOf(() => [["Denver", 5]]))).toBe("Average cost by airport");
  });

  it("that take long to run are asked about", async () => {
    expect(await share(databaseOf(() => [["Denver", 5]]), {}, 2_000)).toBeUndefined();
  });

  it("that give other rows are asked about", async () => {
    expect(await share(databaseOf((isSecond) => [["Denver", isSecond ? 6 : 5]]))).toBeUndefined();
  });

  it("of which one can't be run are asked about", async () => {
    expect(await share(databaseOf((isSecond) => (isSecond ? undefined : [["Denver", 5]])))).toBeUndefined();
  });

  it("of which one is none of the planner's are asked about", async () => {
    expect(await share(databaseOf(() => [["Denver", 5]]), { choices: [...unread.event.choices, { id: "third", label: "" }] })).toBeUndefined();
  });
});
