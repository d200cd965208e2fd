// Copies a parse tree, keeping only node kinds and fields from the closed list; anything else is refused.
import { EMPTY, LOCATIONS, NODES, type FieldRule } from "./allow/nodes.ts";
import { refuse } from "./refuse.ts";
import type { SelectStmt } from "./tree.ts";
import type { Refusal } from "./types.ts";

/** Deepest tree and most nodes; a statement of 20,000 characters can have more of both. */
const MAX_DEPTH = 400;
const MAX_NODES = 20_000;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Kinds and fields whose refusal has a code of its own. */
const OWN_CODE: Readonly<Record<string, Refusal>> = {
  ParamRef: "parameter_not_allowed", A_Star: "field_selection", InsertStmt: "not_select", UpdateStmt: "not_select", DeleteStmt: "not_select", MergeStmt: "not_select",
};

/**
 * The one SELECT of a parse result as a fresh, checked tree.
 * The cast at the end is what the walk has just proved.
 */
export function readSelect(parsed: unknown): SelectStmt {
  const statements = isFields(parsed) && Array.isArray(parsed.stmts) ? parsed.stmts : [];
  const only: unknown = statements[0];
  if (statements.length !== 1 || !isFields(only) || !isFields(only.stmt)) refuse("not_one_statement", `${statements.length} statements`);
  const select = only.stmt.SelectStmt;
  if (select === undefined) refuse("not_select", Object.keys(only.stmt).join(" "));
  return new Walk().fields("SelectStmt", select, 0) as SelectStmt;
}

/** A checked copy of a type name that was parsed on its own. */
export function readPart(kind: string, fields: unknown): unknown {
  return new Walk().fields(kind, fields, 0);
}

class Walk {
  #nodes = 0;

  fields(kind: string, fields: unknown, depth: number): Fields {
    const rules = NODES[kind] ?? refuse(OWN_CODE[kind] ?? "node_not_allowed", kind);
    if (!isFields(fields)) refuse("node_not_allowed", kind);
    if (depth > MAX_DEPTH) refuse("too_deep", `more than ${MAX_DEPTH} nested nodes`);
    if (++this.#nodes > MAX_NODES) refuse("too_large", `more than ${MAX_NODES} nodes`);
    const copy: Fields = {};
    for (const field in fields) {
      if (LOCATIONS.has(field)) continue;
      const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
      if (!rule) refuse("field_not_allowed", `${kind}.${field}`);
      copy[field] = this.#field(kind, field, rule, fields[field], depth + 1);
    }
    return copy;
  }

  #field(kind: string, field: string, rule: FieldRule, value: unknown, depth: number): unknown {
    if (rule.is === "part") return this.fields(rule.kind, value, depth);
    if (rule.is === "node") return this.#node(kind, field, rule.kinds, value, depth);
    if (rule.is === "list") return this.#list(kind, field, rule.kinds, value, depth);
    if (!isScalar(rule, value)) refuse("field_not_allowed", `${kind}.${field}`);
    return value;
  }

  #list(parent: string, field: string, kinds: ReadonlySet<string>, value: unknown, depth: number): unknown[] {
    if (!Array.isArray(value)) refuse("field_not_allowed", `${parent}.${field}`);
    return value.map((item: unknown) => this.#node(parent, field, kinds, item, depth));
  }

  #node(parent: string, field: string, kinds: ReadonlySet<string>, value: unknown, depth: number): Fields {
    if (!isFields(value)) refuse("field_not_allowed", `${parent}.${field}`);
    let kind = EMPTY;
    let count = 0;
    for (const found in value) if (count++ === 0) kind = found;
    if (count > 1 || !kinds.has(kind)) refuse(OWN_CODE[kind] ?? "node_not_allowed", kind === EMPTY ? `${parent}.${field}` : kind);
    return kind === EMPTY ? {} : { [kind]: this.fields(kind, value[kind], depth) };
  }
}

function isScalar(rule: FieldRule, value: unknown): boolean {
  if (rule.is === "flag") return typeof value === "boolean";
  if (rule.is === "number") return Number.isInteger(value);
  return typeof value === "string" && (rule.is !== "word" || rule.words.includes(value));
}
