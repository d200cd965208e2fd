// How discovery asks the database: one statement, its rows. Whoever calls decides by what driver, and how long it may take.

/** Runs one statement that reads. @returns its rows by column name; throws what the driver throws */
export type Run = (sql: string, params?: unknown[]) => Promise<Record<string, unknown>[]>;

export const text = (value: unknown): string => (typeof value === "string" ? value : String(value));
export const optionalText = (value: unknown): string | undefined => (value === null || value === undefined ? undefined : text(value));
export const number = (value: unknown): number => Number(value ?? 0);

/** A list, from the JSON that the statements here write lists as, whatever the driver makes of JSON. */
export function list(value: unknown): string[] {
  const read: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return Array.isArray(read) ? read.map(text) : [];
}
