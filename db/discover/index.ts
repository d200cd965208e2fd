// Discovery: a semantic model and a policy for a database nobody has described.
import type { Policy } from "../../worker/guard/types.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { candidateReferences, draftModel, findKeys, readNames, type Note, type Snapshot } from "../../worker/semantic/discover/index.ts";
import { checkOverlaps } from "./check-overlaps.ts";
import { draftPolicy } from "./draft-policy.ts";
import { readCatalog } from "./read-catalog.ts";
import { readStatistics } from "./read-statistics.ts";
import type { Run } from "./run.ts";

export type { Run };

export interface DiscoverOptions {
  /** name of the source */
  name: string;
  /** all but the system's where none are named */
  schemas?: string[];
  now: Date;
  /** the column that says whose a row is */
  tenantColumn?: string;
  rowCap?: number;
  timeZone?: string;
  currency?: string;
}

/** Reads a database and drafts its model and policy; `notes` are what a person should look at. Throws where there is no table to read. */
export async function discoverSource(run: Run, options: DiscoverOptions): Promise<{ model: SemanticModel; policy: Policy; notes: string[] }> {
  const { model, policy, notes } = await discover(run, options);
  return { model, policy, notes: notes.map(sayNote) };
}

/** The same, with what was read and with notes in parts. */
export async function discover(run: Run, options: DiscoverOptions): Promise<{ model: SemanticModel; policy: Policy; notes: Note[]; snapshot: Snapshot }> {
  const snapshot = await readSnapshot(run, options.schemas);
  const { name, now, timeZone, currency, tenantColumn, rowCap } = options;
  const { model, notes } = draftModel(snapshot, { name, now, ...(timeZone ? { timeZone } : {}), ...(currency ? { currency } : {}) });
  const drafted = draftPolicy(snapshot.tables, model, { version: model.version, ...(tenantColumn ? { tenantColumn } : {}), ...(rowCap ? { rowCap } : {}) });
  return { model, policy: drafted.policy, notes: [...notes, ...drafted.notes], snapshot };
}

/** Catalog, samples, and the inclusion checks that the names suggest; throws where there is no table to read. */
export async function readSnapshot(run: Run, schemas?: string[]): Promise<Snapshot> {
  const { tables: catalog, foreignKeys } = await readCatalog(run, schemas);
  if (catalog.length === 0) throw new Error(`there are no tables that this role may read${schemas ? ` in ${schemas.join(", ")}` : ""}`);
  const tables = [];
  for (const table of catalog) tables.push(await readStatistics(run, table));
  const snapshot: Snapshot = { tables, foreignKeys, overlaps: [] };
  const names = readNames(snapshot);
  const candidates = candidateReferences(snapshot, names, findKeys(snapshot, names));
  return { ...snapshot, overlaps: await checkOverlaps(run, candidates) };
}

export const sayNote = ({ about, text }: Note): string => `${about}: ${text}`;
