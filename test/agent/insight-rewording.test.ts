// A model may reword a finding; whatever it changes of number, name, direction or strength sends the template instead.
import { describe, expect, it } from "vitest";
import { findInsights } from "../../worker/agent/insight.ts";
import { explainInWords } from "../../worker/agent/insight/explain.ts";
import { checkRewording } from "../../worker/agent/insight/rewording.ts";
import type { Cell, Insight, ResultColumn } from "../../worker/protocol.ts";
import { explainChange } from "../../worker/stats/explain-change.ts";
import { pick, seeded } from "../semantic/data.ts";
import { normals } from "../stats/noise.ts";
import { cost, light, month, monthly, named, phase, plan, rate, speed, strikes } from "./columns.ts";

const insight = (text: string, values: Record<string, string>): Pick<Insight, "text" | "values"> => ({ text, values });
const trend = insight("Strikes tended to rise by about 4.8 per month over 24 months (between 4.5 and 5.1).", { what: "Strikes", slope: "4.8", low: "4.5", high: "5.1", n: "24", unit: "month", per: "month" });
const leader = insight("Climb leads with 90, 4.5 times the next, Taxi (20).", { name: "Climb", value: "90", times: "4.5", next: "Taxi", nextValue: "20" });
const relation = insight("Over 24 months, strikes and total cost tended to move together (rank correlation 0.81). This does not show that one leads to the other.", { a: "strikes", b: "total cost", rho: "0.81", n: "24", unit: "month" });
const change = insight("Climb went the other way and fell most: −8.", { name: "Climb", change: "−8" });

describe("a rewording that says the same", () => {
  it.each([
    [trend, "Strikes tended to grow by roughly 4.8 per month across 24 months (between 4.5 and 5.1)."],
    [trend, "Strikes have tended to rise by approximately 4.8 per month, over 24 months: between 4.5 and 5.1."],
    [leader, "Climb comes first with 90 – 4.5 times the runner-up, Taxi (20)."],
    [relation, "Over 24 months strikes and total cost have tended to move together (rank correlation: 0.81). This doesn’t show that one leads to the other."],
    [change, "Climb went the other way and declined most (−8)."],
  ])("passes: %#", (original, reworded) => expect(checkRewording(original, reworded)).toBeUndefined());
});

describe("a rewording that says something else", () => {
  it.each<[string, Pick<Insight, "text" | "values">, string, string]>([
    ["another number", trend, "Strikes tended to rise by about 4.9 per month over 24 months (between 4.5 and 5.1).", "number"],
    ["a rounded number", trend, "Strikes tended to rise by about 5 per month over 24 months (between 4.5 and 5.1).", "number"],
    ["numbers that changed places", trend, "Strikes tended to rise by about 4.8 per month over 24 months (between 5.1 and 4.5).", "number"],
    ["a number left out", trend, "Strikes tended to rise by about 4.8 per month over 24 months.", "word"],
    ["a number in words", leader, "Climb leads with 90, four and a half times the next, Taxi (20).", "number"],
    ["a percentage of a number", trend, "Strikes tended to rise by about 4.8% per month over 24 months (between 4.5 and 5.1).", "number"],
    ["a sign lost", change, "Climb went the other way and fell most: 8.", "number"],
    ["a sign won", leader, "Climb leads with −90, 4.5 times the next, Taxi (20).", "number"],
    ["a currency", leader, "Climb leads with $90, 4.5 times the next, Taxi (20).", "number"],
    ["another name", leader, "Climb leads with 90, 4.5 times the next, Cruise (20).", "name"],
    ["names that changed places", leader, "Taxi leads with 90, 4.5 times the next, Climb (20).", "name"],
    ["another direction", trend, "Strikes tended to fall by about 4.8 per month over 24 months (between 4.5 and 5.1).", "direction"],
    ["its opposite by a not", trend, "Strikes tended not to rise by about 4.8 per month over 24 months (between 4.5 and 5.1).", "direction"],
    ["a not that moved", relation, "Over 24 months, strikes and total cost tended not to move together (rank correlation 0.81). This does show that one leads to the other.", "direction"],
    ["no cause left out", relation, "Over 24 months, strikes and total cost tended to move together (rank correlation 0.81).", "word"],
    ["a cause", trend, "Strikes tended to rise by about 4.8 per month over 24 months (between 4.5 and 5.1) because of the weather.", "word"],
    ["more strength", trend, "Strikes tended to rise sharply by about 4.8 per month over 24 months (between 4.5 and 5.1).", "word"],
    ["a tendency made a fact", trend, "Strikes rose by about 4.8 per month over 24 months (between 4.5 and 5.1).", "direction"],
    ["an estimate made exact", trend, "Strikes tended to rise by 4.8 per month over 24 months (between 4.5 and 5.1).", "number"],
    ["by made to", trend, "Strikes tended to rise to about 4.8 per month over 24 months (between 4.5 and 5.1).", "direction"],
    ["an essay", leader, `Climb leads with 90, 4.5 times the next, Taxi (20).${" It is the".repeat(20)}.`, "word"],
    ["markup", leader, "Climb leads with 90, 4.5 times the next, [Taxi] (20).", "number"],
    ["a person", leader, "Climb leads with 90, 4.5 times the next, says Ann, Taxi (20).", "name"],
    ["a class of words by its name", trend, "Strikes tended to <up> by about 4.8 per month over 24 months (between 4.5 and 5.1).", "number"],
    ["nothing", leader, "", "word"],
  ])("is rejected: %s", (_name, original, reworded, kind) => expect(checkRewording(original, reworded)).toMatchObject({ kind }));
});

