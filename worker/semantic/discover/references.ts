// Which columns refer to which tables: by declared keys, else by name and type, and only where the values agree.
import { areComparable, canBeKey, kindOf } from "./column-kind.ts";
import type { Keys } from "./keys.ts";
import { nameMatch } from "./match-names.ts";
import type { Names } from "./read-names.ts";
import { columnId, sayColumn, tableId, type ColumnFacts, type ColumnName, type Note, type Overlap, type Snapshot, type TableFacts } from "./snapshot.ts";

/** A guess by name: to be checked against the values. */
export interface Candidate { from: ColumnName; to: ColumnName; score: number; role: string[] }

/** Taken for true. `role` are the words before the name of the table: "billing" of billing_address_id. */
export interface Reference { from: ColumnName; to: ColumnName; role: string[]; isDeclared: boolean; isOneToOne: boolean }

/** Share of sampled different values that must be found. */
export const CONTAINED = 0.98;
/** A name this good stands alone where there are no rows to check. */
const GOOD_NAME = 80;

/** Every pair of columns worth a look at the values. */
export function candidateReferences(snapshot: Snapshot, names: Names, keys: Keys): Candidate[] {
  const targets = snapshot.tables.flatMap((table) => keys.candidates(table).flatMap((name) => table.columns.filter((column) => column.name === name).map((column) => ({ table, column, isFirst: keys.candidates(table)[0] === name }))));
  const declared = new Set(snapshot.foreignKeys.flatMap(({ from }) => from.columns.map((column) => columnId({ ...from, column }))));
  return snapshot.tables.flatMap((table) =>
    table.columns.filter((column) => canBeKey(kindOf(column)) && !declared.has(columnId({ ...table, column: column.name }))).flatMap((column) => targets.flatMap((target) => candidate(table, column, target, names, keys))),
  );
}

interface Target { table: TableFacts; column: ColumnFacts; isFirst: boolean }

function candidate(table: TableFacts, column: ColumnFacts, target: Target, names: Names, keys: Keys): Candidate[] {
  if (tableId(table) === tableId(target.table) || !areComparable(kindOf(column), kindOf(target.column))) return [];
  const match = nameMatch({ words: names.words(table, column), name: column.name }, { entity: names.entity(target.table), key: names.words(target.table, target.column), name: target.column.name, isFirst: target.isFirst });
  const key = keys.of(table);
  const isOwnKey = key.length === 1 && key[0] === column.name;
  if (!match || (isOwnKey && !match.isEntity)) return [];
  return [{ from: { schema: table.schema, name: table.name, column: column.name }, to: { schema: target.table.schema, name: target.table.name, column: target.column.name }, ...match }];
}

/** Chooses among the candidates by the values; where two tables fit equally well, neither is taken. */
export function chooseReferences(snapshot: Snapshot, names: Names, keys: Keys): { references: Reference[]; notes: Note[] } {
  const notes: Note[] = [];
  const overlaps = new Map(snapshot.overlaps.map((overlap) => [pairId(overlap), overlap]));
  const columns = new Map(snapshot.tables.flatMap((table) => table.columns.map((column) => [columnId({ ...table, column: column.name }), { table, column }])));
  const inferred = Object.values(Object.groupBy(candidateReferences(snapshot, names, keys), ({ from }) => columnId(from))).flatMap((group = []) => choose(group));
  const places = new Map([...columns.keys()].map((id, place) => [id, place]));
  const placeOf = ({ from }: Reference): number => places.get(columnId(from)) ?? 0;
  return { references: [...declaredReferences(snapshot, keys, notes), ...inferred].toSorted((a, b) => placeOf(a) - placeOf(b)), notes };

  function choose(group: Candidate[]): Reference[] {
    const fits = group.filter((one) => agrees(one, overlaps.get(pairId(one)))).toSorted((a, b) => b.score - a.score);
    const [best] = fits;
    if (!best) return missed(group);
    const rivals = fits.filter((one) => one.score === best.score && tableId(one.to) !== tableId(best.to));
    const about = sayColumn(best.from);
    if (rivals.length > 0) {
      notes.push({ kind: "ambiguous", about, text: `may refer to ${[best, ...rivals].map((one) => sayColumn(one.to)).join(" or ")}: left out, say which in the model` });
      return [];
    }
    notes.push({ kind: "relationship", about, text: `→ ${sayColumn(best.to)}, by name and ${evidence(overlaps.get(pairId(best)))}` });
    return [{ from: best.from, to: best.to, role: best.role, isDeclared: false, isOneToOne: isUnique(best.from) }];
  }

  function missed(group: Candidate[]): Reference[] {
    const [best] = group.toSorted((a, b) => b.score - a.score);
    const overlap = best && overlaps.get(pairId(best));
    if (best && overlap && best.score >= GOOD_NAME && overlap.distinct > 0) notes.push({ kind: "ambiguous", about: sayColumn(best.from), text: `is named like a reference to ${sayColumn(best.to)}, but only ${overlap.contained} of ${overlap.distinct} values are there: left out` });
    return [];
  }

  function isUnique(from: ColumnName): boolean {
    const found = columns.get(columnId(from));
    return found !== undefined && keys.of(found.table).length === 1 && keys.of(found.table)[0] === from.column;
  }
}

const pairId = ({ from, to }: { from: ColumnName; to: ColumnName }): string => `${columnId(from)} ${columnId(to)}`;

function agrees({ score }: Candidate, overlap: Overlap | undefined): boolean {
  if (!overlap || overlap.distinct === 0) return score >= GOOD_NAME;
  return overlap.contained / overlap.distinct >= CONTAINED;
}

function evidence(overlap: Overlap | undefined): string {
  if (!overlap || overlap.distinct === 0) return "type only: there are no values to check";
  return `values: ${overlap.contained} of ${overlap.distinct} sampled values are there`;
}

function declaredReferences({ foreignKeys, tables }: Snapshot, keys: Keys, notes: Note[]): Reference[] {
  return foreignKeys.flatMap(({ from, to }) => {
    const [column, ...more] = from.columns;
    const [target] = to.columns;
    const source = tables.find((table) => tableId(table) === tableId(from));
    if (!source || !tables.some((table) => tableId(table) === tableId(to)) || column === undefined || target === undefined) return [];
    const pair = { from: { schema: from.schema, name: from.name, column }, to: { schema: to.schema, name: to.name, column: target } };
    if (more.length > 0) {
      notes.push({ kind: "relationship", about: sayColumn(pair.from), text: `is part of a key of ${from.columns.length} columns to ${pair.to.name}, which a model can't follow: left out` });
      return [];
    }
    const key = keys.of(source);
    return [{ ...pair, role: [], isDeclared: true, isOneToOne: key.length === 1 && key[0] === column }];
  });
}
