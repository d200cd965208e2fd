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

const iataOf = JSON.parse(here("../../../demo/skyward/report-airports.json")) as Record<string, string>;

/** Name and city of an airport by its code. The lines that are needed hold no quoted field. */
const airports = new Map(
  here("../../../node_modules/vega-datasets/data/airports.csv").trim().split(/\r?\n/u).map((line) => {
    const [iata = "", name = "", city = ""] = line.split(",");
    return [iata, { name, city }];
  }),
);

const rows = rowsOf("AMERICAN AIRLINES");
const distinct = (name: string): string[] => [...new Set(rows.map((row) => row[name] ?? ""))].filter(Boolean).toSorted();

const codes = distinct("Airport Name").map((name) => iataOf[name] ?? name);

export const values: Record<string, string[]> = {
  "operators.name": ["American Airlines"],
  "airports.id": codes,
  "airports.name": codes.map((code) => airports.get(code)?.name ?? "Barksdale AFB"),
  "airports.city": [...new Set(codes.map((code) => airports.get(code)?.city ?? "Bossier City"))],
  "airports.state": distinct("Origin State"),
  "aircraft.model": distinct("Aircraft Make Model"),
  "species.name": distinct("Wildlife Species"),
};

export const lexicon = buildLexicon(model, values);

export interface Given { locale?: string; previous?: Plan; resolve?: Record<string, string>; today?: string }

export function read(question: string, { previous, locale, resolve = {}, today = TODAY }: Given = {}): Understood {
  return understand({ question, lexicon, model, today, resolve, ...(locale ? { locale } : {}), ...(previous ? { previous } : {}) });
}
