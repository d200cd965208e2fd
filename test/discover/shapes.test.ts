// Schemas of every shape: stars, roles, bridges, keys of several columns, odd names, nothing in them, and many tables.
import { describe, expect, it } from "vitest";
import { discover } from "../../db/discover/index.ts";
import type { Run } from "../../db/discover/run.ts";
import { lintModel } from "../../worker/semantic/discover/index.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { answer, discovered } from "./database.ts";
import { joins, NOW, problemsOf } from "./drafts.ts";

const table = (model: SemanticModel, name: string): SemanticModel["tables"][number] | undefined => model.tables.find((one) => one.name === name);

describe("a star", () => {
  const STAR = `
    CREATE TABLE dim_date (date_key int PRIMARY KEY, full_date date, month_name text);
    CREATE TABLE dim_product (product_key int PRIMARY KEY, product_name text, category text);
    CREATE TABLE dim_store (store_key int PRIMARY KEY, store_name text, city text);
    CREATE TABLE fact_sales (product_key int, store_key int, sale_date date, qty int, unit_price numeric, revenue numeric);
    INSERT INTO dim_product SELECT i, 'P' || i, 'cat ' || i % 3 FROM generate_series(1, 30) i;
    INSERT INTO dim_store SELECT i, 'S' || i, 'City ' || i % 4 FROM generate_series(1, 8) i;
    INSERT INTO fact_sales SELECT 1 + i % 30, 1 + i % 8, date '2026-06-01' + i % 120, i % 9, 2.5, i FROM generate_series(1, 500) i;`;

  it("is a fact with its dimensions, said without the letters before their names", async () => {
    const source = await discovered(STAR);
    expect(problemsOf(source.model)).toEqual([]);
    expect(joins(source.model)).toEqual(["fact_sales.product_key -> dim_product.product_key", "fact_sales.store_key -> dim_store.store_key"]);
    expect(table(source.model, "fact_sales")).toMatchObject({ label: "sale", plural: "sales", timeColumn: "sale_date" });
    expect(table(source.model, "dim_product")).toMatchObject({ label: "product", nameColumn: "product_name" });
    expect(await answer(source, "Total revenue by category")).toHaveLength(3);
    expect(await answer(source, "Which 5 stores had the most sales?")).toHaveLength(5);
    expect(await answer(source, "average unit price by city")).toHaveLength(4);
    for (const question of source.model.suggestions) expect(await answer(source, question), question).toBeInstanceOf(Array);
  });

  it("does not add up prices of one piece", async () => {
    const source = await discovered(STAR);
    const sums = source.model.metrics.filter((metric) => metric.aggregate?.function === "sum").map((metric) => metric.aggregate?.column);
    expect(sums).toEqual(["fact_sales.qty", "fact_sales.revenue"]);
    expect(source.model.metrics.find((metric) => metric.aggregate?.column === "fact_sales.unit_price")).toMatchObject({ aggregate: { function: "avg" }, additive: false });
  });
});

describe("one table in two roles", () => {
  const FLIGHTS = `
    CREATE TABLE airports (code text PRIMARY KEY, name text, country_id int);
    CREATE TABLE countries (id int PRIMARY KEY, name text);
    CREATE TABLE airlines (id int PRIMARY KEY, name text, country_id int REFERENCES countries (id));
    ALTER TABLE airports ADD FOREIGN KEY (country_id) REFERENCES countries (id);
    CREATE TABLE flights (id int PRIMARY KEY, from_airport text REFERENCES airports (code), to_airport text REFERENCES airports (code), airline_id int REFERENCES airlines (id), flight_date date);
    INSERT INTO countries VALUES (1, 'Chile'), (2, 'Peru');
    INSERT INTO airports VALUES ('SCL', 'Santiago', 1), ('LIM', 'Lima', 2), ('ARI', 'Arica', 1);
    INSERT INTO airlines VALUES (1, 'Sky', 1), (2, 'Condor', 2);
    INSERT INTO flights SELECT i, (ARRAY['SCL','LIM','ARI'])[1 + i % 3], (ARRAY['SCL','LIM'])[1 + i % 2], 1 + i % 2, date '2026-08-01' + i % 60 FROM generate_series(1, 60) i;`;

  it("is there once for each", async () => {
    const source = await discovered(FLIGHTS);
    expect(problemsOf(source.model)).toEqual([]);
    expect(joins(source.model)).toEqual(["airlines.country_id -> countries.id", "airports.country_id -> countries.id", "flights.airline_id -> airlines.id", "flights.from_airport -> origin_airports.code", "flights.to_airport -> destination_airports.code"]);
    expect(table(source.model, "origin_airports")).toMatchObject({ source: "airports", label: "origin airport" });
    expect(await answer(source, "Number of flights by origin airport")).toHaveLength(3);
    expect(await answer(source, "Number of flights by destination airport")).toHaveLength(2);
    expect(source.policy.tables.map(({ name }) => name)).toEqual(["airlines", "airports", "countries", "flights"]);
  });

  it("and a table reached by two equally short ways is too", async () => {
    const source = await discovered(`
      CREATE TABLE cities (id int PRIMARY KEY, name text);
      CREATE TABLE customers (id int PRIMARY KEY, name text, city_id int REFERENCES cities (id));
      CREATE TABLE stores (id int PRIMARY KEY, name text, city_id int REFERENCES cities (id));
      CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers (id), store_id int REFERENCES stores (id), order_date date);
      INSERT INTO cities VALUES (1, 'Rome'), (2, 'Oslo'); INSERT INTO customers VALUES (1, 'A', 1), (2, 'B', 2); INSERT INTO stores VALUES (1, 'S', 1);
      INSERT INTO orders SELECT i, 1 + i % 2, 1, date '2026-09-01' + i FROM generate_series(1, 20) i;`);
    expect(problemsOf(source.model)).toEqual([]);
    expect(lintModel(source.model).filter((finding) => finding.rule === "ambiguous-path")).toEqual([]);
    expect(await answer(source, "Number of orders by customer city")).toHaveLength(2);
    expect(await answer(source, "Number of orders by store city")).toHaveLength(1);
  });
});

