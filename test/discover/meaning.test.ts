// What a column means by its name, type and values.
import { describe, expect, it } from "vitest";
import { meaningOf, type Meaning } from "../../worker/semantic/discover/meaning.ts";
import { splitName, writeOut } from "../../worker/semantic/discover/name-words.ts";
import { nameColumnOf, timeColumnOf } from "../../worker/semantic/discover/name-column.ts";
import { readNames, type ColumnFacts, type ColumnStatistics, type TableFacts } from "../../worker/semantic/discover/index.ts";

const seen = (statistics: Partial<ColumnStatistics> = {}): ColumnStatistics => ({ sampled: 1_000, distinct: 400, nullFraction: 0, values: ["a", "b"], ...statistics });
const column = (name: string, type: string, statistics?: Partial<ColumnStatistics>): ColumnFacts => ({ name, type, nullable: true, statistics: seen(statistics) });
const meaning = (name: string, type: string, statistics?: Partial<ColumnStatistics>): Meaning => meaningOf({ column: column(name, type, statistics), words: writeOut(splitName(name)), isKey: false });

describe("a number", () => {
  it.each([
    ["unit_price", "numeric", "currency", false], ["total_amount", "numeric", "currency", true], ["salary", "numeric", "currency", true], ["revenue", "numeric", "currency", true], ["balance", "numeric", "currency", false],
    ["discount_pct", "numeric", "percent", false], ["conversion_rate", "double precision", "percent", false], ["rating", "real", "quantity", false], ["age", "integer", "quantity", false], ["qty", "integer", "quantity", true],
    ["view_count", "bigint", "quantity", true], ["num_reviews", "integer", "quantity", true], ["duration_minutes", "integer", "duration", true], ["population", "bigint", "quantity", true], ["drug_amount", "numeric", "quantity", true],
  ])("%s (%s) is %s, added up: %s", (name, type, semantic, isSum) => {
    expect(meaning(name, type)).toMatchObject({ semantic, dimension: false });
    expect(meaning(name, type).aggregates.includes("sum")).toBe(isSum);
    expect(meaning(name, type).aggregates).toContain("avg");
  });

  it.each([
    ["year", { min: "1990", max: "2020" }, "year", true], ["birth_year", { min: "1950", max: "2010" }, "year", true], ["month", { min: "1", max: "12" }, "ordinal", true], ["flight_number", {}, "id", false], ["zip", {}, "id", false], ["phone", {}, "id", false],
    ["membership_status", { distinct: 5 }, "category", true], ["is_open", { distinct: 2, values: ["0", "1"] }, "category", true], ["departure_time", {}, "ordinal", false], ["vid", {}, "id", false],
  ] as const)("%s %o is no measure but %s", (name, statistics, semantic, dimension) => {
    expect(meaning(name, "integer", { ...statistics, ...("values" in statistics ? { values: [...statistics.values] } : {}) } as Partial<ColumnStatistics>)).toMatchObject({ semantic, dimension, aggregates: [] });
  });

  it("of the years a thing took is no year", () => {
    expect(meaning("years", "integer", { min: "0", max: "40" })).toMatchObject({ semantic: "quantity" });
  });

  it("of a place is a coordinate", () => {
    expect([meaning("lat", "double precision").semantic, meaning("lng", "numeric").semantic]).toEqual(["latitude", "longitude"]);
  });

  it("has its unit by its name, and its currency where one is given", () => {
    expect([meaning("weight_kg", "numeric").unit, meaning("distance_km", "numeric").unit, meaning("wait_minutes", "integer").unit]).toEqual(["kg", "km", "min"]);
    expect(meaningOf({ column: column("price", "numeric"), words: ["price"], isKey: false, currency: "EUR" }).unit).toBe("EUR");
  });
});

