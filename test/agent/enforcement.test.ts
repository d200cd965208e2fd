import { describe, expect, it } from "vitest";
import { createEnforcement } from "../../worker/agent/enforcement.ts";
import type { Asked } from "../../worker/agent/known-values.ts";
import type { Ports } from "../../worker/ports.ts";
import { principalOf, skyward } from "./fixtures.ts";

const LOCKED = ["guard", "row-level security", "read-only role"];
const OPEN = ["guard", "read-only role"];

function setup(answers: (boolean | Error)[]) {
  const asked: string[][] = [];
  const logged: string[] = [];
  let time = 0;
  const rowSecurity = (tables: string[]): Promise<boolean> => {
    asked.push(tables);
    const answer = answers.shift() ?? false;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const ports = { now: () => new Date(time), log: { event: (name: string) => logged.push(name) } } as unknown as Ports;
  const source = { source: skyward, principal: principalOf("a"), connector: { rowSecurity } } as unknown as Asked;
  const enforcement = createEnforcement();
  return { asked, logged, later: (ms: number) => { time += ms; }, check: (...tables: string[]) => enforcement(source, tables, ports) };
}

describe("who filters the rows", () => {
  it("is asked of the database once a minute for the same tables", async () => {
    const { check, asked, later } = setup([true, false]);
    expect([await check("s.a", "s.b"), await check("s.b", "s.a")]).toEqual([LOCKED, LOCKED]);
    expect(asked).toHaveLength(1);
    later(60_001);
    expect(await check("s.a", "s.b")).toEqual(OPEN);
  });

  it("is the guard alone where the database says no, or does not say", async () => {
    const { check, logged } = setup([false, new Error("down")]);
    expect([await check("s.a"), await check("s.b")]).toEqual([OPEN, OPEN]);
    expect(logged).toEqual(["source.guard_only", "source.guard_only"]);
  });
});
