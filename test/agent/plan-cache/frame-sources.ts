// The parts of questions of the two schemas: measures, groups, names, periods and tests.
import type { Frame, Group, Measure, Name, Period, Test } from "./frames.ts";
import { after, before, march, quarter, since, until, year, years } from "./frames.ts";
import type { SourceName } from "./sources.ts";
import type { ColumnRef } from "../../../worker/semantic/model.ts";

export interface Parts {
  table: string;
  time: ColumnRef;
  measures: Measure[];
  groups: Group[];
  /** names by column, at least two of each */
  names: Name[];
  periods: Period[];
  /** tests of one column, differing in comparator, number, unit */
  tests: Test[];
  seeds: Frame[];
}

const by = (one: string, many: string, column: ColumnRef): Group => ({ one, many, dimension: { column } });
const grains = (column: ColumnRef): Group[] => (["month", "quarter", "year"] as const).map((grain) => ({ one: grain, many: `${grain}s`, dimension: { column, grain }, time: true }));
const named = (preposition: string, column: ColumnRef, ...values: string[]): Name[] => values.map((value) => ({ words: `${preposition} ${value}`, column, value, denied: `not ${preposition} ${value}` }));
const tests = (words: string, column: ColumnRef, unit: string, values: number[]): Test[] =>
  values.flatMap((value) => ([["above", ">"], ["at least", ">="], ["below", "<"], ["at most", "<="]] as const).map(([comparator, op]): Test => ({ words: `${words} ${comparator} ${value} ${unit}`, column, op, value })));

function seedsOf({ measures, groups, names, periods, tests: compared }: Omit<Parts, "seeds">): Frame[] {
  const pick = <T>(list: T[], at: number): T => list[at % list.length] as T;
  const ranked = groups.filter((group) => !group.time && !group.cycle);
  return Array.from({ length: 12 }, (_, at): Frame[] => {
    const measure = pick(measures, at);
    const rows = measures.filter((one) => one.rows);
    return [
      { measure, group: pick(groups, at), names: [pick(names, at)], period: pick(periods, at) },
      { measure, group: pick(ranked, at), rank: { direction: at % 2 === 0 ? "desc" : "asc", limit: 3 + at }, names: at % 3 === 0 ? [pick(names, at * 2)] : [], period: pick(periods, at + 3) },
      { measure: pick(rows, at), names: [pick(names, at + 1)], test: pick(compared, at), ...(at % 2 === 0 ? { period: pick(periods, at + 1) } : {}) },
      { measure, names: [pick(names, at + 2)], ...(at % 2 === 0 ? {} : { period: pick(periods, at + 2) }) },
    ];
  }).flat();
}

const withSeeds = (parts: Omit<Parts, "seeds">): Parts => ({ ...parts, seeds: seedsOf(parts) });

export const PARTS: Record<SourceName, Parts> = {
  shop: withSeeds({
    table: "orders", time: "orders.ordered_on",
    measures: [{ words: "revenue", metric: "revenue" }, { words: "orders", metric: "orders", rows: true }, { words: "units sold", metric: "units" }, { words: "return rate", metric: "return_rate" }, { words: "average order value", metric: "aov" }],
    groups: [by("country", "countries", "customers.country"), by("customer", "customers", "customers.name"), by("category", "categories", "products.category"), by("brand", "brands", "products.brand"), by("product", "products", "products.name"), by("channel", "channels", "orders.channel"), ...grains("orders.ordered_on"), { one: "weekday", many: "weekdays", dimension: { column: "orders.ordered_on", cycle: "weekday" }, cycle: true }],
    names: [...named("in", "customers.country", "France", "Spain", "Austria"), ...named("of", "products.brand", "Nordwand", "Alpina"), ...named("of", "products.category", "Shoes", "Jackets"), ...named("by", "orders.channel", "Web", "Phone")],
    periods: [year(2022), year(2023), since(2021), after(2021), before(2023), until(2022), years(2020, 2022), quarter(2023), march(2023)],
    tests: tests("with an amount", "orders.amount", "euros", [100, 250]),
  }),
  skyward: withSeeds({
    table: "strikes", time: "strikes.flight_date",
    measures: [{ words: "strikes", metric: "strikes", rows: true }, { words: "total cost", metric: "cost" }, { words: "damage rate", metric: "damage_rate" }, { words: "cost per strike", metric: "cost_per_strike" }, { words: "strikes with damage", metric: "damaging_strikes" }],
    groups: [by("state", "states", "airports.state"), by("airport", "airports", "airports.name"), by("city", "cities", "airports.city"), by("species", "species", "species.name"), by("aircraft type", "aircraft types", "aircraft.model"), by("phase of flight", "phases of flight", "strikes.phase"), ...grains("strikes.flight_date"), { one: "weekday", many: "weekdays", dimension: { column: "strikes.flight_date", cycle: "weekday" }, cycle: true }],
    names: [...named("in", "airports.state", "Texas", "California", "Florida"), ...named("at", "airports.city", "Denver", "Houston"), ...named("during", "strikes.phase", "Climb", "Approach"), ...named("at", "strikes.time_of_day", "Night", "Dusk")],
    periods: [year(1998), year(2001), since(1995), after(1995), before(2000), until(1999), years(1995, 1998), quarter(1999), march(1997)],
    tests: tests("with a speed", "strikes.speed_knots", "knots", [120, 200]),
  }),
};
