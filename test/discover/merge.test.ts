// Discovering again: what people wrote stays, what the database changed comes in, and the difference is told.
import { beforeEach, describe, expect, it } from "vitest";
import { draftModel, mergeDraft, type ColumnFacts, type Drift, type Snapshot, type TableFacts } from "../../worker/semantic/discover/index.ts";
import type { Column, SemanticModel, Table } from "../../worker/semantic/model.ts";
import { NOW, problemsOf } from "./drafts.ts";

const column = (name: string, type = "integer"): ColumnFacts => ({ name, type, nullable: false, statistics: { sampled: 50, distinct: name === "id" ? 50 : 5, nullFraction: 0, values: ["a", "b"] } });
const table = (name: string, columns: ColumnFacts[]): TableFacts => ({ schema: "public", name, rows: 50, primaryKey: ["id"], unique: [], columns: [column("id"), ...columns] });
const link = (from: string, name: string, to: string): Snapshot["foreignKeys"][number] => ({ from: { schema: "public", name: from, columns: [name] }, to: { schema: "public", name: to, columns: ["id"] } });

const orders = (...more: ColumnFacts[]): TableFacts => table("orders", [column("customer_id"), column("status", "text"), column("revenue", "numeric"), column("order_date", "date"), ...more]);
const customers = table("customers", [column("name", "text"), column("city", "text")]);
const BEFORE: Snapshot = { tables: [customers, orders()], foreignKeys: [link("orders", "customer_id", "customers")], overlaps: [] };
const draft = (snapshot: Snapshot): SemanticModel => draftModel(snapshot, { name: "shop", now: NOW }).model;

let edited: SemanticModel;
const tableOf = (model: SemanticModel, name: string): Table | undefined => model.tables.find((one) => one.name === name);
const columnOf = (model: SemanticModel, name: string, of: string): Column | undefined => tableOf(model, name)?.columns.find((one) => one.name === of);
const drifts = (drift: Drift[]): string[] => drift.map(({ kind, at }) => `${kind} ${at}`);

beforeEach(() => {
  edited = structuredClone(draft(BEFORE));
  const status = columnOf(edited, "orders", "status");
  if (status) Object.assign(status, { label: "stage", synonyms: ["state of the order"] });
  edited.metrics = edited.metrics.filter((metric) => metric.name !== "total_revenue");
  edited.metrics.push({ name: "paid_orders", label: "paid orders", synonyms: [], description: "Orders that were paid.", table: "orders", aggregate: { function: "count" }, filters: [{ column: "orders.status", op: "in", values: ["paid"] }], additive: true, format: "integer" });
  edited.calendar.weekStart = "sunday";
  edited.suggestions = ["How many paid orders?"];
});

describe("the same database again", () => {
  it("changes nothing that people wrote, with or without the draft before", () => {
    expect(problemsOf(edited)).toEqual([]);
    expect(mergeDraft(edited, draft(BEFORE))).toEqual({ model: edited, drift: [] });
    expect(mergeDraft(edited, draft(BEFORE), draft(BEFORE))).toEqual({ model: edited, drift: [] });
  });

  it("does not mind fields in another order", () => {
    const sorted = structuredClone(draft(BEFORE));
    sorted.tables = sorted.tables.map((one) => Object.fromEntries(Object.entries(one).toReversed()) as unknown as Table);
    const later = draft({ ...BEFORE, tables: [{ ...customers, comment: "People who buy." }, orders()] });
    expect(tableOf(mergeDraft(sorted, later, draft(BEFORE)).model, "customers")?.description).toBe("People who buy.");
  });
});

describe("the version", () => {
  it("is another for another content, and stays for the same", () => {
    const more = draft({ ...BEFORE, tables: [{ ...customers, comment: "People who buy." }, orders()] });
    expect(draft(BEFORE).version).toMatch(/^draft-2026-11-01-[0-9a-f]{8}$/u);
    expect(more.version).not.toBe(draft(BEFORE).version);
    expect(mergeDraft(edited, draft(BEFORE)).model.version).toBe(edited.version);
    expect(mergeDraft(edited, more, draft(BEFORE)).model.version).toBe(more.version);
  });
});

describe("a database that has grown", () => {
  const AFTER: Snapshot = { ...BEFORE, tables: [customers, orders(column("discount", "numeric"), column("store_id")), table("stores", [column("name", "text")])], foreignKeys: [...BEFORE.foreignKeys, link("orders", "store_id", "stores")] };

  it.each([["without", undefined], ["with", draft(BEFORE)]])("brings its tables and columns, and what hangs on them, %s the draft before", (_how, before) => {
    const { model, drift } = mergeDraft(edited, draft(AFTER), before);
    expect(problemsOf(model)).toEqual([]);
    expect(drifts(drift)).toEqual(["column-new orders.discount", "column-new orders.store_id", "table-new stores"]);
    expect(model.relationships).toContainEqual({ from: "orders.store_id", to: "stores.id", cardinality: "many-to-one" });
    expect(model.metrics.map(({ name }) => name)).toEqual(["customers", "orders", "paid_orders", "total_discount", "stores"]);
    expect(columnOf(model, "orders", "status")).toMatchObject({ label: "stage" });
  });

  it("does not bring back what a person took out", () => {
    expect(mergeDraft(edited, draft(AFTER)).model.metrics.some(({ name }) => name === "total_revenue")).toBe(false);
    const fewer = { ...edited, tables: edited.tables.map((one) => ({ ...one, columns: one.columns.filter(({ name }) => name !== "city") })) };
    expect(columnOf(mergeDraft(fewer, draft(AFTER), draft(BEFORE)).model, "customers", "city")).toBeUndefined();
  });
});

describe("a database that has shrunk", () => {
  const AFTER: Snapshot = { tables: [table("orders", [column("customer_id"), column("revenue", "bigint"), column("order_date", "date")])], foreignKeys: [], overlaps: [] };

  it("takes what is gone out, with what leant on it, and says so", () => {
    const { model, drift } = mergeDraft(edited, draft(AFTER), draft(BEFORE));
    expect(problemsOf(model)).toEqual([]);
    expect(drifts(drift)).toEqual(["table-gone customers", "column-gone orders.status", "type-changed orders.revenue", "removed paid_orders"]);
    expect(columnOf(model, "orders", "revenue")?.type).toBe("bigint");
    expect(model.tables.map(({ name }) => name)).toEqual(["orders"]);
  });

  it("does so too where nobody knows what was drafted before", () => {
    const { model, drift } = mergeDraft(edited, draft(AFTER));
    expect(problemsOf(model)).toEqual([]);
    expect(drifts(drift)).toEqual(["table-gone customers", "column-gone orders.status", "type-changed orders.revenue", "removed orders.customer_id → customers.id", "removed customers", "removed paid_orders"]);
  });
});

describe("what nobody touched", () => {
  const AFTER: Snapshot = { ...BEFORE, tables: [{ ...customers, comment: "People who buy." }, orders()] };

  it("follows the database where the draft before is known, and stays where it is not", () => {
    expect(tableOf(mergeDraft(edited, draft(AFTER), draft(BEFORE)).model, "customers")?.description).toBe("People who buy.");
    expect(tableOf(mergeDraft(edited, draft(AFTER)).model, "customers")?.description).toBe("One customer: a row of the customers.");
  });

  it("does not follow where a person wrote otherwise", () => {
    const own = structuredClone(edited);
    const one = tableOf(own, "customers");
    if (one) one.description = "Our customers.";
    expect(tableOf(mergeDraft(own, draft(AFTER), draft(BEFORE)).model, "customers")?.description).toBe("Our customers.");
  });
});