describe("every finding there is", () => {
  const next = normals(44);
  const wave = (index: number): number => 60 * Math.sin((2 * Math.PI * index) / 12);
  const found = (columns: ResultColumn[], rows: Cell[][]): Insight[] => findInsights({ columns, rows, truncated: false, plan: plan(), locale: "en", today: "2001-12-31", labels: { title: "" } }).items;
  const all = [
    ...found([month, strikes], monthly(Array.from({ length: 48 }, (_, index) => Math.round(200 + wave(index) + 3 * index + 5 * next())))),
    ...found([month, cost], monthly(Array.from({ length: 40 }, (_, index) => Math.round(1_000 + (index < 15 ? 0 : 300) + 40 * next())))),
    ...found([month, strikes, speed], monthly(Array.from({ length: 30 }, () => Math.round(50 + 9 * next()))).map((row) => [...row, Number(row[1]) * 3 + next()])),
    ...found([phase, strikes], named([90, 80, 2, 2, 2, 1, 1, 1, 1])), ...found([phase, strikes], [["Climb", 60], [null, 30], ["Taxi", 10]]), ...found([phase, strikes], named([10, 11, 12, 10])),
    ...found([month, rate], monthly([0.05, 0.058, 0.087, 0.02])), ...found([phase, speed], named([100, 104, 96, 102, 99, 103, 98, 101, 97, 100, 240])), ...found([month, strikes], monthly([1, 2, 3, 4, 5, 6, 7])),
    ...explainInWords(explainChange<Cell>({ before: 1_000, after: 800 }, [{ dimension: "phase", rows: [{ member: "Climb", before: 500, after: 300 }, { member: "Taxi", before: 500, after: 500 }] }]), { measure: strikes, dimensions: { phase, light }, periods: { before: "1997", after: "1998" }, locale: "en" }).items,
  ];

  it("passes as it is", () => {
    expect(new Set(all.map(({ type }) => type)).size).toBeGreaterThan(12);
    for (const one of all) expect(checkRewording(one, one.text), one.text).toBeUndefined();
  });

  it("is rejected once any digit, value, direction or strength is another", () => {
    const random = seeded(7);
    const digit = (text: string): string => {
      const places = [...text.matchAll(/\d/gu)].map(({ index }) => index);
      const at = pick(random, places);
      return `${text.slice(0, at)}${(Number(text[at]) + 1 + Math.floor(8 * random())) % 10}${text.slice(at + 1)}`;
    };
    const word = (text: string, added: string): string => {
      const places = [...text.matchAll(/ /gu)].map(({ index }) => index);
      const at = pick(random, places);
      return `${text.slice(0, at)} ${added}${text.slice(at)}`;
    };
    const opposite: Record<string, string> = { rose: "fell", fell: "rose", rise: "fall", fall: "rise", highest: "lowest", lowest: "highest", high: "low", together: "apart", leads: "trails", from: "to" };
    const turned = (text: string): string => text.replace(/\b(?:rose|fell|rise|fall|highest|lowest|high|together|leads|from)\b/u, (direction) => opposite[direction] ?? direction);
    const adverbs = ["sharply", "significantly", "not", "never", "always", "barely", "twice", "half", "due", "because", "will", "Boeing", "probably", "5", "-", "more", "only", "almost"];
    for (const one of all) for (let run = 0; run < 20; run++) {
      const changed = [/\d/u.test(one.text) ? digit(one.text) : one.text, turned(one.text), word(one.text, pick(random, adverbs)), ...Object.values(one.values).map((value) => one.text.replace(value, "")), one.text.replace(/\d/u, "")];
      for (const text of changed) if (text !== one.text) expect(checkRewording(one, text), text).toBeDefined();
    }
  });
});
