// A database's folder is whole or not there: one whose making was cut off is made again, not opened.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";

/** Whether a database was made in this folder, to the end. */
export function isMade(dataDir: string): boolean {
  return existsSync(markerOf(dataDir));
}

/** Clears what a making that was cut off left behind. */
export function clearUnfinished(dataDir: string): void {
  if (!isMade(dataDir)) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
}

/** Notes that the database opened: from now on it is kept. */
export function noteMade(dataDir: string): void {
  if (!isMade(dataDir)) writeFileSync(markerOf(dataDir), "");
}

function markerOf(dataDir: string): string {
  return `${dataDir}.made`;
}