describe("keys of several columns", () => {
  it("stay the key, and references to them are left out with a word", async () => {
    const source = await discovered(`
      CREATE TABLE orders (company int, number int, placed_on date, PRIMARY KEY (company, number));
      CREATE TABLE order_lines (company int, order_number int, line int, quantity int, PRIMARY KEY (company, order_number, line), FOREIGN KEY (company, order_number) REFERENCES orders (company, number));
      INSERT INTO orders SELECT 1, i, date '2026-01-01' + i FROM generate_series(1, 9) i; INSERT INTO order_lines SELECT 1, i, 1, i FROM generate_series(1, 9) i;`);
    expect(problemsOf(source.model)).toEqual([]);
    expect(table(source.model, "orders")?.primaryKey).toEqual(["company", "number"]);
    expect(joins(source.model)).toEqual([]);
    expect(source.notes).toContainEqual({ kind: "relationship", about: "order_lines.company", text: "is part of a key of 2 columns to orders, which a model can't follow: left out" });
  });

  it("of two references and nothing else make a bridge", async () => {
    const source = await discovered(`
      CREATE TABLE students (id int PRIMARY KEY, name text); CREATE TABLE courses (id int PRIMARY KEY, title text);
      CREATE TABLE enrollments (student_id int REFERENCES students (id), course_id int REFERENCES courses (id), enrolled_at timestamp, PRIMARY KEY (student_id, course_id));
      INSERT INTO students VALUES (1, 'Ann'), (2, 'Bo'); INSERT INTO courses VALUES (1, 'Art'), (2, 'Bio'); INSERT INTO enrollments VALUES (1, 1, now()), (1, 2, now()), (2, 1, now());`);
    expect(table(source.model, "enrollments")).toMatchObject({ description: "Joins students and courses: one row for each pair.", primaryKey: ["student_id", "course_id"] });
    expect(await answer(source, "Number of enrollments by course")).toHaveLength(2);
  });
});

