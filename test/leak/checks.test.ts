// Each check must go red on a made-up leak and stay green on an echo.
import { describe, expect, it } from "vitest";
import { checkControls, checkDifferential, checkDirect, checkLog, checkPrompts, checkSecrets, checkSilence, checkSteering, type Detectors } from "./checks.ts";
import { createDetector } from "./detect.ts";
import type { Exchange, Heard } from "./send.ts";

const detectors: Detectors = {
  a: createDetector({ id: "zqalpha-air", name: "Zqalpha Air", texts: ["Zqalpha Brimwick 1"], numbers: [4_120_047.13] }),
  b: createDetector({ id: "zqbravo-air", name: "Zqbravo Air", texts: ["Zqbravo Quillmarsh 1"], numbers: [7_310_061.29] }),
};

const heard = (body: string, more: Partial<Heard> = {}): Heard => ({ status: 200, headers: "content-type: application/json", body, ...more });

function exchange(body: string, { by = "a", said = "", prompts = [], category = "naming" }: { by?: "a" | "b"; said?: string; prompts?: string[]; category?: string } = {}): Exchange {
  return { by, attack: { category, name: "an attack", calls: [] }, heard: [heard(body)], said, prompts };
}

const whats = (findings: { what: string }[]): string[] => findings.map(({ what }) => what);

describe("direct", () => {
  it("sees the other's values, whichever side asks", () => {
    expect(whats(checkDirect(exchange("rows: Zqbravo Quillmarsh 1, 7,310,061.29"), detectors))).toEqual(["Zqbravo Quillmarsh 1", "7310061.29"]);
    expect(whats(checkDirect(exchange("rows: Zqalpha Brimwick 1", { by: "b" }), detectors))).toEqual(["Zqalpha Brimwick 1"]);
  });
  it("lets the asker's own values be", () => expect(checkDirect(exchange("Zqalpha Brimwick 1 4120047.13"), detectors)).toEqual([]));
  it("lets an echo be, and only the echo", () => {
    const said = "strikes of Zqbravo Air";
    expect(checkDirect(exchange("I don't know “Zqbravo Air”", { said }), detectors)).toEqual([]);
    expect(whats(checkDirect(exchange("Zqbravo Air had Zqbravo Quillmarsh 1", { said }), detectors))).toEqual(["Zqbravo Quillmarsh 1"]);
  });
  it("reads headers too", () => {
    const inHeader: Exchange = { ...exchange(""), heard: [heard("", { headers: "x-tenant: zqbravo-air" })] };
    expect(whats(checkDirect(inHeader, detectors))).toEqual(["zqbravo-air"]);
  });
});

describe("prompts", () => {
  it("hold rows of nobody, not even the asker's", () => {
    expect(whats(checkPrompts(exchange("", { prompts: ["values: Zqalpha Brimwick 1", "Zqbravo Air"] }), detectors))).toEqual(["Zqalpha Brimwick 1", "Zqbravo Air"]);
  });
  it("may hold what was asked", () => expect(checkPrompts(exchange("", { prompts: ["question: Zqbravo Air"], said: "Zqbravo Air" }), detectors)).toEqual([]));
});

describe("secrets", () => {
  it.each([
    "invalid input syntax for type integer: \"x\"", "division by zero", "permission denied for table strikes", "claims are not signed", "integer out of range", "syntax error at or near \"x\"", "relation \"aviation.x\" does not exist", "function pg_sleep(integer) does not exist",
    "PostgreSQL 17.2 on x", "postgresql://reader:pass@localhost/db", "/node_modules/hono/x.js", "    at run (worker/index.ts:10:5)", "more than one row returned by a subquery used as an expression",
  ])("are words such as %s", (raw) => expect(checkSecrets(exchange(`{"error":"${raw}"}\n${raw}`), [])).not.toEqual([]));
  it("are keys", () => expect(whats(checkSecrets(exchange("key=s3cr3t"), ["s3cr3t"]))).toEqual(["a secret of the deployment"]));
  it("are not the product's own words", () => expect(checkSecrets(exchange("I understood the question, but could not turn it into a query that is allowed and runs."), ["s3cr3t"])).toEqual([]));
});

