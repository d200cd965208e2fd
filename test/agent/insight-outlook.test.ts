// What is said of the period to come, and where nothing is.
import { describe, expect, it } from "vitest";
import { findInsights } from "../../worker/agent/insight.ts";
import { BANNED } from "../../worker/agent/insight/sentence.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { normals } from "../stats/noise.ts";
import { month, monthly, phase, plan, strikes } from "./columns.ts";

const next = normals(91);
const seasonal = Array.from({ length: 48 }, (_, index) => Math.round(200 + 60 * Math.sin((2 * Math.PI * index) / 12) + 6 * next()));
const year: ResultColumn = { name: "year", label: "Year", type: "number", role: "time", grain: "year", format: "plain" };
const outlook = (columns: ResultColumn[], rows: Cell[][], today: string) => findInsights({ columns, rows, truncated: false, plan: plan(), locale: "en", today, labels: { title: "" } }).items.find(({ type }) => type === "forecast");

describe("the outlook", () => {
  it("is a range for the next period, with how often such ranges held, and never a promise", () => {
    const found = outlook([month, strikes], monthly(seasonal), "2001-12-31");
    expect(found?.text).toMatch(/^If the pattern holds, strikes in Jan 2002 are likely to be between \d{3} and \d{3}; such a range held \d+ of \d+ times before\.$/u);
    expect(found).toMatchObject({ class: "inferential", test: { n: 48 } });
    expect(found?.test?.q).toBeLessThanOrEqual(0.05);
    expect(BANNED.filter((word) => found?.text.includes(word))).toEqual([]);
  });
  it("is of the open period, whose number so far is left out", () => {
    const rows = [...monthly(seasonal), ["2002-01-01", 3] as Cell[]];
    expect(outlook([month, strikes], rows, "2002-01-20")?.text).toBe(outlook([month, strikes], monthly(seasonal), "2001-12-31")?.text);
  });
  it("is none of what is long over, has gaps, was cut, or has no dates", () => {
    expect(outlook([month, strikes], monthly(seasonal), "2002-07-25")).toBeUndefined();
    expect(outlook([month, strikes], monthly(seasonal).filter((_row, index) => index !== 5), "2001-12-31")).toBeUndefined();
    expect(outlook([phase, strikes], monthly(seasonal), "2001-12-31")).toBeUndefined();
  });
  it("speaks of years that are numbers", () => {
    const rows = Array.from({ length: 24 }, (_, index): Cell[] => [1978 + index, Math.round(100 + 12 * next())]);
    const text = outlook([year, strikes], rows, "2001-12-31")?.text;
    if (text) expect(text).toContain("in 2002");
    expect(outlook([year, strikes], rows, "2010-12-31")).toBeUndefined();
  });
  it("hides no answer that nothing was found", () => {
    const flat = Array.from({ length: 88 }, () => Math.round(100 + 12 * next()));
    const { items } = findInsights({ columns: [month, strikes], rows: monthly(flat), truncated: false, plan: plan(), locale: "en", today: "2005-04-30", labels: { title: "" } });
    expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(["forecast", "nothing"]));
  });
});
