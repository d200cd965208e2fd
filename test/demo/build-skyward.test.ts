// The demo's tables against the files read by another path.
import { describe, expect, it } from "vitest";
import { buildSkyward } from "../../demo/skyward/build-skyward.ts";
import { readSkywardFiles } from "../../demo/skyward/load-skyward.ts";
import { by, cost, strikes as reports, sum } from "../e2e/strikes.ts";

const files = readSkywardFiles();
const tables = buildSkyward(files);
const airport = (id: string) => tables.airports.find((one) => one.id === id);

describe("strikes", () => {
  it("are all there, in the order of the file, value for value", () => {
    const models = new Map(tables.aircraft.map(({ id, model }) => [id, model]));
    const animals = new Map(tables.species.map(({ id, name }) => [id, name]));
    expect(tables.strikes).toHaveLength(10_000);
    const back = tables.strikes.map((strike) => [
      strike.flight_date, models.get(strike.aircraft_id), animals.get(strike.species_id), strike.phase, strike.time_of_day, strike.wildlife_size, strike.damage,
      Number(strike.cost_repair), Number(strike.cost_other), Number(strike.cost_total), strike.speed_knots,
    ]);
    expect(back).toEqual(reports.map((row) => [row.date, row.model, row.species, row.phase, row.light, row.size, row.damage, row.repair, row.other, row.cost, row.speed]));
  });

  it("have ids of their own and refer to rows that exist", () => {
    const ids = (rows: { id: string | number }[]) => new Set(rows.map(({ id }) => id));
    expect(ids(tables.strikes).size).toBe(10_000);
    for (const [column, rows] of [["operator_id", tables.operators], ["airport_id", tables.airports], ["aircraft_id", tables.aircraft], ["species_id", tables.species]] as const) {
      const known = ids(rows);
      expect(known.size, column).toBe(rows.length);
      expect(tables.strikes.every((strike) => known.has(strike[column])), column).toBe(true);
    }
  });

  it("keep each operator's share", () => {
    const costs = (rows: { cost_total: string }[]): number => sum(rows.map((row) => Number(row.cost_total)));
    const built = [...Map.groupBy(tables.strikes, (strike) => strike.operator_id).values()].map((rows) => [rows.length, costs(rows)]);
    const expected = by(reports, (row) => row.operator, (rows) => rows.length).map(([operator, n]) => [n, cost(reports.filter((row) => row.operator === operator))]);
    expect(built).toEqual(expected);
  });

  it("keep each airport's reports in the state the reports name", () => {
    const built = [...Map.groupBy(tables.strikes, (strike) => airport(strike.airport_id)?.state).entries()].map(([state, rows]) => [state, rows.length]);
    expect(new Map(built as [string, number][])).toEqual(new Map(by(reports, (row) => row.state)));
    expect(new Set(tables.strikes.map((strike) => strike.airport_id)).size).toBe(50);
  });
});

describe("names", () => {
  it.each([
    ["american-airlines", "American Airlines"], ["us-airways", "US Airways"], ["delta-air-lines", "Delta Air Lines"], ["fedex-express", "FedEx Express"],
    ["ups-airlines", "UPS Airlines"], ["jetblue-airways", "JetBlue Airways"], ["allegheny-airlines", "Allegheny Airlines"],
    ["expressjet-continental-express", "ExpressJet (Continental Express)"], ["military", "Military"],
  ])("%s is %s", (id, name) => {
    expect(tables.operators).toContainEqual({ id, name });
  });

  it("are cased for reading", () => {
    expect(tables.operators).toHaveLength(46);
    expect(tables.operators.filter(({ name }) => name === name.toUpperCase() || name.includes("*"))).toEqual([]);
  });
});

describe("airports", () => {
  it("are all of the file and Barksdale", () => {
    expect(tables.airports).toHaveLength(files.airports.trim().split("\n").length);
    expect(airport("BAD")).toEqual({ id: "BAD", name: "Barksdale AFB", city: "Bossier City", state: "Louisiana", latitude: 32.5018, longitude: -93.6627 });
  });

  it("have a state by name, and none where the file knows none", () => {
    expect(airport("DEN")).toMatchObject({ name: "Denver Intl", city: "Denver", state: "Colorado" });
    expect(airport("CVG")).toMatchObject({ city: "Covington", state: "Kentucky" });
    expect([airport("DCA")?.state, airport("IAD")?.state]).toEqual(["DC", "DC"]);
    expect(tables.airports.filter(({ state }) => state === null)).toHaveLength(12);
    expect(tables.airports.filter(({ state }) => state !== null && state !== "DC" && state.length < 4)).toEqual([]);
  });

  it("stand near where the reports' state is", () => {
    for (const { id, latitude, longitude, state } of tables.airports.filter((one) => tables.strikes.some((strike) => strike.airport_id === one.id))) {
      const hawaii = state === "Hawaii";
      expect(latitude, id).toBeGreaterThan(hawaii ? 18 : 24);
      expect(longitude, id).toBeLessThan(hawaii ? -150 : -66);
    }
  });
});

it("refuses files of another shape", () => {
  expect(() => buildSkyward({ ...files, airports: "iata,name\nDEN,Denver\n" })).toThrow(/expected the columns/u);
  expect(() => buildSkyward({ ...files, birdstrikes: files.birdstrikes.replaceAll("DENVER INTL AIRPORT", "NOWHERE") })).toThrow(/NOWHERE/u);
});
