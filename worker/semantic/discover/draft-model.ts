// Drafts a semantic model of a database from what was seen of it. Pure: the same snapshot gives the same draft.
import { splitRef } from "../lookup.ts";
import type { ColumnRef, SemanticModel, Table } from "../model.ts";
import { asOf } from "./as-of.ts";
import { draftNumbers } from "./draft-numbers.ts";
import { draftRelationships, type Joined } from "./draft-relationships.ts";
import { draftTable } from "./draft-table.ts";
import { addWords } from "./more-words.ts";
import { plainName } from "./model-names.ts";
import { spreadSamples } from "./spread-samples.ts";
import { settleWords } from "./settle-words.ts";
import { study } from "./study.ts";
import { suggest } from "./suggest.ts";
import type { Note, Snapshot } from "./snapshot.ts";

export interface DraftOptions {
  /** name of the source; its label is made of it */
  name: string;
  now: Date;
  /** IANA zone of the dates; UTC where it is not said */
  timeZone?: string;
  /** ISO 4217 code of all amounts of money, where they have one */
  currency?: string;
}

const MOST_NAMES = 4;

/** @returns a model that `parseModel` accepts, and what a person should look at */
export function draftModel(snapshot: Snapshot, options: DraftOptions): { model: SemanticModel; notes: Note[] } {
  const readable = { ...snapshot, tables: snapshot.tables.filter((table) => table.columns.length > 0) };
  const read = study(readable, options.currency ? { currency: options.currency } : {});
  const drafted = readable.tables.map((facts) => ({ facts, table: draftTable(facts, read) }));
  const taken = new Set(drafted.map(({ table }) => table.name));
  const numbers = drafted.map(({ facts, table }) => draftNumbers(table, facts, read, taken));
  const label = options.name.replaceAll(/[_-]+/gu, " ");
  const calendar = asOf(read, options.now);
  const joined = draftRelationships(drafted.map(({ table }) => withDefault(table)), read);
  const { tables, notes: unsampled } = spreadSamples(joined.tables.map((table) => withNames(table, joined)));
  const model: SemanticModel = {
    name: plainName(options.name), label, description: describe(label, drafted.map(({ table }) => table)), version: `draft-${options.now.toISOString().slice(0, 10)}`,
    calendar: { timeZone: options.timeZone ?? "UTC", weekStart: "monday", fiscalYearStart: 1, asOf: calendar.asOf },
    tables, relationships: joined.relationships, metrics: numbers.flatMap(({ metrics }) => metrics), segments: numbers.flatMap(({ segments }) => segments),
    ambiguous: [], suggestions: [], verified: [],
  };
  const settled = addWords(settleWords(model));
  const whole = { ...settled, suggestions: suggest(settled, readable) };
  return { model: { ...whole, version: `${whole.version}-${digest(JSON.stringify(whole))}` }, notes: [...read.notes, ...joined.notes, ...calendar.notes, ...unsampled] };
}

/** Eight hex digits (FNV-1a): drafts of one day that differ have different versions, so that no cache mistakes one for the other. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/** "Top 5 customers" means by what they did, so only a table without names of its rows is counted by default. */
function withDefault(table: Table): Table {
  return table.nameColumn ? table : { ...table, defaultMetric: table.name };
}

/** A list of events shows what they refer to by name. */
function withNames(table: Table, { tables, relationships }: Joined): Table {
  if (table.nameColumn || !table.display) return table;
  const referred = relationships.filter(({ from }) => splitRef(from).table === table.name).map(({ to }) => splitRef(to).table);
  const named = tables.filter(({ name, nameColumn }) => nameColumn !== undefined && referred.includes(name)).map(({ name, nameColumn }): ColumnRef => `${name}.${nameColumn}`);
  const [first, ...rest] = table.display;
  return first ? { ...table, display: [first, ...named.slice(0, MOST_NAMES), ...rest] } : table;
}

function describe(label: string, tables: Table[]): string {
  const named = tables.slice(0, 6).map((table) => table.plural);
  return `${label}: ${named.join(", ")}${tables.length > named.length ? ` and ${tables.length - named.length} more tables` : ""}.`;
}
