import { describe, expect, it } from "vitest";
import { findInsights, type InsightInput } from "../../worker/agent/insight.ts";
import { BANNED } from "../../worker/agent/insight/sentence.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { seeded, pick } from "../semantic/data.ts";
import { normals } from "../stats/noise.ts";
import { cost, light, month, monthly, named, phase, plan, rate, size, speed, strikes, weekday } from "./columns.ts";

function find(columns: ResultColumn[], rows: Cell[][], change: Partial<InsightInput> = {}) {
  return findInsights({ columns, rows, truncated: false, plan: plan(), locale: "en", today: "2002-07-25", labels: { title: "Strikes by phase" }, ...change });
}
const texts = (columns: ResultColumn[], rows: Cell[][], change: Partial<InsightInput> = {}): string[] => find(columns, rows, change).items.map((item) => item.text);
const flight = "strikes.flight_date" as const;
const in1998 = { column: flight, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "" }] };
const compared = plan({ time: in1998, previous: { from: "1997-01-01", to: "1998-01-01", label: "" } });
const periods: ResultColumn[] = [{ ...strikes, label: "Strikes, 1998" }, { ...strikes, name: "p", label: "Strikes, 1997" }, { ...strikes, name: "c", label: "Change" }, { ...rate, name: "r", label: "Change in %" }];

describe("the headline", () => {
  it.each<[string, ResultColumn[], Cell[][], Partial<InsightInput>, string]>([
    ["a count", [strikes], [[2171]], {}, "2,171 strikes."],
    ["a count of a period", [strikes], [[190]], { plan: plan({ time: in1998 }) }, "190 strikes (1998)."],
    ["money", [cost], [[2194024]], {}, "Total cost: $2,194,024."],
    ["a rate", [rate], [[0.05481]], {}, "Damage rate: 5.5%."],
    ["no number", [speed], [[null]], {}, "Average speed: no data."],
    ["nothing", [phase, strikes], [], {}, "Nothing found: strikes by phase."],
    ["a share", [{ ...rate, label: "Share" }, strikes, { ...strikes, name: "all", label: "All" }], [[0.25, 1, 4]], { plan: plan({ share: true }) }, "25% of strikes: 1 of 4."],
    ["a comparison", periods, [[907, 865, 42, 0.0486]], { plan: compared }, "Strikes, 1998: 907; strikes, 1997: 865. Change: +42 (+4.9%)."],
    ["a comparison with little", periods, [[3, 2, 1, 0.5]], { plan: compared }, "Strikes, 1998: 3; strikes, 1997: 2. Change: +1."],
    ["a breakdown", [phase, strikes], named([60, 40]), {}, "A1 has the most strikes: 60 of 100 (60%)."],
    ["a ranking", [phase, cost], named([60, 40]), { plan: plan({ limit: 2 }) }, "A1 has the highest total cost: $60, then A2 with $40."],
    ["the lowest", [phase, strikes], named([1, 2]), { plan: plan({ limit: 2, order: { by: "metric", index: 0, direction: "asc" } }) }, "A1 has the fewest strikes: 1, then A2 with 2."],
    ["the first of a ranking", [phase, strikes], named([60]), { plan: plan({ limit: 1, order: { by: "metric", index: 0, direction: "desc" } }) }, "A1 has the most strikes: 60."],
    ["the latest rows", [month, phase], monthly([1, 2]), { plan: plan({ intent: "list", limit: 2, order: { by: "column", column: "strikes.month", direction: "desc" } }), labels: { title: "List of strikes" } }, "The latest 2 strikes."],
    ["the one", [phase, strikes], named([60]), {}, "A1: 60 strikes."],
    ["time", [month, strikes], monthly([3, 9, 5]), {}, "17 strikes in all; highest in Feb 1998 at 9."],
    ["weeks", [{ ...month, grain: "week" }, strikes], [["1998-01-04", 3], ["1998-01-11", 9]], {}, "12 strikes in all; highest in the week of Jan 11, 1998 at 9."],
    ["days", [{ ...month, grain: "day" }, strikes], [["1998-01-04", 3], ["1998-01-05", 9]], {}, "12 strikes in all; highest on Jan 5, 1998 at 9."],
    ["rows in an order that some lack", [month, { ...speed, name: "speed_knots", label: "Speed" }], [["1998-01-01", 100], ["1998-01-02", 120], ["1998-01-03", null]], { plan: plan({ intent: "list", limit: 10, order: { by: "column", column: "strikes.speed_knots", direction: "asc" } }), labels: { title: "List of strikes" } }, "3 strikes, lowest speed first: from 100 kn to 120 kn (1 without)."],
    ["an average over time", [month, speed], monthly([3, 9, 5]), {}, "Average speed over time: highest in Feb 1998 at 9 kn."],
    ["two dimensions", [phase, light, strikes], [["Climb", "Day", 3], ["Climb", "Night", 1]], {}, "Climb / Day has the most strikes: 3 of 4 (75%)."],
    ["a list", [month, phase], [["1998-01-01", "Climb"]], { plan: plan({ intent: "list" }), labels: { title: "List of strikes" } }, "Strikes found: 1."],
    ["a list that is cut", [month, phase], monthly([1, 2]), { plan: plan({ intent: "list", limit: 2 }), labels: { title: "List of strikes" } }, "The first 2 strikes."],
    ["the extreme record", [month, { ...cost, name: "cost_total", label: "Cost" }], monthly([7]), { plan: plan({ intent: "list", limit: 1, order: { by: "column", column: "strikes.cost_total", direction: "desc" } }) }, "Highest cost: $7."],
    ["absence", [phase, strikes], named([3, 2]), { plan: plan({ intent: "absent" }), labels: { title: "Airports that had strikes, but none with damage" } }, "2 airports that had strikes, but none with damage."],
    ["a distribution", [speed], [[1], [2], [3], [4], [5]], { plan: plan({ intent: "distribution" }) }, "Average speed: half of 5 values lie between 2 kn and 4 kn; the median is 3 kn."],
    ["a relation", [speed, cost], [[1, 1], [2, 2]], { plan: plan({ intent: "relation" }) }, "2 rows have both average speed and total cost."],
  ])("of %s", (_name, columns, rows, change, headline) => expect(find(columns, rows, change).headline).toBe(headline));

  it("speaks the reader's numbers", () => expect(find([cost], [[1234.5]], { locale: "de" }).headline).toContain("1.23"));
});