describe("odd databases", () => {
  it("with names that have to be quoted", async () => {
    const source = await discovered(`
      CREATE SCHEMA "Sales Data";
      CREATE TABLE "Sales Data"."order details" ("Order ID" int PRIMARY KEY, "select" text, "UNIT PRICE" numeric, "2nd choice" text, "Größe" int, "a""b" int, "Ordered" date);
      INSERT INTO "Sales Data"."order details" SELECT i, CASE i % 2 WHEN 0 THEN 'x' ELSE 'y' END, i, 'z', i, i, date '2026-10-01' FROM generate_series(1, 10) i;`);
    expect(problemsOf(source.model)).toEqual([]);
    const details = table(source.model, "order_details");
    expect(details).toMatchObject({ schema: "Sales Data", source: "order details", label: "order detail", timeColumn: "ordered" });
    expect(details?.columns.map((column) => column.name)).toEqual(["order_id", "select", "unit_price", "_2nd_choice", "grosse", "a_b", "ordered"]);
    expect(await answer(source, "Number of order details by select")).toHaveLength(2);
    expect(await answer(source, "average unit price by select")).toHaveLength(2);
  });

  it("with the same table in two schemas", async () => {
    const source = await discovered("CREATE SCHEMA eu; CREATE SCHEMA us; CREATE TABLE eu.orders (id int PRIMARY KEY, placed_on date); CREATE TABLE us.orders (id int PRIMARY KEY, placed_on date); CREATE SCHEMA other; CREATE TABLE other.things (id int PRIMARY KEY);", { schemas: ["eu", "us"] });
    expect(problemsOf(source.model)).toEqual([]);
    expect(source.model.tables.map(({ name, schema, plural }) => [name, schema, plural])).toEqual([["orders", "eu", "eu orders"], ["us_orders", "us", "us orders"]]);
  });

  it("with nothing in them", async () => {
    const source = await discovered("CREATE TABLE customers (id int PRIMARY KEY, name text); CREATE TABLE orders (id int PRIMARY KEY, customer_id int, ordered_at timestamptz, total numeric);");
    expect(problemsOf(source.model)).toEqual([]);
    expect(joins(source.model)).toEqual(["orders.customer_id -> customers.id"]);
    expect(source.notes).toContainEqual({ kind: "relationship", about: "orders.customer_id", text: "→ customers.id, by name and type only: there are no values to check" });
  });

  it("with no tables at all are an error that says so", async () => {
    await expect(discovered("CREATE SCHEMA empty;", { schemas: ["empty"] })).rejects.toThrow("there are no tables that this role may read in empty");
  });

  it("with enums, domains, arrays, partitions and columns the role may not read", async () => {
    const source = await discovered(`
      CREATE DOMAIN positive AS numeric CHECK (VALUE > 0); CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE TABLE visits (id int, visit_date date, mood mood, price positive, tags text[], payload jsonb, secret_note text) PARTITION BY RANGE (visit_date);
      CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      INSERT INTO visits SELECT i, date '2026-01-01' + i, 'sad', i, '{a}', '{}', 'x' FROM generate_series(1, 50) i;
      CREATE ROLE reader; GRANT USAGE ON SCHEMA public TO reader; CREATE SCHEMA closed; CREATE TABLE closed.things (id int); GRANT SELECT ON closed.things TO reader; GRANT SELECT (id, visit_date, mood, price, tags, payload) ON visits TO reader; SET ROLE reader;`);
    expect(source.model.tables.map(({ name }) => name)).toEqual(["visits"]);
    expect(table(source.model, "visits")?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(["id integer", "visit_date date", "mood text", "price numeric", "tags text[]", "payload jsonb"]);
    expect(source.policy.tables[0]?.columns.map(({ type }) => type)).toEqual(["integer", "date", "public.mood", "numeric", "text[]", "jsonb"]);
  });
});

describe("a table that can't be read in time", () => {
  it("does not keep the others from being drafted, and is told", async () => {
    const whole = await discovered(`
      CREATE TABLE customers (id int PRIMARY KEY, name text); CREATE TABLE slow_orders (id int PRIMARY KEY, customer_id int, shop_id int); CREATE TABLE shops (shop_id int PRIMARY KEY, title text);
      INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 9) i; INSERT INTO shops SELECT i, 's' || i FROM generate_series(1, 9) i; INSERT INTO slow_orders SELECT i, i, i FROM generate_series(1, 9) i;`);
    const run: Run = (sql, params) => (/FROM \(SELECT .*"slow_orders"|"shops" k/u.test(sql) ? Promise.reject(new Error("statement timeout")) : whole.run(sql, params));
    const { model, notes } = await discover(run, { name: "shop", now: NOW });
    expect(problemsOf(model)).toEqual([]);
    expect(notes).toContainEqual({ kind: "table", about: "slow_orders", text: "its rows could not be read, or not in time: what it holds is guessed from names" });
    expect(notes).toContainEqual({ kind: "relationship", about: "slow_orders.shop_id", text: "→ shops.shop_id, by name and type only: there are no values to check" });
    expect(notes.filter(({ kind }) => kind === "relationship")).toHaveLength(2);
    expect(table(model, "customers")?.columns[1]?.values).toEqual({ mode: "sample" });
  });
});

describe("the last day of the data", () => {
  const source = async (newest: string): Promise<SemanticModel["calendar"]> => {
    const made = await discovered(`CREATE TABLE orders (id int PRIMARY KEY, order_date date, created_at timestamp); INSERT INTO orders SELECT i, date '${newest}' - i, now() FROM generate_series(0, 40) i;`);
    return made.model.calendar;
  };

  it("is today, or the newest date of data that nobody adds to", async () => {
    expect(NOW.toISOString()).toBe("2026-11-01T00:00:00.000Z");
    expect((await source("2026-09-15")).asOf).toBe("now");
    expect((await source("2026-08-15")).asOf).toBe("2026-08-15");
    expect((await source("2027-02-01")).asOf).toBe("now");
  });
});

describe("two hundred tables", () => {
  it("are drafted in seconds", async () => {
    const each = Array.from({ length: 200 }, (_, index) => `CREATE TABLE things_${index} (id int PRIMARY KEY, name text, status text, ${index >= 20 ? `thing_${index % 20}_id int, ` : ""}amount numeric, created_at timestamp); INSERT INTO things_${index} SELECT i, 'n' || i, 's' || i % 3, ${index >= 20 ? "i, " : ""}i, now() FROM generate_series(1, 20) i;`);
    const started = performance.now();
    const source = await discovered(each.join("\n"));
    const took = performance.now() - started;
    expect(problemsOf(source.model)).toEqual([]);
    expect(source.model.relationships).toHaveLength(180);
    expect(source.model.tables.flatMap((one) => one.columns).filter((column) => column.values?.mode === "sample").length).toBeLessThanOrEqual(80);
    expect(took).toBeLessThan(20_000);
  }, 40_000);
});
