// How people read ambiguous words, over the metadata database.
import type { Metadata } from "../../db/connect.ts";
import { listReadings, removeReadings, saveReading } from "../../db/readings.ts";
import type { Readings } from "../ports.ts";
import { orUnavailable } from "./unavailable.ts";

/** Makes the store. All throw AskError `database_unavailable` when the database does not answer. */
export function createReadings(db: Metadata, { now }: { now: () => Date }): Readings {
  return {
    list: (sourceId, owner) => orUnavailable(() => listReadings(db, sourceId, owner)),
    keep: (sourceId, owner, reading) => orUnavailable(() => saveReading(db, sourceId, owner, reading, now())),
    forget: (sourceId, owner, term) => orUnavailable(() => removeReadings(db, sourceId, owner, term)),
  };
}
