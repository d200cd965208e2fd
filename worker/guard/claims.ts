// Turns claims into parameters. A claim that is missing, empty or of the wrong form refuses the statement: it never widens a filter.
import type { Context } from "./context.ts";
import { refuse } from "./refuse.ts";
import { nameNode, namesOf, parameterNode, type Node, type TypeName } from "./tree.ts";
import type { ClaimFilter } from "./types.ts";

type Scalar = string | number | boolean;

/** Most values of a list claim. */
const MAX_VALUES = 1_000;
const INTEGER_TYPES: ReadonlySet<string> = new Set(["int2", "int4", "int8"]);

/** Parameters for one filter, in order: one for a comparison, two for `between`, one per value for `in`. */
export function claimParameters(filter: ClaimFilter, type: TypeName | undefined, context: Context): Node[] {
  return claimValues(filter, context).map((value, index) => parameter(value, `${filter.claim}\0${index}`, comparisonType(type), context));
}

function claimValues(filter: ClaimFilter, context: Context): Scalar[] {
  const { claim, op } = filter;
  if (!Object.hasOwn(context.claims, claim)) refuse("claim_missing", claim);
  const value: unknown = context.claims[claim];
  if (value === undefined || value === null) refuse("claim_missing", claim);
  const takesList = op === "in" || op === "between";
  if (Array.isArray(value) !== takesList) refuse("claim_invalid", claim);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0 || values.length > MAX_VALUES || (op === "between" && values.length !== 2)) refuse("claim_invalid", claim);
  return values.map((item) => (isUsable(item) ? item : refuse("claim_invalid", claim)));
}

function isUsable(value: unknown): value is Scalar {
  if (typeof value === "string") return value !== "" && !value.includes("\0") && value.isWellFormed();
  return typeof value === "boolean" || Number.isFinite(value);
}

function parameter(value: Scalar, key: string, type: TypeName | undefined, context: Context): Node {
  if (type && INTEGER_TYPES.has(namesOf(type.names).at(-1) ?? "") && !/^-?\d{1,19}$/u.test(String(value))) refuse("claim_invalid", key.split("\0")[0] ?? "");
  const full = `${key}\0${textOf(type)}`;
  const number = context.numbers.get(full) ?? context.params.push(value);
  context.numbers.set(full, number);
  return parameterNode(number, type);
}

/** Types are those of the policy, the same objects in every statement: each is written out once. */
const texts = new WeakMap<TypeName, string>();
const compared = new WeakMap<TypeName, TypeName>();

function textOf(type: TypeName | undefined): string {
  if (!type) return "";
  const text = texts.get(type) ?? JSON.stringify(type);
  texts.set(type, text);
  return text;
}

function comparisonType(type: TypeName | undefined): TypeName | undefined {
  if (!type) return undefined;
  const comparable = compared.get(type) ?? withoutCuts(type);
  compared.set(type, comparable);
  return comparable;
}

/**
 * The type a claim is cast to. Sizes are dropped and `name` and `"char"` become text: an explicit cast to varchar(3), numeric(4,0)
 * or name cuts the value off without an error, and a cut tenant is another tenant.
 */
function withoutCuts(type: TypeName): TypeName {
  const { typmods, ...unsized } = type;
  const names = namesOf(type.names);
  const cuts = names[0] === "pg_catalog" && (names[1] === "name" || names[1] === "char");
  return cuts ? { ...unsized, names: [nameNode("pg_catalog"), nameNode("text")] } : typmods ? unsized : type;
}
