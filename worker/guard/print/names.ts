// Writes names and literals so that PostgreSQL reads back exactly the same, whatever its settings.
import { KEYWORDS } from "../allow/keywords.ts";

const PLAIN = /^[a-z_][a-z0-9_$]*$/u;

/** An identifier, quoted where it has to be. */
export function printName(name: string): string {
  return PLAIN.test(name) && !KEYWORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A string constant; with a backslash it takes the E form, which reads the same under either standard_conforming_strings. */
export function printString(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes("\\") ? `E${quoted.replaceAll("\\", "\\\\")}` : quoted;
}
