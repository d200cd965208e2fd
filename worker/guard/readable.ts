// What a policy lets one asker read, by name: for whoever shows tables and columns before any SQL is written.
import { rolesOf } from "./policy.ts";
import type { Claims, MaskKind, Policy, RowFilter } from "./types.ts";

/** A table's columns as one asker may read them; `masked` ones show only part of their values. */
export interface ReadableTable { schema: string; name: string; columns: { name: string; masked?: MaskKind["kind"] }[] }

/** Tables and columns that these claims open, in the policy's order. A policy that is malformed is refused by the guard itself. */
export function readableTables(policy: Policy, claims: Claims): ReadableTable[] {
  const roles = rolesOf(claims);
  const has = (needed: readonly string[] | undefined): boolean => needed === undefined || needed.some((role) => roles.has(role));
  return policy.tables.flatMap(({ schema, name, columns, roles: needed }) => {
    if (!has(needed)) return [];
    const readable = columns.flatMap((column): ReadableTable["columns"] => {
      const mask = column.mask && !(column.mask.unless && has(column.mask.unless)) ? column.mask.kind : undefined;
      if (!has(column.roles) || mask === "hide") return [];
      return [{ name: column.name, ...(mask ? { masked: mask } : {}) }];
    });
    return readable.length > 0 ? [{ schema, name, columns: readable }] : [];
  });
}

/** Names of all claims that row filters read, those of parent tables too, sorted: they decide which rows are seen. */
export function claimNames(policy: Policy): string[] {
  const names = policy.tables.flatMap(({ rows }) => (rows === "global" ? [] : rows.flatMap(claimsOfFilter)));
  return [...new Set(names)].sort();
}

function claimsOfFilter(filter: RowFilter): string[] {
  return "parent" in filter ? filter.parent.rows.flatMap(claimsOfFilter) : [filter.claim];
}