describe("a text", () => {
  it.each([
    ["status", { distinct: 4 }, "category", true, true], ["city", { distinct: 900 }, "category", true, true], ["addr_city", { distinct: 90 }, "category", true, true], ["contact_name", { distinct: 900 }, "name", true, true], ["airport_code", { distinct: 50 }, "id", true, true],
    ["segment", { distinct: 300, sampled: 10_000 }, "category", true, true],
  ] as const)("%s %o is a %s", (name, statistics, semantic, dimension, sample) => {
    expect(meaning(name, "text", statistics)).toMatchObject({ semantic, dimension, sample });
  });

  it.each([["notes", {}], ["email", { distinct: 3 }], ["product_description", { distinct: 3 }], ["anything", { distinct: 900 }], ["reply", { distinct: 9, averageLength: 200 }], ["start_dt", { distinct: 3, values: ["2024-01-01", "2024-02-01"] }]])("%s %o is nothing to group by", (name, statistics) => {
    expect(meaning(name, "text", statistics)).toMatchObject({ dimension: false, sample: false });
  });

  it.each(["password", "password_hash", "api_key", "access_token", "user_ssn", "iban", "card_number"])("%s is a secret", (name) => {
    expect(meaning(name, "text")).toMatchObject({ secret: true, dimension: false, sample: false });
  });

  it.each(["passenger", "tokenized_at", "key_account", "compass"])("%s is none", (name) => {
    expect(meaning(name, "text", { distinct: 5 }).secret).toBeUndefined();
  });
});

describe("a table", () => {
  const table = (name: string, ...columns: [string, string, Partial<ColumnStatistics>?][]): TableFacts => ({ schema: "public", name, rows: 1_000, columns: columns.map((one) => column(...one)), primaryKey: [], unique: [] });
  const time = (one: TableFacts): string | undefined => timeColumnOf(one, readNames({ tables: [one], foreignKeys: [], overlaps: [] }));
  const title = (one: TableFacts): string | undefined => nameColumnOf(one, readNames({ tables: [one], foreignKeys: [], overlaps: [] }), []);

  it("is dated by when its rows happened", () => {
    expect(time(table("sales", ["created_at", "timestamp"], ["sale_date", "date"], ["updated_at", "timestamp"]))).toBe("sale_date");
    expect(time(table("users", ["last_login_at", "timestamp"], ["created_at", "timestamp"]))).toBe("created_at");
    expect(time(table("snapshots", ["created_at", "timestamp"], ["snapshot_date", "date"]))).toBe("snapshot_date");
    expect(time(table("readings", ["taken", "timestamptz"]))).toBe("taken");
    expect(time(table("tasks", ["due_date", "date"]))).toBe("due_date");
    expect(time(table("people", ["birth_date", "date"]))).toBeUndefined();
    expect(time(table("people", ["birth_date", "date"], ["admitted", "date"]))).toBe("admitted");
    expect(time(table("orders", ["order_date", "date", { nullFraction: 1 }], ["created_at", "timestamp"]))).toBe("created_at");
  });

  it("has rows with names", () => {
    expect(title(table("products", ["description", "text"], ["name", "text"]))).toBe("name");
    expect(title(table("airports", ["airport_code", "text"], ["airport_name", "text"]))).toBe("airport_name");
    expect(title(table("keywords", ["keyword", "text"]))).toBe("keyword");
    expect(title(table("books", ["title", "text"], ["publisher_name", "text"]))).toBe("title");
    expect(title(table("orders", ["description", "text"], ["status", "text"]))).toBeUndefined();
    expect(title(table("coupons", ["description", "text"], ["code", "text", { sampled: 9, distinct: 9 }]))).toBe("code");
  });

  it("of people by two names is the family name, unless a unique address tells them apart", () => {
    const people = table("people", ["first_name", "text"], ["last_name", "text"], ["email", "text"]);
    expect(title(people)).toBe("last_name");
    expect(title({ ...people, unique: [["email"]] })).toBe("email");
  });
});
