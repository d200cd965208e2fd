// What the scripted model answers, by question. The last requests are checked here for rows: the model must never see one.
import type { ModelRequest, Recorded, Reply } from "../model-server/start.ts";

interface Turn { question: string; refusedBecause?: string; lastPlanRefusedBecause?: string; choicesAlreadyMade?: Record<string, string> }

const nothing = { message: "", term: null, choices: [], plan: null };
const empty = { intent: "value", table: "strikes", metrics: [], dimensions: [], filters: [], segments: [], time: null, previous: null, share: false, having: [], order: null, limit: null, columns: [], chart: null };
const count = { metric: "strikes", aggregate: null, column: null };
const plan = (change: object): Reply => ({ json: { ...nothing, kind: "plan", plan: { ...empty, ...change } } });
const sql: Reply = { json: { ...nothing, kind: "sql" } };
const statement = (text: string, reading = "Strikes on the busiest day"): Reply => ({ json: { sql: text, reading } });

const PLANS: Record<string, Reply> = {
  "how often do we collide while climbing, yearly hm": plan({ intent: "trend", metrics: [count], dimensions: [{ column: "strikes.flight_date", grain: "year", cycle: null }], filters: [{ column: "strikes.phase", op: "in", values: ["climbing"], absent: false }] }),
  "hm collisions of a phantom species": plan({ metrics: [count], filters: [{ column: "species.name", op: "in", values: ["Phoenix"], absent: false }] }),
  "hm what about secrets": plan({ metrics: [{ metric: "salaries", aggregate: null, column: null }] }),
  "hm the gist": { json: { ...nothing, kind: "clarify", message: "Which gist?", term: "gist", choices: ["by cost", "by count"] } },
  "hm profits": { json: { ...nothing, kind: "cannot", message: "Profits are not in this data." } },
  "hm the busiest day": sql, "hm the busiest day this time": sql, "hm repair me": sql, "hm never right": sql, "hm steal": sql, "hm worst day": sql, "hm third try": sql, "hm nothing to write": sql,
  "hm slip once": plan({ metrics: [{ metric: "salaries", aggregate: null, column: null }] }),
  "hm refuse": { refusal: "I'd rather not." },
  "hm not json": { text: "sure, here you go" },
  "hm wrong shape": { json: { kind: "plan" } },
  "hm overloaded": { error: { status: 503, message: "overloaded" } },
};

const BUSIEST = "SELECT flight_date, count(*) AS strike_count FROM aviation.strikes GROUP BY flight_date ORDER BY 2 DESC, 1 LIMIT 1";

/** The reading by cost is what a second, smaller model makes of it. */
function worstDay(size: "first" | "second"): Reply {
  return size === "first" ? statement(BUSIEST, "The day with most strikes") : statement("SELECT flight_date, sum(cost_total) AS cost FROM aviation.strikes GROUP BY flight_date ORDER BY 2 DESC, 1 LIMIT 1", "The day with the highest cost");
}

let tries = 0;

function write({ question, refusedBecause, choicesAlreadyMade }: Turn, model: string): Reply {
  if (question === "hm worst day") return worstDay(model.includes("mini") || choicesAlreadyMade?.["reading"] === "The day with the highest cost" ? "second" : "first");
  if (question === "hm third try") return (tries = refusedBecause ? tries + 1 : 0) < 2 ? statement("SELECT no_such_column FROM aviation.strikes") : statement(BUSIEST);
  if (question === "hm repair me") return refusedBecause ? statement(BUSIEST) : statement("SELECT no_such_column FROM aviation.strikes");
  if (question === "hm never right") return statement("SELECT 1 / (SELECT 0)", "Nonsense");
  if (question === "hm steal") return statement(refusedBecause ? "SELECT pg_read_file('/etc/passwd')" : "SELECT * FROM medha.answers", "Everything");
  if (question === "hm nothing to write") return statement("", "");
  return statement(BUSIEST);
}

/** The script; requests that came before are read for planted rows by `seen`. */
export function answerByScript(request: ModelRequest, requests: Recorded[]): Reply {
  const turn = JSON.parse(request.user.split("\n").at(0) ?? "{}") as Turn;
  const repair = JSON.parse(request.user.split("\n").at(1) ?? "{}") as Partial<Turn>;
  if (turn.question === "hm what have you seen") return { json: { ...nothing, kind: "cannot", message: seen(requests) } };
  if (turn.question === "hm slip once" && turn.lastPlanRefusedBecause) return plan({ metrics: [count] });
  return request.schemaName === "statement" ? write({ ...turn, ...repair }, request.model) : (PLANS[turn.question] ?? { json: { ...nothing, kind: "cannot", message: "No." } });
}

/** Values that only rows hold: airports, species, airlines, dates. */
function seen(requests: Recorded[]): string {
  const rows = ["Denver Intl", "Canada goose", "American Airlines", "american-airlines", "1990-0", "B-737"];
  const found = rows.filter((value) => requests.some((request) => request.text.includes(value)));
  return `${requests.length} requests, rows seen: ${found.join(", ") || "none"}`;
}
