// Names and values as Postgres text. Values come from people: nothing reaches SQL by another way than these functions.

/** A name, quoted whatever it is. */
export function name(text: string): string {
  if (text === "" || text.includes("\0")) throw new Error("a name that no database has");
  return `"${text.replaceAll('"', '""')}"`;
}

/** A value; under standard_conforming_strings (the default since 9.1) only the quote needs doubling. */
export function literal(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return number(value);
  if (value.includes("\0")) throw new Error("a value that no column holds");
  return `'${value.replaceAll("'", "''")}'`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error("a number that no column holds");
  return /e/iu.test(String(value)) ? value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : String(value);
}

/** A value in the type of the column it is compared with. */
export function typedLiteral(value: string | number | boolean, type: string): string {
  return /^(date|timestamp)/u.test(type) ? `${literal(value)}::date` : literal(value);
}
