// How what came of a question is graded and counted.
import { describe, expect, it } from "vitest";
import { AskError } from "../../worker/errors.ts";
import type { AskEvent, QueryRequest } from "../../worker/protocol.ts";
import type { Chain } from "./ask-turn.ts";
import type { Gold } from "./compare.ts";
import { readCases } from "./cases.ts";
import { gradeCase, type Bench } from "./grade.ts";
import { sayCase, sayScores } from "./report.ts";
import { summarize } from "./summary.ts";

const start: AskEvent = { type: "start", answerId: "a", conversationId: "c1", requestId: "r" };
const step: AskEvent = { type: "step", stage: "plan", status: "running" };
const rows = (value: number): AskEvent[] => [
  start, step, { type: "plan", words: "Orders", parts: [], tier: "built-in" }, { type: "step", stage: "execute", status: "running" },
  { type: "table", columns: [{ name: "n", label: "Orders", type: "number", role: "measure" }], rows: [[value]], truncated: false },
];
const clarify: AskEvent[] = [start, step, { type: "clarify", message: "By what?", term: "biggest", choices: [{ id: "cost", label: "Cost" }] }];
const cannot: AskEvent[] = [start, step, { type: "cannot", message: "I don't find it.", missing: ["churn"], suggestions: [] }];

/** A chain that answers as scripted, question by question. */
function scripted(script: Record<string, AskEvent[] | Error>, seen: QueryRequest[] = []): Bench {
  let time = 0;
  const ask: Chain["ask"] = async function* (request) {
    seen.push(request);
    const events = script[request.question] ?? [];
    if (events instanceof Error) throw events;
    yield* events;
  };
  const runGold = async (sql: string): Promise<Gold> => {
    if (sql === "broken") throw new Error('relation "t" does not exist');
    return { columns: ["n"], rows: [[Number(sql)]] };
  };
  const principal = { tenant: "t", user: "u", roles: [], claims: {}, scope: "", expiresAt: 0 };
  return { ask, principal, sourceId: "shop", runGold, clock: () => (time += 10), tokens: () => time };
}

const graded = async (fields: object, came: AskEvent[] | Error) => {
  const [one] = readCases(JSON.stringify({ id: "x", question: "q", ...fields }));
  const [first] = one ? await gradeCase(one, scripted({ q: came })) : [];
  return first;
};

describe("a question that has an answer", () => {
  it.each<[string, object, AskEvent[] | Error, string]>([
    ["answered as the gold says", { gold: ["7"] }, rows(7), "right"],
    ["answered as one of two golds says", { gold: ["8", "7"] }, rows(7), "right"],
    ["answered otherwise", { gold: ["8"] }, rows(7), "wrong"],
    ["asked back", { gold: ["7"] }, clarify, "asked"],
    ["refused", { gold: ["7"] }, cannot, "refused"],
    ["failed with words for the asker", { gold: ["7"] }, new AskError("query_timeout", "Too slow."), "failed"],
    ["failed by a bug", { gold: ["7"] }, new TypeError("no"), "failed"],
  ])("%s", async (_name, fields, came, grade) => {
    expect((await graded(fields, came))?.grade).toBe(grade);
  });

  it("may have more rows than the gold where only a part of them is said", async () => {
    const came = rows(7).map((event): AskEvent => (event.type === "table" ? { ...event, rows: [[7], [8]] } : event));
    expect((await graded({ gold: ["7"], part: true }, came))?.grade).toBe("right");
    expect((await graded({ gold: ["9"], part: true }, came))?.grade).toBe("wrong");
    expect((await graded({ gold: ["7"] }, came))?.grade).toBe("wrong");
  });

  it("is asked in the language of its case", async () => {
    const seen: QueryRequest[] = [];
    const cases = readCases('{"id":"x","question":"q","gold":["7"],"locale":"de"}\n{"id":"y","question":"q","gold":["7"]}');
    for (const one of cases) await gradeCase(one, scripted({ q: rows(7) }, seen));
    expect(seen.map(({ locale }) => locale)).toEqual(["de", "en"]);
  });

  it("says which gold does not run, and grades by the others", async () => {
    expect(await graded({ gold: ["broken", "7"] }, rows(7))).toMatchObject({ grade: "right", goldProblem: 'relation "t" does not exist' });
    expect(await graded({ gold: ["broken"] }, rows(7))).toMatchObject({ grade: "failed", goldProblem: 'relation "t" does not exist' });
  });
});

