// Whatever a database looks like, its draft is a valid model, and merging a draft into itself changes nothing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftModel, lintModel, mergeDraft, type ColumnFacts, type Snapshot, type TableFacts } from "../../worker/semantic/discover/index.ts";
import { NOW, problemsOf } from "./drafts.ts";

const WORDS = ["id", "customer", "customers", "Order", "order details", "user", "users", "name", "status", "created_at", "total", "amount", "is_active", "from_user_id", "to_user_id", "user_id", "customer_id", "orderId", "date", "select", "1st", "Größe", "名前", "a b", "x", "_", "price", "unit price", "year", "parent_id", "org_id", "tbl_users", "count"];
const TYPES = ["integer", "bigint", "text", "character varying", "numeric", "boolean", "date", "timestamp with time zone", "uuid", "jsonb", "integer[]", "public.mood", "double precision"];
const VALUES = ["1", "0", "new", "paid", "2024-05-01", "Rome"];

const statistics = fc.record({ sampled: fc.nat(50), distinct: fc.nat(50), nullFraction: fc.constantFrom(0, 0.5, 1), values: fc.subarray(VALUES) }).map(({ sampled, distinct, ...rest }) => ({ ...rest, sampled, distinct: Math.min(sampled, distinct) }));
const column: fc.Arbitrary<ColumnFacts> = fc.record({ name: fc.constantFrom(...WORDS), type: fc.constantFrom(...TYPES), nullable: fc.boolean(), statistics });
const columns = fc.uniqueArray(column, { selector: ({ name }) => name, minLength: 1, maxLength: 8 });
const table: fc.Arbitrary<TableFacts> = fc.record({ schema: fc.constantFrom("public", "Sales Data"), name: fc.constantFrom(...WORDS), rows: fc.nat(1_000), columns, keyed: fc.boolean(), keySize: fc.integer({ min: 1, max: 2 }) })
  .map(({ keyed, keySize, ...rest }) => ({ ...rest, primaryKey: keyed ? rest.columns.slice(0, keySize).map(({ name }) => name) : [], unique: [] }));
const snapshot: fc.Arbitrary<Snapshot> = fc.uniqueArray(table, { selector: ({ schema, name }) => `${schema}.${name}`, minLength: 1, maxLength: 7 }).chain((tables) => {
  const end = fc.constantFrom(...tables).chain((one) => fc.constantFrom(...one.columns).map(({ name }) => ({ schema: one.schema, name: one.name, columns: [name] })));
  return fc.record({ tables: fc.constant(tables), foreignKeys: fc.array(fc.record({ from: end, to: end }), { maxLength: 10 }), overlaps: fc.constant([]) });
});

const options = { seed: 20261101, numRuns: 600 };
const draft = (seen: Snapshot): ReturnType<typeof draftModel> => draftModel(seen, { name: "any source", now: NOW });

describe("a draft of any database", () => {
  it("is a valid model", () => {
    fc.assert(fc.property(snapshot, (seen) => {
      expect(problemsOf(draft(seen).model)).toEqual([]);
    }), options);
  });

  it("is the same every time", () => {
    fc.assert(fc.property(snapshot, (seen) => {
      expect(draft(seen)).toEqual(draft(structuredClone(seen)));
    }), { ...options, numRuns: 100 });
  });

  it("merged into itself stays as it is", () => {
    fc.assert(fc.property(snapshot, (seen) => {
      const { model } = draft(seen);
      expect(mergeDraft(model, model, model)).toEqual({ model, drift: [] });
      expect(mergeDraft(model, model)).toEqual({ model, drift: [] });
    }), { ...options, numRuns: 150 });
  });

  it("merged into another draft is a valid model", () => {
    fc.assert(fc.property(snapshot, snapshot, snapshot, (before, now, base) => {
      expect(problemsOf(mergeDraft(draft(before).model, draft(now).model).model)).toEqual([]);
      expect(problemsOf(mergeDraft(draft(before).model, draft(now).model, draft(base).model).model)).toEqual([]);
    }), { ...options, numRuns: 150 });
  });

  it("has no label that names two things of its own, and no sum of what can't be added up", () => {
    fc.assert(fc.property(snapshot, (seen) => {
      const problems = lintModel(draft(seen).model).filter(({ weight, rule }) => weight === "problem" && rule !== "collision");
      expect(problems).toEqual([]);
    }), { ...options, numRuns: 150 });
  });
});
