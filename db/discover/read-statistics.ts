// Looks at a bounded sample of each table: how many different values, how many missing, the ends, and the most frequent ones.
import { name } from "../../worker/semantic/compile/literal.ts";
import type { ColumnFacts, ColumnStatistics } from "../../worker/semantic/discover/index.ts";
import type { CatalogTable } from "./read-catalog.ts";
import { number, optionalText, text, type Run } from "./run.ts";

/** Most rows of a table that are looked at, and most of its values that are kept. */
export const SAMPLE_ROWS = 10_000;
const KEPT_VALUES = 30;
/** Columns of one statement; Postgres allows 1,664 outputs. */
const COLUMNS_AT_ONCE = 150;
/** Tables of up to so many rows are asked for the newest date of all rows, not of the sample. */
const EXACT_UP_TO = 5_000_000;

const hasEnds = (type: string): boolean => /^(?:smallint|integer|bigint|numeric|real|double precision|date|timestamp)/u.test(type);
const isCounted = ({ type, labels }: ColumnFacts): boolean => labels !== undefined || hasEnds(type) || /^(?:text|character varying|bpchar|"char"|boolean|uuid|time|.*citext)/u.test(type);
const keepsValues = ({ type, labels }: ColumnFacts): boolean => labels !== undefined || /^(?:text|character varying|bpchar|boolean|smallint|integer|bigint|.*citext)/u.test(type);

/**
 * @returns the table with its row count (exact where the sample held them all) and the statistics of its columns; marked
 * as unread where the database would not let it be read, or not in time
 */
export async function readStatistics(run: Run, table: CatalogTable): Promise<CatalogTable> {
  try {
    return await readAll(run, table);
  } catch {
    // A foreign table whose server is away, or one too large to sample, must not keep all the others from being read.
    return { ...table, isUnread: true };
  }
}

async function readAll(run: Run, table: CatalogTable): Promise<CatalogTable> {
  const sample = sampleOf(table);
  const counted = table.columns.filter(isCounted);
  const counts = await readCounts(run, sample, counted);
  const values = counts.sampled > 0 ? await readValues(run, sample, counted.filter(keepsValues)) : new Map<string, string[]>();
  const ends = counts.sampled >= SAMPLE_ROWS && table.rows <= EXACT_UP_TO ? await readNewest(run, table) : new Map<string, string>();
  const columns = table.columns.map((column) => withStatistics(column, counts.of.get(column.name), values.get(column.name) ?? [], ends.get(column.name)));
  return { ...table, rows: counts.sampled < SAMPLE_ROWS ? counts.sampled : Math.max(table.rows, counts.sampled), columns };
}

export const fromTable = (table: { schema: string; name: string }): string => `${name(table.schema)}.${name(table.name)}`;

/** Pages from all over a large table: the first rows are its oldest. Foreign tables can't be sampled so. Named columns, since a role may read some only. */
function sampleOf(table: CatalogTable): string {
  const share = table.rows > 0 ? Math.min(100, (200 * SAMPLE_ROWS) / table.rows) : 100;
  const isSampled = (table.kind === "r" || table.kind === "m") && share < 50;
  const columns = table.columns.map((column) => name(column.name)).join(", ");
  return `(SELECT ${columns} FROM ${fromTable(table)}${isSampled ? ` TABLESAMPLE SYSTEM (${share.toFixed(6)}) REPEATABLE (1)` : ""} LIMIT ${SAMPLE_ROWS})`;
}

type Counts = Omit<ColumnStatistics, "values">;

async function readCounts(run: Run, sample: string, columns: ColumnFacts[]): Promise<{ sampled: number; of: Map<string, Counts> }> {
  const of = new Map<string, Counts>();
  let sampled = 0;
  for (let from = 0; from === 0 || from < columns.length; from += COLUMNS_AT_ONCE) {
    const some = columns.slice(from, from + COLUMNS_AT_ONCE);
    const [row = {}] = await run(`SELECT ${["count(*) AS n", ...some.flatMap(countsOf)].join(", ")} FROM ${sample} s`);
    sampled = number(row.n);
    some.forEach((column, index) => of.set(column.name, countsIn(row, index, sampled)));
  }
  return { sampled, of };
}

function countsOf(column: ColumnFacts, index: number): string[] {
  const own = `s.${name(column.name)}`;
  const ends = hasEnds(column.type) ? [`min(${own})::text AS a${index}`, `max(${own})::text AS z${index}`] : [];
  const length = keepsValues(column) ? [`avg(length(${own}::text))::float8 AS l${index}`] : [];
  return [`count(${own}) AS c${index}`, `count(DISTINCT ${own}) AS d${index}`, ...ends, ...length];
}

function countsIn(row: Record<string, unknown>, index: number, sampled: number): Counts {
  const [min, max] = [optionalText(row[`a${index}`]), optionalText(row[`z${index}`])];
  const length = row[`l${index}`];
  const filled = number(row[`c${index}`]);
  return { sampled, distinct: number(row[`d${index}`]), nullFraction: sampled > 0 ? 1 - filled / sampled : 0, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...(length === null || length === undefined ? {} : { averageLength: number(length) }) };
}

/** The most frequent values of each column, one statement for all. Long texts are cut: they are only looked at. */
async function readValues(run: Run, sample: string, columns: ColumnFacts[]): Promise<Map<string, string[]>> {
  if (columns.length === 0) return new Map();
  const each = columns.map((column, index) => `(SELECT ${index} AS i, left(s.${name(column.name)}::text, 80) AS v FROM s WHERE s.${name(column.name)} IS NOT NULL GROUP BY 2 ORDER BY count(*) DESC, 2 LIMIT ${KEPT_VALUES})`);
  const rows = await run(`WITH s AS MATERIALIZED ${sample} ${each.join(" UNION ALL ")}`);
  const values = new Map<string, string[]>();
  for (const row of rows) {
    const column = columns[number(row.i)]?.name ?? "";
    values.set(column, [...(values.get(column) ?? []), text(row.v)]);
  }
  return values;
}

async function readNewest(run: Run, table: CatalogTable): Promise<Map<string, string>> {
  const dated = table.columns.filter(({ type }) => /^(?:date|timestamp)/u.test(type));
  if (dated.length === 0) return new Map();
  const [row = {}] = await run(`SELECT ${dated.map((column, index) => `max(${name(column.name)})::text AS z${index}`).join(", ")} FROM ${fromTable(table)}`);
  return new Map(dated.flatMap((column, index) => (typeof row[`z${index}`] === "string" ? [[column.name, text(row[`z${index}`])] as const] : [])));
}

function withStatistics(column: ColumnFacts, counts: Counts | undefined, values: string[], newest: string | undefined): ColumnFacts {
  return counts ? { ...column, statistics: { ...counts, ...(newest === undefined ? {} : { max: newest }), values } } : column;
}
