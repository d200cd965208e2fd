// Whether a source's stored policy and limits have the shape the guard and the connectors rely on.
import * as z from "zod";
import type { Policy, RowFilter } from "../guard/index.ts";
import type { QueryLimits } from "../ports.ts";

const name = z.string().min(1);
const roles = z.array(name).min(1).exactOptional();

const claimFilter = z.strictObject({ column: name, op: z.enum(["=", "in", "<=", ">=", "between"]), claim: name, unless: roles });
const parentFilter = z.strictObject({
  column: name, unless: roles,
  parent: z.strictObject({ schema: name, name, column: name, get rows() { return filters; } }),
});
// An empty list of filters, or one that a role lifts whole, would mean "every row" without saying so: that takes the word.
const filters: z.ZodType<RowFilter[]> = z.lazy(() => z.array(z.union([claimFilter, parentFilter]))
  .refine((rows) => rows.some(({ unless }) => !unless), "needs one filter that no role lifts")) as z.ZodType<RowFilter[]>;

const mask = z.union([
  z.strictObject({ kind: z.literal("hide"), unless: roles }),
  z.strictObject({ kind: z.literal("hash"), unless: roles }),
  z.strictObject({ kind: z.literal("last"), count: z.int().min(1).max(100), unless: roles }),
  z.strictObject({ kind: z.literal("bucket"), size: z.number().positive(), unless: roles }),
  z.strictObject({ kind: z.literal("bucket"), unit: z.enum(["week", "month", "quarter", "year"]), unless: roles }),
]);

const table = z.strictObject({
  schema: name, name, roles,
  columns: z.array(z.strictObject({ name, type: name, roles, mask: mask.exactOptional() })).min(1),
  rows: z.union([z.literal("global"), filters]),
});

const policy = z.strictObject({ version: name, rowCap: z.int().min(1), tables: z.array(table), maskKey: z.string().min(16).exactOptional() })
  .refine(({ tables }) => new Set(tables.map((one) => `${one.schema}.${one.name}`)).size === tables.length, "names a table twice")
  .refine(({ tables, maskKey }) => maskKey !== undefined || !tables.some(({ columns }) => columns.some((column) => column.mask?.kind === "hash")), "needs a maskKey for its hash masks");

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
