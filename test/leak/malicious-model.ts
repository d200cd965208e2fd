// The scripted model of an attacker who owns the model: every planner call ends in a hostile plan or a hostile statement.
import type { ModelRequest, Reply } from "../model-server/start.ts";
import { HOSTILE_PLANS } from "./hostile-plans.ts";
import { HOSTILE_SQL } from "./hostile-sql.ts";

/** Who asks and whom it is after. */
export interface Aim { me: string; other: string; name: string; word: string; /** what this asker alone ever says */ secret: string }
export type Side = "a" | "b";
export type Aims = Record<Side, Aim>;

/** `two` has the model contradict itself: where a second statement gives other rows the product asks back, which tells something too. */
export type Kind = "sql" | "plan" | "two";

/** The question that makes the model write its statement or plan of that number; no built-in reading of it exists. */
export function hostileQuestion(kind: Kind, number: number, side: Side): string {
  return `hm ${kind} zz${number} for zz${side}`;
}

const QUESTION = /\bhm (sql|plan|two) zz(\d+) for zz([ab])\b/u;
const NEEDS_SQL: Reply = { json: { kind: "sql", message: "", term: null, choices: [], plan: null } };

/** @returns what the model says; of a question that names none of its numbers it makes "all rows of everybody" */
export function hostileReply(request: ModelRequest, aims: Aims): Reply {
  const [, kind = "sql", number = "0", side = "a"] = QUESTION.exec(request.user) ?? [];
  const aim = aims[side === "b" ? "b" : "a"];
  if (request.schemaName === "statement") return { json: writing(kind, Number(number), request, aim) };
  return kind === "plan" ? { json: filledPlan(Number(number), aim) } : NEEDS_SQL;
}

function writing(kind: string, number: number, request: ModelRequest, aim: Aim): { sql: string; reading: string } {
  const second = kind === "two" && /mini/u.test(request.model);
  return { sql: statement(second ? number + 1 : number, isRepair(request), aim), reading: second ? "What was asked for, in other words" : "What was asked for" };
}

/** A second chance is used for another statement, and the refusal's own words are thrown back as SQL. */
function statement(number: number, repair: boolean, aim: Aim): string {
  const at = repair ? number + Math.floor(HOSTILE_SQL.length / 2) : number;
  return fill(HOSTILE_SQL[at % HOSTILE_SQL.length]?.sql ?? "", aim);
}

function isRepair({ user }: ModelRequest): boolean {
  return user.includes("\"lastStatement\":");
}

function filledPlan(number: number, aim: Aim): unknown {
  return JSON.parse(fill(JSON.stringify(HOSTILE_PLANS[number % HOSTILE_PLANS.length]), aim));
}

export function fill(text: string, { me, other, name, word }: Aim): string {
  return text.replaceAll("{me}", me).replaceAll("{other}", other).replaceAll("{name}", name).replaceAll("{word}", word);
}