describe("a question that has none", () => {
  it.each<[string, string, AskEvent[], string]>([
    ["asked back as hoped", "clarify", clarify, "right"], ["refused where asking back was hoped", "clarify", cannot, "refused"], ["answered where asking back was hoped", "clarify", rows(7), "wrong"],
    ["declined as hoped", "decline", cannot, "right"], ["asked back where declining was hoped", "decline", clarify, "asked"], ["answered where declining was hoped", "decline", rows(7), "wrong"],
  ])("%s", async (_name, expected, came, grade) => {
    expect((await graded({ expect: expected }, came))?.grade).toBe(grade);
  });
});

describe("a conversation", () => {
  it("goes on under the id of its first answer, each turn graded", async () => {
    const seen: QueryRequest[] = [];
    const [one] = readCases('{"id":"x","question":"q","gold":["7"],"turns":[{"question":"and?","gold":["9"]}]}');
    const turns = one ? await gradeCase(one, scripted({ q: rows(7), "and?": rows(8) }, seen)) : [];
    expect(turns.map(({ id, grade }) => [id, grade])).toEqual([["x", "right"], ["x#2", "wrong"]]);
    expect(seen.map(({ conversationId }) => conversationId)).toEqual([undefined, "c1"]);
  });
});

describe("the numbers", () => {
  const cases = async () => {
    const given: [object, AskEvent[] | Error][] = [[{ gold: ["7"] }, rows(7)], [{ gold: ["7"], category: "b" }, rows(8)], [{ gold: ["7"] }, cannot], [{ expect: "decline" }, cannot], [{ expect: "decline" }, rows(1)], [{ gold: ["7"] }, clarify]];
    const all = await Promise.all(given.map(([fields, came]) => graded(fields, came)));
    return all.flatMap((one) => (one ? [one] : []));
  };

  it("count what came, and how often an answer was right", async () => {
    const { all, byCategory, byTier } = summarize(await cases());
    expect(all).toMatchObject({ cases: 6, answered: 3, right: 1, wrong: 2, asked: 1, refused: 2, failed: 0, precision: 1 / 3, wrongRate: 2 / 6, coverage: 2 / 4 });
    expect(byCategory["b"]).toMatchObject({ cases: 1, wrong: 1, precision: 0 });
    expect(byTier["built-in"]?.cases).toBe(3);
  });

  it("of nothing are no failure", () => {
    expect(summarize([]).all).toMatchObject({ precision: 1, coverage: 1, wrongRate: 0 });
  });

  it("hold times by stage and tokens", async () => {
    const { latency, tokens } = summarize(await cases());
    expect(Object.keys(latency)).toEqual(["whole", "plan", "execute"]);
    expect(latency["plan"]?.median).toBe(10);
    expect(tokens).toBeGreaterThan(0);
  });

  it("and the failures are said", async () => {
    const all = await cases();
    expect(sayScores(summarize(all)).join("\n")).toMatch(/precision 33\.3 %.*coverage 50\.0 %/u);
    const wrong = all.find(({ grade }) => grade === "wrong");
    expect(wrong && sayCase(wrong, false)).toEqual(["✗ x wrong (no column of the answer says \"n\"): q", "    answered by built-in: Orders", "    gold has (n)", "    - 7", "    answer has (Orders)", "    + 8"]);
  });
});