describe("the log", () => {
  it("holds no planted value, said or not", () => expect(whats(checkLog("{\"event\":\"x\",\"question\":\"Zqbravo Air\"}", detectors, []))).toEqual(["Zqbravo Air"]));
  it("may hold the server's own lines of addresses", () => expect(checkLog("[wrangler:info] GET /token?airline=zqbravo-air 404 Not Found (1ms)", detectors, [])).toEqual([]));
  it("holds no key", () => expect(checkLog("key s3cr3t", detectors, ["s3cr3t"])).toHaveLength(1));
});

describe("differential", () => {
  const answer = (rows: string, id: string, ms: number): Exchange => exchange(`{"answerId":"${id}","rows":${rows},"ms":${ms},"at":"2026-01-0${ms}T10:00:00.000Z"}`);
  const [one, two] = ["9792af78-856e-4d0e-80f1-05d3961493bc", "5f622bbb-0d66-41f3-b10d-c18c8d560418"];
  it("lets ids and times differ", () => expect(checkDifferential([answer("[1]", one, 1)], [answer("[1]", two, 2)])).toEqual([]));
  it("sees one digit", () => expect(whats(checkDifferential([answer("[1]", one, 1)], [answer("[2]", two, 2)]))[0]).toContain("[1]"));
  it("sees another status, a refusal too", () => {
    const refused: Exchange = { ...exchange("x"), heard: [heard("x", { status: 422 })] };
    expect(checkDifferential([exchange("x")], [refused])).toHaveLength(1);
  });
  it("sees an answer that is not there", () => expect(checkDifferential([exchange("x")], [])).toHaveLength(1));
  it("reads signed receipts as what they say", () => {
    const signed = (rows: number, at: number): Exchange => exchange(`{"signed":"eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify({ rows, at: `2026-01-0${at}T10:00:00Z` })).toString("base64url")}.c2ln${at}"}`);
    expect(checkDifferential([signed(3, 1)], [signed(3, 2)])).toEqual([]);
    expect(checkDifferential([signed(3, 1)], [signed(4, 1)])).toHaveLength(1);
  });
});

describe("steering", () => {
  const told = (words: string, tier: string): Exchange => exchange(`{"type":"plan","words":"${words}","tier":"${tier}"}{"rows":[[1]],"truncated":false}`);
  it("is another meaning", () => expect(checkSteering([{ attack: told("b", "x"), honest: told("Total cost", "model-plan"), victim: told("Total cost, top 1", "plan-cache") }])).toHaveLength(1));
  it("is not another way to the same", () => expect(checkSteering([{ attack: told("b", "x"), honest: told("Total cost", "model-plan"), victim: told("Total cost", "plan-cache") }])).toEqual([]));
});

describe("the control", () => {
  it("is red where nothing of one's own is seen", () => {
    expect(checkControls([exchange("no rows", { category: "control" })], detectors)).toHaveLength(1);
    expect(checkControls([exchange("you said zqalpha-air", { category: "control", said: "zqalpha-air" })], detectors)).toHaveLength(1);
  });
  it("is green where it is", () => expect(checkControls([exchange("4,120,047.13", { category: "control" })], detectors)).toEqual([]));
  it("is about controls only", () => expect(checkControls([exchange("nothing")], detectors)).toEqual([]));
});

it("calls without an answer are findings, calls the client refuses are not", () => {
  const silent = (body: string): Exchange => ({ ...exchange(""), heard: [heard(body, { status: 0 })] });
  expect(checkSilence(silent("not sent or not answered: TimeoutError"))).toHaveLength(1);
  expect(checkSilence(silent("not sent or not answered: TypeError"))).toEqual([]);
});