describe("facts", () => {
  it("name the leader, its share, and how few make up most", () => {
    // The share stands in the headline already, so it is not said twice.
    expect(texts([phase, strikes], named([90, 5, 5]))).toEqual(["A1 leads with 90, 18 times the next, A2 (5)."]);
    expect(texts([phase, strikes], named([90, 80, 2, 2, 2, 1, 1, 1, 1]))).toContain("2 of 9 values of phase of flight account for 94.4% of strikes.");
    expect(texts([phase, strikes], named([10, 11, 12, 10]))[0]).toBe("Strikes are spread about evenly across phase of flight: from 10 to 12.");
  });
  it("say nothing of shares where the rows are not the whole or do not add up", () => {
    for (const change of [{ truncated: true }, { plan: plan({ limit: 3 }) }]) expect(texts([phase, strikes], named([90, 5, 5]), change).join()).not.toContain("makes up");
    expect(texts([phase, speed], named([90, 5, 5])).join()).not.toContain("makes up");
  });
  it("tell streaks and the newest change, and no percentage of little", () => {
    expect(texts([month, strikes], monthly([1, 2, 3, 4, 5, 6, 7])).join()).toContain("rose in each of the last 6 months");
    expect(texts([month, strikes], monthly([20, 10, 15]))).toContain("Mar 1998 came to 15, +5 (+50%) against Feb 1998.");
    expect(texts([month, strikes], monthly([20, 2, 3]))).toContain("Mar 1998 came to 3, +1 against Feb 1998.");
  });
  it("count differences of percentages in points", () => {
    expect(texts([month, rate], monthly([0.05, 0.058, 0.087]))).toContain("Mar 1998 came to 8.7%, +2.9 pts against Feb 1998.");
  });
  it("test nothing on the top of a ranking", () => {
    expect(find([phase, strikes], named([900, 5, 6, 5, 4, 6, 5, 4, 6, 5]), { plan: plan({ limit: 10 }) }).checked).toBe(0);
  });
  it("leave out the period that is not over, and say so first", () => {
    const items = find([month, strikes], [["2002-05-01", 30], ["2002-06-01", 20], ["2002-07-01", 999]]).items;
    expect(items[0]).toMatchObject({ class: "quality", type: "partial-period" });
    expect(items.map((item) => item.text).join()).not.toContain("999");
  });
  it("warn of missing numbers and of cut results", () => {
    expect(texts([phase, speed], [["A", null], ["B", 3], ["C", 4]])[0]).toBe("1 of 3 have no average speed.");
    expect(texts([phase, strikes], named([3, 2]), { truncated: true })[0]).toMatch(/first 2 rows/u);
  });
});

