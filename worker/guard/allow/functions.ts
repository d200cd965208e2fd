// Functions the guard lets through, all of pg_catalog, none with side effects, none that reads settings, files, catalogs or the clock's ticks.

/** Can't raise an error or run long, whatever the row holds: safe to evaluate before the row filter. */
export const QUIET_FUNCTIONS = words(`
  lower upper length char_length character_length octet_length btrim ltrim rtrim reverse initcap concat concat_ws strpos position starts_with
  extract date_part isfinite num_nulls num_nonnulls array_length array_upper array_lower array_ndims cardinality jsonb_typeof md5 sign
  isempty lower_inc upper_inc lower_inf upper_inf now statement_timestamp transaction_timestamp pi
`);

const SCALARS = words(`
  abs ceil ceiling floor round trunc mod power pow sqrt cbrt exp ln log log10 gcd lcm degrees radians div width_bucket scale min_scale trim_scale
  factorial sin cos tan cot asin acos atan atan2 sinh cosh tanh asinh acosh atanh sind cosd tand cotd asind acosd atand atan2d erf erfc random
  ascii chr left right overlay replace split_part string_to_array substr substring to_hex to_bin to_oct translate normalize is_normalized
  casefold quote_literal quote_nullable bit_length encode decode sha224 sha256 sha384 sha512 convert_to convert_from repeat lpad rpad format
  regexp_count regexp_instr regexp_like regexp_match regexp_replace regexp_split_to_array regexp_substr
  age date_bin date_trunc date_add date_subtract justify_days justify_hours justify_interval make_date make_interval make_time make_timestamp
  make_timestamptz timezone to_char to_date to_number to_timestamp overlaps
  array_append array_cat array_dims array_position array_positions array_prepend array_remove array_replace array_reverse array_sort
  array_to_string array_to_json trim_array
  json_array_length json_build_array json_build_object json_extract_path json_extract_path_text json_object json_strip_nulls json_typeof
  jsonb_array_length jsonb_build_array jsonb_build_object jsonb_extract_path jsonb_extract_path_text jsonb_object jsonb_pretty jsonb_set
  jsonb_insert jsonb_strip_nulls jsonb_path_exists jsonb_path_match jsonb_path_query_array jsonb_path_query_first jsonb_path_exists_tz
  jsonb_path_match_tz jsonb_path_query_array_tz jsonb_path_query_first_tz row_to_json to_json to_jsonb
  int4range int8range numrange daterange tsrange tstzrange range_merge
  date text int2 int4 int8 float4 float8 numeric bool varchar bpchar time timestamp timestamptz interval
  to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd
  gen_random_uuid uuid_extract_timestamp host family masklen network
`);

export const AGGREGATES = words(`
  count sum avg min max bool_and bool_or every array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg any_value bit_and bit_or
  bit_xor stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept
  regr_r2 regr_slope regr_sxx regr_sxy regr_syy mode percentile_cont percentile_disc range_agg range_intersect_agg
`);

export const WINDOWS = words("row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value");

/** Set-returning functions and the names of their columns; an empty list: one column, named by alias or function. */
export const SETS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...["generate_series", "generate_subscripts", "unnest", "string_to_table", "regexp_matches", "regexp_split_to_table", "json_object_keys", "jsonb_object_keys",
    "jsonb_path_query", "jsonb_path_query_tz", "json_to_record", "json_to_recordset", "jsonb_to_record", "jsonb_to_recordset"].map((name): [string, string[]] => [name, []]),
  ...["json_array_elements", "json_array_elements_text", "jsonb_array_elements", "jsonb_array_elements_text"].map((name): [string, string[]] => [name, ["value"]]),
  ...["json_each", "json_each_text", "jsonb_each", "jsonb_each_text"].map((name): [string, string[]] => [name, ["key", "value"]]),
]);

/** Text search: a first argument of several names a configuration, which has to be one of PostgreSQL's own; a name that is looked up tells whether it is there. */
export const SEARCHES = words("to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery");
export const SEARCH_CONFIGURATIONS = words(`
  simple arabic armenian basque catalan danish dutch english finnish french german greek hindi hungarian indonesian irish italian lithuanian
  nepali norwegian portuguese romanian russian serbian spanish swedish tamil turkish yiddish
`);

/** Functions whose result grows with a number: index of that argument. A constant may be up to MAX_LENGTH; what is computed fails beyond. */
export const LENGTH_ARGUMENT: ReadonlyMap<string, number> = new Map([["repeat", 1], ["lpad", 1], ["rpad", 1]]);
export const MAX_LENGTH = 10_000;
/** Most elements of a generate_series() over constants. */
export const MAX_SERIES = 1_000_000;

/** Functions that may take a whole row of a relation in FROM: they show its columns, which the guard has chosen. */
export const WHOLE_ROW = words("count json_agg jsonb_agg array_agg row_to_json to_json to_jsonb");

const ALLOWED: ReadonlySet<string> = new Set([...QUIET_FUNCTIONS, ...SCALARS, ...AGGREGATES, ...WINDOWS, ...SETS.keys()]);

/** Whether pg_catalog.name may be called. */
export function isAllowedFunction(name: string): boolean {
  return ALLOWED.has(name);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}
