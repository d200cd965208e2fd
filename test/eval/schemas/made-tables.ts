// What a schema of this folder gives: its tables, and its rows made from a seed.

export interface MadeTables {
  schema: string;
  /** in an order in which each refers to those before it only; columns as in CREATE TABLE */
  tables: { name: string; columns: string }[];
  /** rows by table */
  rows: () => Record<string, object[]>;
}
