// The lists must be what they say: enough of them, no two alike, every placeholder filled, canaries that cannot be taken for one another.
import { describe, expect, it } from "vitest";
import { plainAttacks, type Standpoint } from "./attacks.ts";
import { canaryOf, makeTenant, together, type Shared } from "./canaries.ts";
import type { Finding } from "./checks.ts";
import { createDetector } from "./detect.ts";
import { DECLINING, HOSTILE_PLANS } from "./hostile-plans.ts";
import { HOSTILE_SQL } from "./hostile-sql.ts";
import { fill, hostileQuestion, hostileReply, type Aim } from "./malicious-model.ts";
import { OPEN, sortFindings } from "./open-findings.ts";
import { everybodys, HOLES, isProved } from "./prove.ts";
import { outcomeOf, rowsOf, tableOf } from "./report.ts";
import type { Exchange } from "./send.ts";
import { createSigner, forgeries, oddities, payloadOf } from "./tokens.ts";

const shared: Shared = { airports: ["AAA", "BBB", "CCC"], aircraft: [1, 2, 3], species: [1, 2] };
const aim: Aim = { me: "me-air", other: "other-air", name: "Other Air", word: "Otherword", secret: "Mine" };
const at: Standpoint = { side: "a", aim, sourceId: "s", token: "t", stolen: { conversationId: "c", answerId: "a" }, tokens: [["x", "y"]] };

describe("canaries", () => {
  const [a, b, changed] = [makeTenant("a", shared), makeTenant("b", shared), makeTenant("changed", shared)];
  it("of one tenant are never found in the rows of another", () => {
    const text = (rows: object[]): string => JSON.stringify(rows);
    expect(createDetector(canaryOf(b))(text(a.rows))).toEqual([]);
    expect(createDetector(canaryOf(a))(text([...b.rows, ...changed.rows]))).toEqual([]);
  });
  it("are found in one's own, every row", () => {
    const detect = createDetector(canaryOf(b));
    for (const row of b.rows) expect(detect(JSON.stringify(row)).length).toBeGreaterThan(5);
  });
  it("are found added up", () => {
    const sum = b.rows.reduce((total, row) => total + row.cost_total, 0);
    expect(createDetector(canaryOf(b))(`total ${sum.toLocaleString("en")}`)).toHaveLength(1);
    expect(together(a, b)[0]).toBeCloseTo(sum + a.rows.reduce((total, row) => total + row.cost_total, 0), 1);
  });
  it("change altogether but for the id", () => {
    expect([changed.id, changed.rows.length === b.rows.length, canaryOf(changed).texts.filter((text) => canaryOf(b).texts.includes(text))]).toEqual([b.id, false, [b.secret]]);
  });
  it("hold rows that break careless casts, in the changed world only", () => {
    const isNumber = (row: { wildlife_size: string }): boolean => /^\d+$/u.test(row.wildlife_size);
    expect([a.rows.every(isNumber), b.rows.every(isNumber), changed.rows.every(isNumber)]).toEqual([true, true, false]);
  });
});

describe("hostile lists", () => {
  it("hold at least sixty statements of ten kinds, no two alike", () => {
    expect(HOSTILE_SQL.length).toBeGreaterThanOrEqual(60);
    expect(new Set(HOSTILE_SQL.map(({ sql }) => sql)).size).toBe(HOSTILE_SQL.length);
    expect(new Set(HOSTILE_SQL.map(({ category }) => category)).size).toBeGreaterThanOrEqual(10);
  });
  it("are filled whole", () => {
    for (const { sql } of HOSTILE_SQL) expect(fill(sql, aim)).not.toMatch(/\{(?:me|other|name|word)\}/u);
    for (const plan of HOSTILE_PLANS) expect(() => JSON.parse(fill(JSON.stringify(plan), aim)) as unknown).not.toThrow();
  });
  it("know a reply that declines", () => expect(HOSTILE_PLANS[DECLINING]).toMatchObject({ kind: "cannot" }));
  it("attack without a model a hundred times and more", () => {
    const attacks = plainAttacks(at);
    expect(attacks.length).toBeGreaterThan(300);
    expect(attacks.every(({ calls }) => calls.length > 0)).toBe(true);
  });
});

