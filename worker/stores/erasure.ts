// Erasing a tenant's or a person's data from the metadata database.
import type { Metadata } from "../../db/connect.ts";
import { eraseTenant, eraseUser } from "../../db/erase.ts";
import type { Erasure } from "../ports.ts";
import { digest } from "./digest.ts";
import { orUnavailable } from "./unavailable.ts";

/** Makes it. Throws AskError `database_unavailable` when the database does not answer: nothing is gone then. */
export function createErasure(db: Metadata): Erasure {
  return {
    erase: (tenant, user) => orUnavailable(async () => (user === undefined ? eraseTenant(db, tenant, await digest(`tenant:${tenant}`)) : eraseUser(db, tenant, user))),
  };
}
