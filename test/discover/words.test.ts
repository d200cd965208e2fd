// What a draft lets people say: one meaning a word, the short word where there is only one, and nothing silently chosen.
import { beforeAll, describe, expect, it } from "vitest";
import { addWords } from "../../worker/semantic/discover/more-words.ts";
import { settleWords } from "../../worker/semantic/discover/settle-words.ts";
import type { Column, SemanticModel } from "../../worker/semantic/model.ts";
import { answer, discovered, type Discovered } from "./database.ts";
import { problemsOf } from "./drafts.ts";

const GARAGE = `
  CREATE TABLE cars (id int PRIMARY KEY, model text, year int, color text, price numeric, top_speed_km int, is_electric boolean, has_radio boolean, has_keys boolean, num_doors int, status text);
  CREATE TABLE customers (id int PRIMARY KEY, name text, status text, is_active boolean);
  CREATE TABLE employees (id int PRIMARY KEY, name text, is_active boolean, review_count int);
  CREATE TABLE daily_repairs (id int PRIMARY KEY, car_id int, customer_id int, employee_id int, tot_cost numeric, hours int, repaired_on date, month int, city_name text);
  INSERT INTO cars SELECT i, 'M' || i % 4, 2000 + i, 'red', i, i, i % 2 = 0, i % 3 = 0, true, 4, 'ok' FROM generate_series(1, 12) i;
  INSERT INTO customers SELECT i, 'C' || i, 'new', i % 2 = 0 FROM generate_series(1, 6) i; INSERT INTO employees SELECT i, 'E' || i, i % 3 = 0, i FROM generate_series(1, 6) i;
  INSERT INTO daily_repairs SELECT i, 1 + i % 12, 1 + i % 6, 1 + i % 6, i, i % 8, date '2026-07-01' + i, 7, 'Rome' FROM generate_series(1, 100) i;`;

let garage: Discovered;
beforeAll(async () => {
  garage = await discovered(GARAGE);
});

const column = (table: string, name: string): Column | undefined => garage.model.tables.find((one) => one.name === table)?.columns.find((one) => one.name === name);
const said = (table: string, name: string): unknown => [column(table, name)?.label, column(table, name)?.synonyms];

describe("labels", () => {
  it("are the words of the name, less what only says its kind", () => {
    expect(problemsOf(garage.model)).toEqual([]);
    expect(said("daily_repairs", "tot_cost")).toEqual(["cost", ["tot cost"]]);
    expect(said("daily_repairs", "city_name")).toEqual(["city", ["city name"]]);
    expect(said("cars", "top_speed_km")).toEqual(["top speed", ["top speed km"]]);
    expect(column("cars", "top_speed_km")?.unit).toBe("km");
  });

  it("of a name are what the row is, or their own word where they have one", () => {
    expect(said("customers", "name")).toEqual(["customer", ["customer name"]]);
    expect(said("cars", "model")).toEqual(["model", []]);
  });

  it("that two tables share are said with the table, and the bare word asks back", async () => {
    expect(said("cars", "status")).toEqual(["car status", ["status"]]);
    expect(said("customers", "status")).toEqual(["customer status", ["status"]]);
    expect(await answer(garage, "Number of daily repairs by status")).toMatch(/^clarify: Which “status” do you mean/u);
    expect(await answer(garage, "Number of daily repairs by car status")).toHaveLength(1);
  });

  it("are never words of the calendar alone", async () => {
    expect(said("daily_repairs", "month")).toEqual(["daily repair month", []]);
    expect(said("cars", "year")).toEqual(["car year", []]);
    expect(await answer(garage, "How many daily repairs did we have each month?")).toHaveLength(4);
  });

  it("may be, as synonyms, where there are no dates", async () => {
    const source = await discovered("CREATE TABLE papers (id int PRIMARY KEY, year int); INSERT INTO papers SELECT i, 2000 + i FROM generate_series(1, 9) i;");
    expect(source.model.tables[0]?.columns[1]).toMatchObject({ label: "paper year", synonyms: ["year"] });
    garage = await discovered(GARAGE);
  });

  it("that are cut to the same stay whole", async () => {
    const source = await discovered("CREATE TABLE parcels (id int PRIMARY KEY, height_cm int, height_mm int, total_fee numeric, fee numeric);");
    expect(source.model.tables[0]?.columns.map(({ label }) => label)).toEqual(["id", "height cm", "height mm", "total fee", "fee"]);
    garage = await discovered(GARAGE);
  });
});

describe("yes and no", () => {
  it("are segments, and counts of them", async () => {
    expect(garage.model.segments.map(({ label }) => label)).toEqual(["electric", "with a radio", "with keys", "of active customers", "of inactive customers", "of active employees", "of inactive employees"]);
    expect(await answer(garage, "How many electric cars are there?")).toEqual([{ electric_cars: 6 }]);
    expect(await answer(garage, "How many cars have a radio?")).toHaveLength(1);
    expect(await answer(garage, "cars with a radio by color")).toHaveLength(1);
    expect(await answer(garage, "How many active customers are there?")).toEqual([{ active_customers: 3 }]);
    expect(await answer(garage, "How many inactive employees are there?")).toEqual([{ inactive_employees: 4 }]);
  });

  it("of two tables are never mixed up", async () => {
    expect(await answer(garage, "Number of daily repairs of active customers")).toHaveLength(1);
    expect(await answer(garage, "How many daily repairs are active?")).not.toBeInstanceOf(Array);
  });
});

describe("more words", () => {
  it("are the last word of a name, adjectives and counts", async () => {
    expect(garage.model.tables.find(({ name }) => name === "daily_repairs")?.synonyms).toContain("repair");
    expect(column("cars", "top_speed_km")?.adjectives?.most).toEqual(["fastest"]);
    expect(said("cars", "num_doors")).toEqual(["number of doors", ["num doors", "doors"]]);
    expect(said("employees", "review_count")).toEqual(["review count", ["reviews", "number of reviews"]]);
    expect(await answer(garage, "average reviews")).toEqual([{ avg_review_count: expect.anything() as unknown }]);
  });

  it("are given to neither of two things that would have them", () => {
    expect(column("cars", "price")?.adjectives).toBeUndefined();
    expect(column("daily_repairs", "tot_cost")?.adjectives).toBeUndefined();
    const two = (label: string): SemanticModel["tables"][number] => ({ name: label.replace(" ", "_"), schema: "public", label, plural: `${label}s`, synonyms: [], description: "x", primaryKey: ["id"], columns: [{ name: "id", type: "integer", label: "id", synonyms: [], dimension: false }] });
    expect(addWords({ ...garage.model, metrics: [], segments: [], tables: [two("order line"), two("invoice line")] }).tables.map(({ synonyms }) => synonyms)).toEqual([[], []]);
    expect(addWords({ ...garage.model, metrics: [], segments: [], tables: [two("order line"), two("stock")] }).tables.map(({ synonyms }) => synonyms)).toEqual([["line"], []]);
  });

  it("of a column are no other number's", () => {
    const model = settleWords({ ...garage.model, metrics: [{ name: "reviews", label: "reviews", synonyms: ["review count", "number of reviews"], description: "x", table: "employees", aggregate: { function: "count" }, additive: true, format: "integer" }] });
    expect(model.metrics[0]?.synonyms).toEqual([]);
  });
});
