// Databases that declare nothing: keys and references are found by names, types and values, or left out with a word.
import { beforeAll, describe, expect, it } from "vitest";
import { answer, discovered, type Discovered } from "./database.ts";
import { joins, problemsOf } from "./drafts.ts";

const numbers = (table: string, columns: string, values: string, count: number): string => `CREATE TABLE ${table} (${columns}); INSERT INTO ${table} SELECT ${values} FROM generate_series(1, ${count}) i;`;

const LIBRARY = [
  numbers("author", "aid bigint, name text", "i, 'Author ' || i", 20),
  numbers("domain", "did bigint, name text", "i, 'Domain ' || i", 6),
  numbers("domain_author", "aid bigint, did bigint", "i, 1 + i % 6", 20),
  numbers("publishers", "id int NOT NULL, name text", "i, 'Publisher ' || i", 5),
  numbers("books", "book_id int NOT NULL, title text, publisher_id int, print_publisher_id int, num_authors int, year int, price numeric", "i, 'Book ' || i, 1 + i % 5, 1 + i % 4, i % 5, 1990 + i % 30, i", 60),
  numbers("loans", "loan_id int, book_id int, member_ref int, loaned_on date, shelf_id int, stray_id int", "i, 1 + i % 60, i, date '2025-01-01' + i % 300, i, 100 + i", 300),
  numbers("shelves", "shelf_id int, room text", "i, 'Room ' || i", 200),
  numbers("strays", "id int NOT NULL, name text", "i, 'x' || i", 10),
].join("\n");

let library: Discovered;
beforeAll(async () => {
  library = await discovered(LIBRARY);
});

describe("keys nobody declared", () => {
  it("are unique columns named like keys", () => {
    const keys = Object.fromEntries(library.model.tables.map((table) => [table.name, table.primaryKey]));
    expect(keys).toMatchObject({ author: ["aid"], domain: ["did"], publishers: ["id"], books: ["book_id"], loans: ["loan_id"], shelves: ["shelf_id"] });
    expect(library.notes).toContainEqual({ kind: "key", about: "books", text: "no key is declared; taken to be book_id, which is unique in the rows looked at" });
  });

  it("are not the keys of other tables, even where unique", () => {
    expect(library.model.tables.find((table) => table.name === "domain_author")?.primaryKey).toEqual(["aid", "did"]);
  });
});

describe("references nobody declared", () => {
  it("are found by name, type and values", () => {
    expect(joins(library.model)).toEqual([
      "books.print_publisher_id -> print_publishers.id",
      "books.publisher_id -> publishers.id",
      "domain_author.aid -> author.aid",
      "domain_author.did -> domain.did",
      "loans.book_id -> books.book_id",
    ]);
    expect(problemsOf(library.model)).toEqual([]);
  });

  it("are told with what speaks for them", () => {
    expect(library.notes).toContainEqual({ kind: "relationship", about: "loans.book_id", text: "→ books.book_id, by name and values: 60 of 60 sampled values are there" });
  });

  it("are left out where the values are others", () => {
    expect(library.notes).toContainEqual({ kind: "ambiguous", about: "loans.shelf_id", text: "is named like a reference to shelves.shelf_id, but only 200 of 300 values are there: left out" });
    expect(library.notes).toContainEqual(expect.objectContaining({ about: "loans.stray_id", kind: "ambiguous" }));
  });

  it("are not counts of things", () => {
    expect(library.model.tables.find((table) => table.name === "books")?.columns.find((column) => column.name === "num_authors")).toMatchObject({ label: "number of authors", semantic: "quantity" });
  });

  it("make a table of pairs known as such", () => {
    expect(library.model.tables.find((table) => table.name === "domain_author")?.description).toBe("Joins authors and domains: one row for each pair.");
  });

  it("carry answers", async () => {
    expect(await answer(library, "Which 3 books had the most loans?")).toHaveLength(3);
    expect(await answer(library, "Number of books by print publisher")).toHaveLength(4);
    expect(await answer(library, "Number of books by publisher")).toHaveLength(5);
  });
});

