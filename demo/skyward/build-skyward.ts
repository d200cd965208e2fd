// Turns the two CSV files of vega-datasets into the tables of the demo's database. Pure: texts in, rows out.
import { csvParseRows } from "d3-dsv";
import operatorNames from "./operator-names.json" with { type: "json" };
import reportAirports from "./report-airports.json" with { type: "json" };
import states from "./states.json" with { type: "json" };

export interface SkywardFiles { birdstrikes: string; airports: string }

export interface Operator { id: string; name: string }
export interface Airport { id: string; name: string; city: string | null; state: string | null; latitude: number; longitude: number }
export interface Aircraft { id: number; model: string }
export interface Species { id: number; name: string }
/** Costs in US dollars, as written in the file. */
export interface Strike {
  id: number; operator_id: string; airport_id: string; aircraft_id: number; species_id: number; flight_date: string; phase: string; time_of_day: string;
  wildlife_size: string; damage: string; cost_repair: string; cost_other: string; cost_total: string; speed_knots: number | null;
}

export interface SkywardTables { operators: Operator[]; airports: Airport[]; aircraft: Aircraft[]; species: Species[]; strikes: Strike[] }

type Row<Column extends string> = Record<Column, string>;
type Report = Row<(typeof REPORT_COLUMNS)[number]>;

const REPORT_COLUMNS = [
  "Airport Name", "Aircraft Make Model", "Effect Amount of damage", "Flight Date", "Aircraft Airline Operator", "Origin State", "Phase of flight",
  "Wildlife Size", "Wildlife Species", "Time of day", "Cost Other", "Cost Repair", "Cost Total $", "Speed IAS in knots",
] as const;
const AIRPORT_COLUMNS = ["iata", "name", "city", "state", "country", "latitude", "longitude"] as const;

const iataOf = new Map(Object.entries(reportAirports));
const nameOf = new Map(Object.entries(operatorNames));
const stateOf = new Map(Object.entries(states));

/** The only airport of the reports that the airport file lacks. */
const BARKSDALE: Airport = { id: "BAD", name: "Barksdale AFB", city: "Bossier City", state: "Louisiana", latitude: 32.5018, longitude: -93.6627 };

/**
 * Builds all tables; numbers rows in order of first appearance.
 * @throws Error when a file is not the one expected
 */
export function buildSkyward(files: SkywardFiles): SkywardTables {
  const reports = readRows(files.birdstrikes, REPORT_COLUMNS);
  const operators = new Map(reports.map((report) => [report["Aircraft Airline Operator"], makeOperator(report["Aircraft Airline Operator"])]));
  const models = numberInOrder(reports.map((report) => report["Aircraft Make Model"]));
  const animals = numberInOrder(reports.map((report) => report["Wildlife Species"]));
  return {
    operators: [...operators.values()],
    airports: makeAirports(readRows(files.airports, AIRPORT_COLUMNS), reports),
    aircraft: [...models].map(([model, id]) => ({ id, model })),
    species: [...animals].map(([name, id]) => ({ id, name })),
    strikes: reports.map((report, index) => ({
      id: index + 1,
      operator_id: expect(operators.get(report["Aircraft Airline Operator"])).id,
      airport_id: expect(iataOf.get(report["Airport Name"]), report["Airport Name"]),
      aircraft_id: expect(models.get(report["Aircraft Make Model"])),
      species_id: expect(animals.get(report["Wildlife Species"])),
      flight_date: report["Flight Date"],
      phase: report["Phase of flight"],
      time_of_day: report["Time of day"],
      wildlife_size: report["Wildlife Size"],
      damage: report["Effect Amount of damage"],
      cost_repair: report["Cost Repair"],
      cost_other: report["Cost Other"],
      cost_total: report["Cost Total $"],
      speed_knots: report["Speed IAS in knots"] === "" ? null : Number(report["Speed IAS in knots"]),
    })),
  };
}

/** An airport of the reports is in the state the reports name (Washington's two are in "DC"). */
function makeAirports(rows: Row<(typeof AIRPORT_COLUMNS)[number]>[], reports: Report[]): Airport[] {
  const reportState = new Map(reports.map((report) => [iataOf.get(report["Airport Name"]), report["Origin State"]]));
  const listed = rows.map(({ iata, name, city, state, latitude, longitude }) => ({
    id: iata, name, city: known(city), state: reportState.get(iata) ?? stateOf.get(state) ?? null, latitude: Number(latitude), longitude: Number(longitude),
  }));
  return [...listed, BARKSDALE];
}

function makeOperator(operator: string): Operator {
  const name = nameOf.get(operator) ?? operator.toLowerCase().replace(/\b\w/gu, (letter) => letter.toUpperCase());
  return { id: name.toLowerCase().replace(/[^a-z0-9]+/gu, "-").replace(/^-|-$/gu, ""), name };
}

/** The file writes NA where it does not know. */
function known(text: string): string | null {
  return text === "NA" ? null : text;
}

function numberInOrder(values: string[]): Map<string, number> {
  return new Map([...new Set(values)].map((value, index) => [value, index + 1]));
}

function readRows<Column extends string>(text: string, columns: readonly Column[]): Row<Column>[] {
  const [header = [], ...rows] = csvParseRows(text);
  if (header.join() !== columns.join()) throw new Error(`expected the columns ${columns.join(", ")}`);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ""])) as Row<Column>);
}

function expect<T>(value: T | undefined, what = "a row"): T {
  if (value === undefined) throw new Error(`${what} refers to nothing known`);
  return value;
}