describe("claims", () => {
  const noise = normals(5);
  it("state a trend with its slope, its range and its n", () => {
    const [first] = find([month, strikes], monthly(Array.from({ length: 24 }, (_, index) => Math.round(100 + 5 * index + 4 * noise())))).items;
    expect(first).toMatchObject({ class: "inferential", type: "trend", test: { n: 24 } });
    expect(first?.text).toMatch(/^Strikes tended to rise by about [45](\.\d+)? per month over 24 months \(between /u);
    expect(first?.test?.q).toBeLessThan(0.05);
  });
  it("state an outlier with what would be expected", () => {
    const values = Array.from({ length: 24 }, () => Math.round(100 + 5 * noise()));
    values[10] = 200;
    expect(texts([month, strikes], monthly(values))[0]).toMatch(/^Nov 1998 is unusually high at 200; between \d+ and \d+ would be expected\.$/u);
    expect(texts([phase, speed], named(values.slice(0, 12)))[0]).toMatch(/^A11 stands out at 200 kn/u);
  });
  it("say that nothing held, when it was tested", () => {
    const found = find([month, strikes], monthly([12, 9, 11, 10, 12, 10, 9, 11, 10, 12, 11, 9]));
    expect(found.items.at(-1)?.text).toBe("No clear trend or outlier in these 12 points.");
    expect(found.checked).toBe(2);
  });
  it("are not made of few points, of gaps, or of names in a circle", () => {
    expect(find([month, strikes], monthly([1, 2, 3, 4, 5, 6, 7])).checked).toBe(0);
    expect(find([weekday, strikes], (weekday.order ?? []).map((day) => [day, 5])).checked).toBe(0);
    expect(find([size, strikes], [["Small", 1], ["Large", 2]]).checked).toBe(0);
  });
  it("of a relation always say that it shows no cause", () => {
    const rows = Array.from({ length: 60 }, (_, index) => [index, index + 10 * noise()]);
    expect(find([speed, cost], rows, { plan: plan({ intent: "relation" }) }).items[0]?.text).toMatch(/^Rows with a higher average speed tend to have a higher total cost .* This does not show that one leads to the other\.$/u);
    const unrelated = Array.from({ length: 60 }, () => [noise(), noise()]);
    expect(find([speed, cost], unrelated, { plan: plan({ intent: "relation" }) }).items[0]?.text).toMatch(/^No clear relation/u);
  });
});

describe("every sentence", () => {
  it("holds only recorded values, and no word that claims too much", () => {
    const random = seeded(11);
    for (let run = 0; run < 400; run++) {
      const values = Array.from({ length: 2 + Math.floor(random() * 30) }, () => Math.floor(random() ** 3 * pick(random, [10, 1_000, 1_000_000])));
      const time = random() < 0.5;
      for (const item of find([time ? month : phase, pick(random, [strikes, cost, speed])], time ? monthly(values) : named(values)).items) {
        const left = Object.values(item.values).toSorted((a, b) => b.length - a.length).reduce((text, value) => text.replaceAll(value, ""), item.text);
        expect(left, item.text).not.toMatch(/\d/u);
        expect(BANNED.filter((word) => item.text.toLowerCase().includes(word)), item.text).toEqual([]);
        if (item.class !== "inferential") expect(item.text).not.toMatch(/tend/u);
      }
    }
  });
});
