// What a policy hides is gone from the model: columns, all that is made of them, and the words that speak of them.
import { describe, expect, it } from "vitest";
import { visibleSource } from "../../worker/agent/visible-model.ts";
import { understand } from "../../worker/agent/plan/index.ts";
import type { Mask, Policy } from "../../worker/guard/index.ts";
import type { Source } from "../../worker/ports.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import { buildLexicon } from "../../worker/semantic/lexicon.ts";
import { parseModel } from "../../worker/semantic/validate.ts";
import { valuesQueries } from "../../worker/semantic/values.ts";
import { testGuard } from "../guard/load.ts";
import { principalOf, skyward } from "./fixtures.ts";

const guard = await testGuard();

/** The demo's source with one change to its policy. */
function changed(change: (policy: Policy) => void): Source {
  const source = structuredClone(skyward);
  change(source.policy);
  return source;
}

function columnOf(policy: Policy, table: string, name: string): Policy["tables"][number]["columns"][number] {
  const found = policy.tables.find((entry) => entry.name === table)?.columns.find((column) => column.name === name);
  if (!found) throw new Error(`no ${table}.${name}`);
  return found;
}

const masked = (mask: Mask): Source => changed((policy) => {
  policy.maskKey = "0123456789abcdef";
  columnOf(policy, "strikes", "cost_total").mask = mask;
});
const viewer = principalOf("DAL");
const boss = { ...viewer, claims: { ...viewer.claims, roles: ["boss"] } };
const answers = (source: Source, question: string): string => {
  const { model } = source;
  const read = understand({ question, model, lexicon: buildLexicon(model, {}), today: "2002-07-25", resolve: {} });
  if (read.kind !== "plan") return read.kind;
  const compiled = compile(read.plan, model);
  return compiled.ok ? guard(compiled.sql, source.policy, viewer.claims).ok ? "answered" : "refused by the guard" : compiled.problem;
};

describe("an asker for whom nothing is hidden", () => {
  it("gets the very same source", () => expect(visibleSource(skyward, viewer)).toBe(skyward));
  it("is one who has the role, too", () => {
    const source = masked({ kind: "hide", unless: ["boss"] });
    expect(visibleSource(source, boss)).toBe(source);
    expect(visibleSource(source, viewer)).not.toBe(source);
  });
});

describe.each<[string, Mask]>([["hide", { kind: "hide" }], ["hash", { kind: "hash" }], ["last", { kind: "last", count: 2 }], ["bucket", { kind: "bucket", size: 100 }]])("a column behind %s", (kind, mask) => {
  const seen = visibleSource(masked(mask), viewer);

  it("leaves a model that holds together", () => {
    expect(parseModel(seen.model)).toMatchObject({ ok: true });
  });

  it("makes no numbers and is spoken of by no suggestion", () => {
    expect(JSON.stringify(seen.model.metrics)).not.toContain("cost_total");
    expect(JSON.stringify([seen.model.suggestions, seen.model.ambiguous])).not.toMatch(/total cost|cost_total/u);
    expect(seen.model.suggestions.length).toBeGreaterThan(0);
    const column = seen.model.tables.flatMap((table) => table.columns).find(({ name }) => name === "cost_total");
    expect(column === undefined).toBe(kind === "hide");
    expect(column?.aggregates).toBeUndefined();
  });

  it("is never guessed at: questions of it go unanswered, all others as before", () => {
    expect(answers(masked(mask), "total cost by year")).toBe(kind === "hide" ? "refused by the guard" : "answered");
    expect(["unknown", "clarify"]).toContain(answers(seen, "total cost by year"));
    expect(answers(seen, "strikes by year")).toBe("answered");
    for (const question of seen.model.suggestions) expect(answers(seen, question), question).not.toBe("refused by the guard");
  });

  it("has its sample values read by a statement that the guard lets through", () => {
    expect(guard(valuesQueries(seen.model)[0] ?? "", seen.policy, viewer.claims)).toMatchObject({ ok: true });
  });
});

describe("a table that a role opens", () => {
  const source = changed((policy) => policy.tables.filter(({ name }) => name === "airports").forEach((table) => Object.assign(table, { roles: ["boss"] })));

  it("is not there for others, nor any way through it", () => {
    const { model } = visibleSource(source, viewer);
    expect(parseModel(model)).toMatchObject({ ok: true });
    expect(model.tables.map(({ name }) => name)).not.toContain("airports");
    expect(JSON.stringify([model.relationships, model.tables.map(({ display }) => display)])).not.toContain("airports.");
    expect(model.suggestions.join(" ")).not.toMatch(/airport/iu);
    expect(guard(valuesQueries(model)[0] ?? "", source.policy, viewer.claims)).toMatchObject({ ok: true });
    expect(guard(valuesQueries(source.model)[0] ?? "", source.policy, viewer.claims)).toMatchObject({ ok: false });
  });
});

describe("a table that the model calls otherwise", () => {
  it("is known by its name in the database", () => {
    const source = structuredClone(skyward);
    for (const table of source.model.tables.filter(({ name }) => name === "species")) Object.assign(table, { source: "species", name: "animals" });
    const text = JSON.stringify(source.model).replaceAll('"species.', '"animals.');
    const renamed = { ...source, model: JSON.parse(text) as Source["model"] };
    expect(visibleSource(renamed, viewer)).toBe(renamed);
  });
});

describe("a masked column that names groups", () => {
  const source = changed((policy) => {
    columnOf(policy, "strikes", "phase").mask = { kind: "last", count: 3 };
  });

  it("can still be grouped by, but its known values are not told", () => {
    const seen = visibleSource(source, viewer);
    expect(answers(seen, "strikes by phase of flight")).toBe("answered");
    expect(JSON.stringify(seen.model.tables)).not.toContain("Landing Roll");
    expect(answers(seen, "strikes during approach")).not.toBe("answered");
  });
});
