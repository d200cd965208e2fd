// Why a number changed: the sentence, the findings and the chart are of the rows, and of nothing else.
import { describe, expect, it } from "vitest";
import { presentChange } from "../../worker/agent/changed.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import type { Plan } from "../../worker/semantic/plan.ts";

const plan: Plan = {
  intent: "change", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [{ column: "airports.name" }, { column: "strikes.phase" }], filters: [],
  time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }] }, previous: { from: "1997-01-01", to: "1998-01-01", label: "1997" },
};
const number = (name: string, label: string): ResultColumn => ({ name, label, type: "number", role: "measure", format: "integer", additive: true });
const columns: ResultColumn[] = [
  { name: "dimension", label: "Seen by", type: "string", role: "category" }, { name: "member", label: "Part", type: "string", role: "category" },
  number("strikes", "Strikes, 1998"), number("strikes_previous", "Strikes, 1997"), number("change", "Change"), { ...number("change_share", "Share of the change"), format: "percent" },
];
const row = (dimension: string, member: string | null, now: number, before: number): Cell[] => [dimension, member, now, before, now - before, (now - before) / 100];
const rows = [row("Total", null, 400, 300), row("Airport", "Denver", 195, 100), row("Airport", "Boston", 105, 100), row("Airport", "Reno", 100, 100), row("Phase", "Climb", 205, 155), row("Phase", "Approach", 195, 145)];

describe("presentChange", () => {
  const shown = presentChange({ columns, rows, plan, locale: "en" });

  it("says how the whole moved, and where that is", () => {
    expect(shown?.headline).toBe("Strikes rose from 300 (1997) to 400 (1998): +100 (+33.3%).");
    expect(shown?.items.map((item) => item.text).join(" ")).toMatch(/Denver.*\+95/u);
    expect(shown?.items.map((item) => item.text).join(" ")).not.toMatch(/because|caused|due to/u);
  });

  it("draws the dimension that tells most, and nothing that did not move", () => {
    expect(shown?.drawn.columns[0]?.label).toBe("Airport");
    expect(shown?.drawn.title).toBe("Change in strikes by airport: most at Denver (+95)");
    expect(shown?.drawn.rows).toEqual([["Denver", 95], ["Boston", 5]]);
  });

  it("has nothing to say of other plans", () => {
    expect(presentChange({ columns, rows, plan: { ...plan, intent: "compare" }, locale: "en" })).toBeUndefined();
    expect(presentChange({ columns, rows: [], plan, locale: "en" })).toBeUndefined();
  });
});
