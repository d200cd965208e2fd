// An empty database in a third of a second: the first test to need one keeps a snapshot, from which all others begin.
import { PGlite } from "@electric-sql/pglite";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../coverage/", import.meta.url));
const snapshot = `${folder}empty-database.bin`;

/** @returns a PGlite of its own, as a new one would be */
export async function emptyDatabase(): Promise<PGlite> {
  if (existsSync(snapshot)) return PGlite.create({ loadDataDir: new Blob([new Uint8Array(readFileSync(snapshot))]) });
  const database = await PGlite.create();
  const dump = await database.dumpDataDir("none");
  mkdirSync(folder, { recursive: true });
  // Two workers may get here at once: whoever renames last leaves a whole file either way.
  const own = `${snapshot}.${process.pid}`;
  writeFileSync(own, new Uint8Array(await dump.arrayBuffer()));
  renameSync(own, snapshot);
  return database;
}
