// A table in one of its roles: airports as where flights leave from, and again as where they go to.
import type { Column, ColumnRef, Table } from "../model.ts";
import { plainName } from "./model-names.ts";
import { pluralPhrase } from "./name-words.ts";

export interface Role { name: string; words: string }

/** Prepositions are no names of things. */
const SAID = new Map(Object.entries({ from: "origin", to: "destination", by: "acting", of: "owning", in: "containing" }));

/** The role that a column gives a table, by its words; else it is called after the table it is in. */
export function roleOf(words: string[], from: { table: string; column: string }): Role {
  const said = (words.length > 0 ? words : from.table.split("_")).map((word) => SAID.get(word) ?? word);
  return { name: plainName(said.join("_")), words: said.join(" ") };
}

/** The same table under another name. It only names and groups: it has no dates, numbers or joins of its own. */
export function copyTable(table: Table, role: Role): Table {
  const { timeColumn: _time, defaultMetric: _metric, display, ...rest } = table;
  const name = `${role.name}_${table.name}`;
  const label = withRole(role, table.label);
  const shown = (display ?? []).filter((ref) => ref.startsWith(`${table.name}.`)).map((ref): ColumnRef => `${name}.${ref.slice(table.name.length + 1)}`);
  const columns = table.columns.map((column) => copyColumn(column, role, column.name === table.nameColumn ? label : withRole(role, column.label)));
  return { ...rest, name, source: table.source ?? table.name, label, plural: pluralPhrase(label), synonyms: [], ...(shown.length > 0 ? { display: shown } : {}), columns };
}

const withRole = ({ words }: Role, label: string): string => (label.startsWith(`${words} `) ? label : `${words} ${label}`);

function copyColumn({ aggregates: _none, ...column }: Column, _role: Role, label: string): Column {
  return { ...column, label, ...(column.plural ? { plural: pluralPhrase(label) } : {}), synonyms: [] };
}
