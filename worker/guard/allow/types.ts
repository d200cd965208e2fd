// Types a statement may cast to, by their pg_catalog names; no reg*, oid, name, xml, table or user types.

const ALLOWED: ReadonlySet<string> = new Set(`
  bool int2 int4 int8 float4 float8 numeric tsvector tsquery money text varchar bpchar bytea uuid json jsonb jsonpath date time timetz timestamp timestamptz
  interval inet cidr macaddr int4range int8range numrange daterange tsrange tstzrange int4multirange int8multirange nummultirange
  datemultirange tsmultirange tstzmultirange
`.trim().split(/\s+/u));

/** Whether pg_catalog.name may be cast to. */
export function isAllowedType(name: string): boolean {
  return ALLOWED.has(name);
}

/** Collations a statement may name. */
export const COLLATIONS: ReadonlySet<string> = new Set(["C", "POSIX", "ucs_basic", "default", "unicode", "pg_c_utf8", "und-x-icu", "en-x-icu", "en-US-x-icu"]);

/** Most characters of a padded type: char(n) fills every value up to n. */
export const MAX_PADDING = 10_000;

const TEXTS = ["text", "varchar"];
const INTEGERS = ["int2", "int4", "int8"];

/** Casts that can't fail on any value: from type → to types. All types go to text without failing. */
const QUIET: Readonly<Record<string, readonly string[]>> = {
  int2: [...INTEGERS, "numeric", "float4", "float8"], int4: ["int4", "int8", "numeric", "float8"], int8: ["int8", "numeric", "float8"],
  numeric: ["numeric"], float4: ["float4", "float8"], float8: ["float8"], text: TEXTS, varchar: TEXTS, bpchar: TEXTS, bool: ["bool", "int4"],
  date: ["date"], timestamp: ["timestamp", "date", "time"], timestamptz: ["timestamptz", "date"], uuid: ["uuid"], jsonb: ["jsonb"],
};

/** Whether casting a value of a known type can't raise an error. */
export function isQuietCast(from: string | undefined, to: string): boolean {
  return from !== undefined && (TEXTS.includes(to) || (QUIET[from]?.includes(to) ?? false));
}