describe("the malicious model", () => {
  const request = (question: string, schemaName: string, model = "gpt-4.1") => ({ model, system: "", user: JSON.stringify({ question }), schema: {}, schemaName, body: {} });
  const aims = { a: aim, b: { ...aim, me: "other-air", other: "me-air" } };
  it("writes the statement of that number, aimed at the other", () => {
    const number = HOSTILE_SQL.findIndex(({ sql }) => sql.endsWith("operator_id = '{other}'"));
    expect(hostileReply(request(hostileQuestion("sql", number, "a"), "statement"), aims)).toMatchObject({ json: { sql: expect.stringContaining("'other-air'") as string } });
    expect(hostileReply(request(hostileQuestion("sql", number, "b"), "statement"), aims)).toMatchObject({ json: { sql: expect.stringContaining("'me-air'") as string } });
  });
  it("asks for SQL, or plans", () => {
    expect(hostileReply(request(hostileQuestion("sql", 1, "a"), "plan"), aims)).toMatchObject({ json: { kind: "sql" } });
    expect(hostileReply(request(hostileQuestion("plan", 0, "a"), "plan"), aims)).toMatchObject({ json: { kind: "plan" } });
  });
  it("contradicts itself when asked twice", () => {
    const [first, second] = ["gpt-4.1", "gpt-4.1-mini"].map((model) => JSON.stringify(hostileReply(request(hostileQuestion("two", 3, "a"), "statement", model), aims)));
    expect(first).not.toBe(second);
  });
});

describe("tokens", () => {
  it("are forged for the other, each in its own way", async () => {
    const signer = await createSigner();
    const own = await signer.sign("me-air");
    const forged = await forgeries(own, "other-air");
    expect(new Set(forged.map(([, token]) => token)).size).toBe(forged.length);
    expect(forged.every(([, token]) => payloadOf(token).tenant === "other-air")).toBe(true);
    expect((await oddities(signer, "me-air", "other-air", "1")).length).toBeGreaterThan(15);
  });
});

describe("the report", () => {
  const exchange = (body: string, status = 200): Exchange => ({ by: "a", attack: { category: "c", name: "n", calls: [] }, heard: [{ status, headers: "", body }], said: "", prompts: [] });
  const leak: Finding = { check: "direct", by: "a", category: "c", attack: "n", what: "Zqbravo" };
  it("tells answers from refusals", () => {
    expect([exchange("event: table\ndata: {}"), exchange("event: cannot\ndata: {}"), exchange("event: error\ndata: {}"), exchange("{}", 404), exchange("{\"start\":{},\"cannot\":{}}")].map(outcomeOf)).toEqual(["answered", "declined", "refused", "refused", "declined"]);
  });
  it("counts by category and prints what leaked", () => {
    const campaign = { mode: "m", exchanges: [exchange("{}"), exchange("{}", 404)], findings: [leak, { ...leak, category: "log" }] };
    expect(rowsOf([campaign])).toEqual([{ mode: "m", category: "c", attacks: 2, answered: 1, declined: 0, refused: 1, leaks: 1 }, { mode: "m", category: "log", attacks: 0, answered: 0, declined: 0, refused: 0, leaks: 1 }]);
    expect(tableOf([campaign], 1)).toMatch(/Zqbravo[^]*2 FINDINGS$/u);
    expect(tableOf([{ ...campaign, findings: [] }], 1)).toMatch(/no influence found$/u);
  });
  it("sets known findings apart, and says which of them are mended", () => {
    const entry = { check: "steering" as const, category: "kept plans", attack: /one row$/u, why: "w" };
    const known: Finding = { ...leak, check: "steering", category: "kept plans", attack: "q: one row" };
    expect(sortFindings([leak, known], [entry])).toEqual({ fresh: [leak], open: [{ entry, findings: [known] }], mended: [] });
    expect(sortFindings([leak], [entry])).toMatchObject({ fresh: [leak], mended: [entry] });
  });
  it("never takes a direct, differential, prompt, log or secret finding for known", () => expect(OPEN.filter(({ check }) => check !== "steering")).toEqual([]));
});

describe("the proof", () => {
  const found = (check: Finding["check"]): Finding => ({ check, by: "a", category: "c", attack: "n", what: "x" });
  const [guard, , both] = HOLES;
  const proof = (hole: typeof guard, findings: Finding[]): boolean => (hole ? isProved({ hole, campaign: { mode: "m", exchanges: [], findings } }) : false);
  it("needs both eyes where both locks are open, and nothing where one holds", () => {
    expect([proof(both, []), proof(both, [found("direct")]), proof(both, [found("direct"), found("differential")])]).toEqual([false, false, true]);
    expect([proof(guard, []), proof(guard, [found("direct")]), proof(guard, [found("control")])]).toEqual([true, false, false]);
  });
  it("opens every table", () => {
    const policy = { version: "1", rowCap: 1, tables: [{ schema: "s", name: "t", columns: [], rows: [{ column: "c", op: "=" as const, claim: "tenant" }] }] };
    expect(everybodys(policy, "2")).toEqual({ version: "2", rowCap: 1, tables: [{ schema: "s", name: "t", columns: [], rows: "global" }] });
  });
});
