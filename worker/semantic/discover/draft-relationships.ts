// Joins of the model. Where a table is referred to twice, or reached by two equally short ways, each way gets its own copy.
import { splitRef } from "../lookup.ts";
import type { ColumnRef, Relationship, Table } from "../model.ts";
import { nameMatch } from "./match-names.ts";
import type { Reference } from "./references.ts";
import { copyTable, roleOf } from "./role-table.ts";
import { sayColumn, tableId, type Note } from "./snapshot.ts";
import type { Study } from "./study.ts";

/** Most copies made of tables; past that, ways that are not clear are left out. */
const MOST_COPIES = 24;

export interface Joined { tables: Table[]; relationships: Relationship[]; notes: Note[] }
interface Edge { relationship: Relationship; role: string[] }

export function draftRelationships(tables: Table[], study: Study): Joined {
  const notes: Note[] = [];
  const keyed = tables.map((table) => withReferredKey(table, study));
  const edges = study.references.flatMap((reference) => edgeOf(reference, keyed, study, notes));
  return separate(byRole({ tables: keyed, edges, notes }));
}

/** A table that others refer to by another unique column than its key is told by that one. */
function withReferredKey(table: Table, study: Study): Table {
  const referred = new Set(study.references.filter(({ to }) => study.modelNames.table(to) === table.name).map(({ to }) => study.modelNames.column(to, to.column)));
  const [only] = referred;
  return only !== undefined && !referred.has(table.primaryKey[0] ?? "") ? { ...table, primaryKey: [only] } : referred.has(table.primaryKey[0] ?? "") ? { ...table, primaryKey: table.primaryKey.slice(0, 1) } : table;
}

function edgeOf(reference: Reference, tables: Table[], study: Study, notes: Note[]): Edge[] {
  const { from, to } = reference;
  const about = sayColumn(from);
  const say = (text: string): Edge[] => {
    notes.push({ kind: "relationship", about, text });
    return [];
  };
  if (tableId(from) === tableId(to)) return say("refers to its own table, which a model can't follow: left out");
  const refs = [from, to].map((end): ColumnRef => `${study.modelNames.table(end)}.${study.modelNames.column(end, end.column)}`);
  const [source, target] = refs;
  const key = tables.find((table) => table.name === study.modelNames.table(to))?.primaryKey;
  if (source === undefined || target === undefined || key?.length !== 1 || key[0] !== splitRef(target).column) return say(`refers to ${sayColumn(to)}, which is not the key of its table: left out`);
  return [{ relationship: { from: source, to: target, cardinality: reference.isOneToOne ? "one-to-one" : "many-to-one" }, role: roleIn(reference, study) }];
}

/** The words of the column that are not the table's: "billing" of billing_address_id. */
function roleIn({ from, to, role }: Reference, study: Study): string[] {
  if (role.length > 0) return role;
  const [source, target] = [from, to].map((end) => study.snapshot.tables.find((table) => tableId(table) === tableId(end)));
  const [column, key] = [source?.columns.find(({ name }) => name === from.column), target?.columns.find(({ name }) => name === to.column)];
  if (!source || !target || !column || !key) return [];
  const words = study.names.words(source, column);
  const match = nameMatch({ words, name: column.name }, { entity: study.names.entity(target), key: study.names.words(target, key), name: key.name, isFirst: true });
  return match ? match.role : words.filter((word) => word !== "id");
}

interface Drawn { tables: Table[]; edges: Edge[]; notes: Note[] }

/** Several references from one table to another: the one without a role keeps the table, the others get copies. */
function byRole({ tables, edges, notes }: Drawn): Drawn {
  const groups = Object.values(Object.groupBy(edges, ({ relationship: { from, to } }) => `${splitRef(from).table} ${splitRef(to).table}`)).filter((group) => (group?.length ?? 0) > 1);
  const copied = groups.flatMap((group = []) => group.filter((edge) => edge !== group.find(({ role }) => role.length === 0)));
  return copied.reduce((drawn, edge) => copyFor(drawn, edge, edge.role), { tables, edges, notes });
}

/** Gives one edge its own copy of the table it leads to. */
function copyFor({ tables, edges, notes }: Drawn, edge: Edge, words: string[]): Drawn {
  const { relationship } = edge;
  const { table, column } = splitRef(relationship.to);
  const original = tables.find((one) => one.name === table);
  const rest = edges.filter((one) => one !== edge);
  if (!original || countCopies(tables) >= MOST_COPIES) return { tables, edges: rest, notes: [...notes, { kind: "ambiguous", about: relationship.from, text: `is one of several ways to ${table}: left out` }] };
  const role = roleOf(words, splitRef(relationship.from));
  const known = tables.find((one) => one.name === `${role.name}_${table}`);
  const copy = known ?? copyTable(original, role);
  const moved: Edge = { ...edge, relationship: { ...relationship, to: `${copy.name}.${column}` } };
  const note: Note = { kind: "relationship", about: relationship.from, text: `one of several ways to ${table}: reached as “${copy.label}”` };
  return { tables: known ? tables : [...tables, copy], edges: edges.map((one) => (one === edge ? moved : one)), notes: [...notes, note] };
}

/** Takes ties away, shortest first, until every dated table reaches each other one in one way. */
function separate(drawn: Drawn): Joined {
  let now = drawn;
  for (let round = 0; round < 200; round++) {
    const tie = firstTie(now);
    if (!tie) break;
    now = tie.reduce((state, edge) => copyFor(state, edge, splitRef(edge.relationship.from).table.split("_")), now);
  }
  return { tables: now.tables, relationships: now.edges.map(({ relationship }) => relationship), notes: now.notes };
}

/** The last steps of two equally short ways. */
function firstTie({ tables, edges }: Drawn): Edge[] | undefined {
  for (const fact of tables.filter((table) => table.timeColumn !== undefined)) {
    const tie = tieFrom(fact.name, edges);
    if (tie) return tie;
  }
  return undefined;
}

function tieFrom(fact: string, edges: Edge[]): Edge[] | undefined {
  const seen = new Set([fact]);
  let frontier = [fact];
  while (frontier.length > 0) {
    const steps = edges.filter(({ relationship: { from, to } }) => frontier.includes(splitRef(from).table) && !seen.has(splitRef(to).table));
    const byTarget = Object.values(Object.groupBy(steps, ({ relationship }) => splitRef(relationship.to).table));
    const tie = byTarget.find((group) => (group?.length ?? 0) > 1);
    if (tie) return tie;
    frontier = [...new Set(steps.map(({ relationship }) => splitRef(relationship.to).table))];
    for (const table of frontier) seen.add(table);
  }
  return undefined;
}

/** Tables of the model beyond those of the database. */
function countCopies(tables: Table[]): number {
  return tables.length - new Set(tables.map((table) => `${table.schema}.${table.source ?? table.name}`)).size;
}
