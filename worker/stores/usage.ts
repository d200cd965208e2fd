// What answers took, over the metadata database.
import type { Metadata } from "../../db/connect.ts";
import { saveUsage, sumUsage } from "../../db/usage.ts";
import type { Usage } from "../ports.ts";
import { orUnavailable } from "./unavailable.ts";

/** Makes the store. All throw AskError `database_unavailable` when the database does not answer. */
export function createUsage(db: Metadata): Usage {
  return {
    record: (event) => orUnavailable(() => saveUsage(db, event)),
    sum: (from, to, tenant) => orUnavailable(() => sumUsage(db, from, to, tenant)),
  };
}
