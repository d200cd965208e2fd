// The attack corpus, changed at random: still refused, or disarmed by the law.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CALLS_WITHOUT_CALLS, FORBIDDEN_CALLS, FORBIDDEN_TYPES } from "./attacks/functions.ts";
import { mutate } from "./attacks/mutate.ts";
import { BEHIND_MASKS, HIDDEN_COLUMNS, HIDDEN_TABLES, LEAKY_CONDITIONS, OTHER_TENANTS, UNWRITTEN_CASTS, WITH_SCOPES } from "./attacks/reach.ts";
import { NOT_A_SELECT, SESSION_FACTS, UNLISTED_CONSTRUCTS } from "./attacks/statements.ts";
import { compareAll, couldAnswer, openDatabases, type Databases } from "./databases.ts";
import { seededRandom } from "./grammar.ts";
import { testGuard } from "./load.ts";
import { CLAIMS, POLICY } from "./shop.ts";

const guard = await testGuard();
let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
}, 60_000);
afterAll(() => databases?.close());

const ATTACKS = [
  NOT_A_SELECT, UNLISTED_CONSTRUCTS, SESSION_FACTS, FORBIDDEN_CALLS, CALLS_WITHOUT_CALLS, FORBIDDEN_TYPES, HIDDEN_TABLES, HIDDEN_COLUMNS, WITH_SCOPES, OTHER_TENANTS, LEAKY_CONDITIONS, UNWRITTEN_CASTS, BEHIND_MASKS,
].flat();

describe("changed attacks", () => {
  const seed = Number(process.env.GUARD_SEED ?? 20_261_123);
  const rounds = Number(process.env.GUARD_ROUNDS ?? 4);

  it(`are refused or disarmed (seed ${seed}, ${rounds} rounds)`, { timeout: 120_000 * rounds }, async () => {
    const random = seededRandom(seed);
    let accepted = 0;
    for (let round = 0; round < rounds; round++) {
      for (const attack of ATTACKS) accepted += (await disarmed(mutate(attack, random))) ? 1 : 0;
    }
    expect(accepted).toBeGreaterThan(rounds * 20);
  });

  /** @returns whether the guard let it through */
  async function disarmed(sql: string): Promise<boolean> {
    const verdict = guard(sql, POLICY, CLAIMS);
    if (!verdict.ok) return false;
    const { solo, shared, altered } = await compareAll(databases, sql, verdict.sql, verdict.params);
    const about = `${sql}\n${verdict.sql}`;
    for (const answer of [shared, altered]) {
      const planned = "error" in solo ? "rows" in answer : "error" in answer && (await couldAnswer(databases, [{ sql, params: [] }, verdict], answer));
      if (!planned) expect(answer, about).toEqual(solo);
    }
    if ("rows" in shared && "rows" in altered) expect(altered, about).toEqual(shared);
    if ("rows" in shared) expect(shared.rows.join("\n"), about).not.toMatch(/"CANARY-|-77777|"t[23]"|\+49 30|"P\d"/u);
    return true;
  }
});
