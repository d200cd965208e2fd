// Whether a source's stored policy and limits have the shape the guard and the connectors rely on.
import * as z from "zod";
import type { Policy } from "../guard/index.ts";
import type { QueryLimits } from "../ports.ts";

const name = z.string().min(1);
const filter = z.strictObject({ column: name, op: z.enum(["=", "in", "<=", ">=", "between"]), claim: name });
const table = z.strictObject({
  schema: name, name,
  columns: z.array(z.strictObject({ name, type: name })).min(1),
  // An empty list of filters would mean "every row" without saying so: that takes the word.
  rows: z.union([z.literal("global"), z.array(filter).min(1)]),
});

const policy = z.strictObject({ version: name, rowCap: z.int().min(1), tables: z.array(table) })
  .refine(({ tables }) => new Set(tables.map((one) => `${one.schema}.${one.name}`)).size === tables.length, "names a table twice");

const limits = z.strictObject({ timeoutMs: z.int().min(1), maxRows: z.int().min(1), maxBytes: z.int().min(1) });

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: string[] };

export function parsePolicy(document: unknown): Parsed<Policy> {
  return result("policy", policy.safeParse(document));
}

export function parseLimits(document: unknown): Parsed<QueryLimits> {
  return result("limits", limits.safeParse(document));
}

function result<T>(what: string, parsed: z.ZodSafeParseResult<T>): Parsed<T> {
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: parsed.error.issues.map(({ path, message }) => `${what}${path.map((step) => `.${String(step)}`).join("")}: ${message}`) };
}
