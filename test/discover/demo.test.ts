// The demo's database, described by nobody: what a draft of it lacks beside the model made by hand, and that it is never wrong.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { discover } from "../../db/discover/index.ts";
import type { Run } from "../../db/discover/run.ts";
import { buildSkyward } from "../../demo/skyward/build-skyward.ts";
import { readSkywardFiles } from "../../demo/skyward/load-skyward.ts";
import { CREATE_TABLES } from "../../demo/skyward/schema.ts";
import { understand } from "../../worker/agent/plan/index.ts";
import type { Note } from "../../worker/semantic/discover/index.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import { buildLexicon } from "../../worker/semantic/lexicon.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { valuesQueries } from "../../worker/semantic/values.ts";
import { ANSWERED } from "../agent/plan/skyward-answered.ts";
import { emptied } from "./database.ts";
import { joins, NOW, problemsOf } from "./drafts.ts";

const byHand = JSON.parse(readFileSync("demo/skyward/model.json", "utf8")) as SemanticModel;
let drafted: SemanticModel;
let notes: Note[];
let run: Run;

beforeAll(async () => {
  const database = await emptied();
  for (const statement of CREATE_TABLES) await database.exec(statement);
  for (const [name, rows] of Object.entries(buildSkyward(readSkywardFiles()))) {
    await database.query(`INSERT INTO aviation.${name} SELECT * FROM jsonb_populate_recordset(NULL::aviation.${name}, $1::jsonb)`, [JSON.stringify(rows)]);
  }
  run = async (sql, params) => (await database.query<Record<string, unknown>>(sql, params)).rows;
  ({ model: drafted, notes } = await discover(run, { name: "skyward", now: NOW, currency: "USD" }));
}, 60_000);

const facts = ({ tables }: SemanticModel): unknown =>
  tables.map(({ name, schema, primaryKey, timeColumn, nameColumn, columns }) => ({ name, schema, primaryKey, timeColumn, nameColumn, measures: columns.filter((column) => column.aggregates?.length).map((column) => [column.name, column.semantic, column.unit, column.aggregates]) })).toSorted((a, b) => a.name.localeCompare(b.name));

const values = (rows: Record<string, unknown>[]): string => JSON.stringify(rows.map((row) => Object.values(row).map((value) => (typeof value === "number" ? value : String(value)))));

describe("a draft of the demo", () => {
  it("finds what was said by hand: keys, joins, dates, names, measures and the last day", () => {
    expect(problemsOf(drafted)).toEqual([]);
    expect(facts(drafted)).toEqual(facts(byHand));
    expect(joins(drafted)).toEqual(joins(byHand));
    expect(drafted.calendar.asOf).toBe(byHand.calendar.asOf);
    expect(notes.filter(({ kind }) => kind === "ambiguous")).toEqual([]);
  });

  it("answers a good part of what the model by hand answers, and never otherwise", async () => {
    const read: Record<string, string[]> = {};
    for (const query of valuesQueries(drafted)) for (const { ref, value } of await run(query)) (read[String(ref)] ??= []).push(String(value));
    const ask = async (model: SemanticModel, question: string): Promise<string | undefined> => {
      const understood = understand({ question, lexicon: buildLexicon(model, read), model, today: "2002-07-25", resolve: {} });
      const compiled = understood.kind === "plan" ? compile(understood.plan, model) : undefined;
      return compiled?.ok ? values(await run(compiled.sql)) : undefined;
    };
    // A draft counts airports by themselves: a list of them, and of those "without strikes", is then of all there are, and not of those that have some.
    const asked = ANSWERED.filter(([question, plan]) => !question.startsWith("list") && !plan.startsWith("list") && !plan.startsWith("absent")).filter((_, index) => index % 4 === 0);
    const answers = [];
    for (const [question] of asked) answers.push({ question, byHand: await ask(byHand, question), drafted: await ask({ ...drafted, calendar: byHand.calendar }, question) });
    const both = answers.filter((one) => one.byHand !== undefined && one.drafted !== undefined);
    expect(both.filter((one) => one.byHand !== one.drafted).map(({ question }) => question)).toEqual([]);
    expect(both.length / answers.length).toBeGreaterThan(0.4);
  }, 60_000);
});
