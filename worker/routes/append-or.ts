// What happens where the audit can't be written: the work goes on and the log says so, or it ends.
import { AskError } from "../errors.ts";
import type { Audit, AuditEntry, Log } from "../ports.ts";

export type OnAuditFailure = "continue" | "stop";

/** @throws AskError database_unavailable, with `stop` */
export async function appendOr(onFailure: OnAuditFailure, audit: Audit, log: Log, entry: AuditEntry): Promise<void> {
  try {
    await audit.append(entry);
  } catch {
    log.event("audit.failed", { requestId: entry.requestId, kind: entry.kind, onFailure });
    if (onFailure === "stop") throw new AskError("database_unavailable", "This can't be done while its record can't be kept. Try again in a moment.", 5);
  }
}
