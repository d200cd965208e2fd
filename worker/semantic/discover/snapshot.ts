// What was seen of a database: its catalog, counts of bounded samples, and which values were found again in other tables. Types only.

export interface Snapshot {
  tables: TableFacts[];
  /** declared by the database */
  foreignKeys: ForeignKey[];
  /** results of the inclusion checks of `candidateReferences` */
  overlaps: Overlap[];
}

export interface TableFacts {
  schema: string;
  name: string;
  comment?: string;
  /** estimate or count; 0 for an empty table */
  rows: number;
  columns: ColumnFacts[];
  /** declared; empty where there is none */
  primaryKey: string[];
  /** declared unique keys, in order of their columns */
  unique: string[][];
  /** its rows could not be looked at */
  isUnread?: boolean;
}

export interface ColumnFacts {
  name: string;
  /** without length or precision; a type of the vendor's own with its schema */
  type: string;
  nullable: boolean;
  comment?: string;
  /** all values of an enum type, in order */
  labels?: string[];
  statistics?: ColumnStatistics;
}

/** Counts over a sample of rows. */
export interface ColumnStatistics {
  /** rows looked at */
  sampled: number;
  /** different values, without NULL */
  distinct: number;
  /** share of the rows that hold nothing, 0–1 */
  nullFraction: number;
  /** numbers and dates, as text; dates as `YYYY-MM-DD…` */
  min?: string;
  max?: string;
  /** mean length of the values written as text */
  averageLength?: number;
  /** some of the values, the most frequent first */
  values: string[];
}

export interface TableName { schema: string; name: string }
export interface ColumnName extends TableName { column: string }

export interface ForeignKey { from: TableName & { columns: string[] }; to: TableName & { columns: string[] } }

/** How many of the sampled different values of `from` are values of `to`. */
export interface Overlap { from: ColumnName; to: ColumnName; distinct: number; contained: number }

/** Something a person should know of a draft. */
export interface Note { kind: "relationship" | "ambiguous" | "key" | "table" | "column" | "calendar" | "suggestion" | "policy"; about: string; text: string }

export const tableId = ({ schema, name }: TableName): string => JSON.stringify([schema, name]);
export const columnId = ({ schema, name, column }: ColumnName): string => JSON.stringify([schema, name, column]);

/** How a note names a table: without the schema that most of them share. */
export const sayTable = ({ schema, name }: TableName): string => (schema === "public" ? name : `${schema}.${name}`);
export const sayColumn = ({ schema, name, column }: ColumnName): string => `${sayTable({ schema, name })}.${column}`;
