// Findings on public data of which it is known what is in them, and what is not.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findInsights } from "../../worker/agent/insight.ts";
import type { Cell, Insight, ResultColumn } from "../../worker/protocol.ts";
import { month, phase, plan, speed, strikes } from "./columns.ts";

const text = (name: string): string => readFileSync(new URL(`../../node_modules/vega-datasets/data/${name}`, import.meta.url), "utf8");
const csv = (name: string): string[][] => text(name).trim().split(/\r?\n/u).slice(1).map((line) => line.split(","));
const find = (columns: ResultColumn[], rows: Cell[][], today = "2030-01-01"): Insight[] => findInsights({ columns, rows, truncated: false, plan: plan(), locale: "en", today, labels: { title: "" } }).items;
const claims = (items: Insight[]): string[] => items.filter((item) => item.class === "inferential" && item.type !== "forecast").map(({ type }) => type);
const texts = (items: Insight[]): string => items.map((item) => item.text).join(" ");
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("carbon dioxide at Mauna Loa", () => {
  const rows = csv("co2-concentration.csv").map(([date = "", ppm]): Cell[] => [`${date.slice(0, 7)}-01`, Number(ppm)]).slice(-360);
  const found = find([month, { ...speed, label: "CO2", unit: "ppm" }], rows);
  it("peaks in May every year, and is above the year before throughout", () => {
    expect(texts(found)).toContain("CO2 tended to be highest in May and lowest in September.");
    expect(texts(found)).toContain("In 348 of 348 months, CO2 came to more than a year before.");
  });
});

describe("the weather of Seattle", () => {
  const days = csv("seattle-weather.csv").map(([date = "", , high]) => ({ month: `${date.slice(0, 7)}-01`, high: Number(high) }));
  const rows = [...Map.groupBy(days, (day) => day.month)].map(([at, members]): Cell[] => [at, mean(members.map(({ high }) => high))]);
  it("is warmest in July", () => expect(texts(find([month, { ...speed, label: "Average high", unit: "°C" }], rows))).toMatch(/highest in (July|August) and lowest in (December|January)/u));
  it("has no unusual day of one year: days drift with the season", () => {
    const day: ResultColumn = { ...month, name: "day", grain: "day" };
    const year = csv("seattle-weather.csv").filter(([date = ""]) => date.startsWith("2015")).map(([date = "", , high]): Cell[] => [date, Number(high)]);
    expect(claims(find([day, speed], year))).toEqual([]);
  });
  it("is forecast for January as a winter month", () => {
    const outlook = find([month, { ...speed, label: "Average high", unit: "°C" }], rows, "2015-12-31").find(({ type }) => type === "forecast");
    expect(Number.parseFloat(outlook?.values["high"] ?? "99")).toBeLessThan(14);
  });
});

describe("prices of shares", () => {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const prices = csv("stocks.csv").map(([symbol = "", date = "", price]) => ({ symbol, at: `${date.slice(-4)}-${String(months.indexOf(date.slice(0, 3)) + 1).padStart(2, "0")}-01`, price: Number(price) }));
  it.each(["MSFT", "AMZN", "IBM", "AAPL"])("%s drift: neither they nor their changes have a trend", (symbol) => {
    const rows = prices.filter((row) => row.symbol === symbol).map(({ at, price }): Cell[] => [at, price]);
    const changes = rows.slice(1).map(([at = null, price], index): Cell[] => [at, Number(price) - Number(rows[index]?.[1])]);
    for (const series of [rows, changes]) expect(claims(find([month, speed], series))).not.toContain("trend");
  });
});

describe("unemployment by industry", () => {
  interface Count { series: string; year: number; month: number; count: number }
  const rows = (JSON.parse(text("unemployment-across-industries.json")) as Count[]).map(({ series, year, month: at, count }): Cell[] => [`${year}-${String(at).padStart(2, "0")}-01`, series, count]);
  it("rose at the beginning of 2009", () => {
    const found = find([month, { ...phase, label: "Industry" }, { ...strikes, label: "Unemployed" }], rows);
    expect(texts(found)).toMatch(/ran at about [\d,]+ from (Dec 2008|Jan 2009|Feb 2009|Mar 2009) on, against [\d,]+ before\./u);
  });
});
