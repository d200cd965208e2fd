// The demo's model with values read from its CSV for one airline, for tests of the planner.
import { readFileSync } from "node:fs";
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import type { SemanticModel } from "../../../worker/semantic/model.ts";
import type { Plan, Understood } from "../../../worker/semantic/plan.ts";
import { understand } from "../../../worker/agent/plan/index.ts";

const here = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

export const model = JSON.parse(here("../../../demo/skyward/model.json")) as SemanticModel;
export const TODAY = "2002-07-25";

/** Rows of one airline, by column name. The file holds no quoted field. */
function rowsOf(operator: string): Record<string, string>[] {
  const [header = "", ...lines] = here("../../../node_modules/vega-datasets/data/birdstrikes.csv").trim().split(/\r?\n/u);
  const names = header.split(",");
  const rows = lines.map((line) => Object.fromEntries(line.split(",").map((cell, index) => [names[index] ?? "", cell])));
  return rows.filter((row) => row["Aircraft Airline Operator"] === operator);
}

const CITIES = ["Denver", "Dallas-Fort Worth", "Chicago", "Houston", "New York", "Newark", "Washington", "Sacramento", "Nashville", "Pittsburgh", "St. Louis", "San Francisco", "San Antonio", "Los Angeles", "Seattle", "Boston", "Portland", "Austin", "Kansas City", "New Orleans", "Salt Lake City", "Philadelphia", "Phoenix", "Orlando", "Atlanta"];
const AIRPORTS = ["Denver Intl", "Dallas-Fort Worth International", "Chicago O'Hare International", "Chicago Midway", "William P Hobby", "George Bush Intercontinental", "John F Kennedy Intl", "LaGuardia", "Newark Intl", "Washington Dulles International", "Ronald Reagan Washington National", "Sacramento International", "Nashville International", "Barksdale Air Force Base", "San Francisco International", "Gen Edw L Logan Intl", "Portland Intl", "Austin-Bergstrom International", "Lambert-St Louis International"];
const CODES = ["DEN", "DFW", "ORD", "MDW", "HOU", "IAH", "JFK", "LGA", "EWR", "IAD", "DCA", "SMF", "BNA", "BAD", "SFO", "BOS", "PDX", "AUS", "STL"];

const rows = rowsOf("AMERICAN AIRLINES");
const distinct = (name: string): string[] => [...new Set(rows.map((row) => row[name] ?? ""))].filter(Boolean).toSorted();

export const values: Record<string, string[]> = {
  "operators.name": ["American Airlines"],
  "airports.id": CODES,
  "airports.name": AIRPORTS,
  "airports.city": CITIES,
  "airports.state": distinct("Origin State"),
  "aircraft.model": distinct("Aircraft Make Model"),
  "species.name": distinct("Wildlife Species"),
};

export const lexicon = buildLexicon(model, values);

export interface Given { previous?: Plan; resolve?: Record<string, string>; today?: string }

export function read(question: string, { previous, resolve = {}, today = TODAY }: Given = {}): Understood {
  return understand({ question, lexicon, model, today, resolve, ...(previous ? { previous } : {}) });
}
