// The shape of a semantic-model document: closed objects, so that a misspelt field is a problem and not a silence.
import * as z from "zod";
import type { ColumnRef, SemanticModel } from "./model.ts";

const text = z.string().min(1);
const words = z.array(text);
const ref = z.custom<ColumnRef>((value) => typeof value === "string" && /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/u.test(value), "must be table.column");
const locales = z.record(z.string().regex(/^[a-z]{2,3}$/u, "must be a language such as de"), words);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const aggregate = z.enum(["count", "sum", "avg", "median", "min", "max", "count-distinct"]);
const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/u, "must be a lower-case name");

const condition = z.strictObject({
  column: ref,
  op: z.enum(["in", "not-in", "=", "<>", "<", "<=", ">", ">=", "between", "is-null", "is-not-null", "contains"]),
  values: z.array(scalar),
});

const column = z.strictObject({
  name: identifier, source: text.optional(), type: text, label: text, plural: text.optional(), synonyms: words, locales: locales.optional(), description: text.optional(),
  semantic: z.enum(["currency", "percent", "duration", "id", "year", "latitude", "longitude", "category", "ordinal", "name", "quantity"]).optional(),
  unit: text.optional(), dimension: z.boolean(), aggregates: z.array(aggregate).optional(),
  values: z.discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal("sample") }),
    z.strictObject({ mode: z.literal("list"), list: z.array(z.strictObject({ value: scalar, label: text.optional(), synonyms: words.optional(), locales: locales.optional() })).min(1) }),
  ]).optional(),
  prepositions: words.optional(), valueNouns: words.optional(),
  adjectives: z.strictObject({ more: words, less: words, most: words, least: words }).optional(),
  hidden: z.boolean().optional(),
});

const table = z.strictObject({
  name: identifier, schema: text, source: text.optional(), label: text, plural: text, synonyms: words, locales: locales.optional(), description: text, primaryKey: z.array(identifier).min(1),
  defaultMetric: text.optional(), timeColumn: identifier.optional(), nameColumn: identifier.optional(), display: z.array(ref).optional(), columns: z.array(column).min(1),
});

const metric = z.strictObject({
  name: identifier, label: text, plural: text.optional(), synonyms: words, locales: locales.optional(), description: text, table: identifier,
  aggregate: z.strictObject({ function: aggregate, column: ref.optional() }).optional(),
  ratio: z.strictObject({ numerator: identifier, denominator: identifier }).optional(),
  filters: z.array(condition).optional(), additive: z.boolean(), unit: text.optional(),
  format: z.enum(["integer", "decimal", "currency", "percent"]), better: z.enum(["up", "down"]).optional(),
});

export const modelSchema = z.strictObject({
  /** where an editor finds the published schema; no part of the model */
  $schema: text.optional(),
  name: identifier, label: text, description: text, version: text,
  calendar: z.strictObject({
    timeZone: z.string().refine(isTimeZone, "must be an IANA time zone"), weekStart: z.enum(["monday", "sunday"]),
    fiscalYearStart: z.number().int().min(1).max(12), asOf: z.string().regex(/^(now|\d{4}-\d{2}-\d{2})$/u, "must be now or a date"),
  }),
  tables: z.array(table).min(1),
  relationships: z.array(z.strictObject({ from: ref, to: ref, cardinality: z.enum(["many-to-one", "one-to-one"]) })),
  metrics: z.array(metric),
  segments: z.array(z.strictObject({ name: identifier, label: text, synonyms: words, locales: locales.optional(), description: text, table: identifier, conditions: z.array(condition).min(1) })),
  hierarchies: z.array(z.strictObject({ name: identifier, label: text, levels: z.array(ref).min(2) })).optional(),
  ambiguous: z.array(
    z.strictObject({ words: words.min(1), ask: text, choices: z.array(z.strictObject({ id: text, label: text, synonyms: words, column: ref.optional(), metric: identifier.optional() })).min(2).max(4) }),
  ),
  suggestions: words,
  verified: z.array(z.strictObject({ question: text, plan: z.custom<SemanticModel["verified"][number]["plan"]>((value) => typeof value === "object" && value !== null), by: text, at: text })),
});

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
