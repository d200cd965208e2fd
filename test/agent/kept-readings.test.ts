import { describe, expect, it } from "vitest";
import { readByHabit } from "../../worker/agent/kept-readings.ts";
import type { KeptReading, Ports, Readings } from "../../worker/ports.ts";
import type { Readable } from "../../worker/agent/read-question.ts";
import { principalOf, skyward } from "./fixtures.ts";
import { lexicon, TODAY } from "./plan/skyward.ts";

const cost: KeptReading = { term: "biggest", choice: "cost", label: "as it was called then" };

function portsOf(kept: KeptReading[] | "down" | "absent") {
  const logged: string[] = [];
  const asked: string[] = [];
  const list: Readings["list"] = (source, owner) => {
    asked.push(`${source} ${owner.tenant} ${owner.user}`);
    return kept === "down" ? Promise.reject(new Error("down")) : Promise.resolve(kept === "absent" ? [] : kept);
  };
  const ports = {
    log: { event: (name: string) => logged.push(name) }, similar: { find: () => Promise.resolve([]), index: () => Promise.resolve() }, plans: { candidates: () => Promise.resolve([]) },
    ...(kept === "absent" ? {} : { readings: { list } }),
  } as unknown as Ports;
  return { ports, logged, asked };
}

const question = (text: string, resolve: Record<string, string> = {}): Readable => ({ question: text, lexicon, source: skyward, today: TODAY, previous: undefined, resolve, locale: "en" });
const ann = principalOf("acme");

describe("a word that was settled before", () => {
  it("is read as it was, and the reader is told by its name of now", async () => {
    const { ports, asked } = portsOf([cost]);
    const { reading, readable, used } = await readByHabit(question("biggest strikes in 1998"), ann, ports);
    expect([reading.kind, used, readable.resolve]).toEqual(["read", [{ term: "biggest", label: "Highest cost" }], { biggest: "cost" }]);
    expect(asked).toEqual(["skyward acme user of acme"]);
  });

  it("is asked about where nothing is kept, or what is kept is not offered", async () => {
    for (const kept of [[], [{ ...cost, choice: "salaries" }], [{ ...cost, term: "recent" }]]) expect((await readByHabit(question("biggest strikes in 1998"), ann, portsOf(kept).ports)).reading.kind).toBe("clarify");
    expect((await readByHabit(question("biggest strikes in 1998"), ann, portsOf("absent").ports)).reading.kind).toBe("clarify");
  });

  it("gives way to a choice made with the question", async () => {
    const { ports, asked } = portsOf([{ ...cost, choice: "size" }]);
    const { reading, used } = await readByHabit(question("biggest strikes in 1998", { biggest: "cost" }), ann, ports);
    expect([reading.kind, used, asked]).toEqual(["read", [], []]);
  });

  it("costs a question that is clear no look at the store", async () => {
    const { ports, asked } = portsOf([cost]);
    expect((await readByHabit(question("how many strikes in 1998"), ann, ports)).reading.kind).toBe("read");
    expect(asked).toEqual([]);
  });

  it("is asked about where the store is down, and the log says so", async () => {
    const { ports, logged } = portsOf("down");
    expect((await readByHabit(question("biggest strikes in 1998"), ann, ports)).reading.kind).toBe("clarify");
    expect(logged).toEqual(["readings.failed"]);
  });
});