describe("the share of values that must be there", () => {
  const found = async (missing: number): Promise<string[]> => {
    const source = await discovered(`${numbers("teams", "id int PRIMARY KEY, name text", "i, 't' || i", 200)} ${numbers("players", "id int PRIMARY KEY, team_id int", `i, CASE WHEN i <= ${missing} THEN 5000 + i ELSE i END`, 200)}`);
    return joins(source.model);
  };

  it("is 98 in a hundred", async () => {
    expect(await found(4)).toEqual(["players.team_id -> teams.id"]);
    expect(await found(5)).toEqual([]);
  });
});

describe("two tables that fit equally", () => {
  it("are both left out, and said", async () => {
    const source = await discovered(`${numbers("web_shops", "id int PRIMARY KEY, name text", "i, 'w' || i", 9)} ${numbers("city_shops", "id int PRIMARY KEY, name text", "i, 'c' || i", 9)} ${numbers("sales", "id int PRIMARY KEY, shop_id int, sold_on date", "i, 1 + i % 9, date '2025-01-01' + i", 90)}`);
    expect(joins(source.model)).toEqual([]);
    expect(source.notes).toContainEqual({ kind: "ambiguous", about: "sales.shop_id", text: "may refer to city_shops.id or web_shops.id: left out, say which in the model" });
  });
});

describe("names in other styles", () => {
  it("in camel case", async () => {
    const source = await discovered(`
      CREATE TABLE "User" ("userId" int PRIMARY KEY, "fullName" text NOT NULL, "createdAt" timestamptz);
      INSERT INTO "User" SELECT i, 'User ' || i, now() FROM generate_series(1, 9) i;
      CREATE TABLE "Invoice" (id int PRIMARY KEY, "userId" int, "netAmount" numeric, "issuedAt" timestamptz);
      INSERT INTO "Invoice" SELECT i, 1 + i % 9, i, timestamptz '2026-01-01 12:00Z' + i * interval '1 day' FROM generate_series(1, 90) i;`);
    expect(problemsOf(source.model)).toEqual([]);
    expect(joins(source.model)).toEqual(["invoice.user_id -> user.user_id"]);
    expect(source.model.tables.map(({ name, source: own, label }) => [name, own, label])).toEqual([["invoice", "Invoice", "invoice"], ["user", "User", "user"]]);
    expect(await answer(source, "Total net amount by user")).toHaveLength(9);
    expect(await answer(source, "How many invoices did we have each month?")).toHaveLength(4);
    expect(source.policy.tables[0]?.columns.map(({ name }) => name)).toEqual(["id", "userId", "netAmount", "issuedAt"]);
  });

  it("in one run, behind a prefix that all share", async () => {
    const source = await discovered(`
      ${numbers("sbcustomer", "sbcustid int, sbcustname text, sbcustjoindate date", "i, 'C' || i, date '2025-01-01' + i", 12)}
      ${numbers("sbticker", "sbtickerid int, sbtickersymbol text, sbtickertype text", "i, 'T' || i, 'etf'", 7)}
      ${numbers("sbtransaction", "sbtxid int, sbtxcustid int, sbtxtickerid int, sbtxdate date, sbtxamount numeric", "i, 1 + i % 12, 1 + i % 7, date '2025-01-01' + i, i", 120)}`);
    expect(joins(source.model)).toEqual(["sbtransaction.sbtxcustid -> sbcustomer.sbcustid", "sbtransaction.sbtxtickerid -> sbticker.sbtickerid"]);
    expect(source.model.tables.map((table) => table.plural)).toEqual(["customers", "tickers", "transactions"]);
    expect(source.model.tables[0]?.columns.map((column) => column.label)).toEqual(["id", "customer", "join date"]);
  });
});
