// Puts the model and the policy of files in force for a source, or says what stands against it.
import { parseLimits, parsePolicy } from "../../worker/stores/source-shape.ts";
import { parseModel } from "../../worker/semantic/validate.ts";
import type { SourceRecord, Versioned } from "../sources.ts";
import { diffDocuments, type Difference } from "./diff-documents.ts";

/** What the files say; what they leave out stays as it is. */
export interface Wanted { id: string; label?: string; connection?: string; model?: unknown; policy?: unknown }
export type Applied = { ok: true; record: SourceRecord<Versioned, Versioned>; changes: { what: string; differences: Difference[] }[] } | { ok: false; problems: string[] };

const LIMITS = { timeoutMs: 10_000, maxRows: 5_000, maxBytes: 4_000_000 };

/**
 * @param known the source as it is in force; undefined for a new one
 * @returns the record to save with what changes, or every problem: malformed documents, a changed document under its old version
 */
export function planApply(wanted: Wanted, known: SourceRecord | undefined): Applied {
  const { id } = wanted;
  const label = wanted.label ?? known?.label ?? id;
  const connection = wanted.connection ?? known?.connection;
  const [model, policy] = [wanted.model ?? known?.model, wanted.policy ?? known?.policy];
  const limits = parseLimits(known?.limits ?? LIMITS);
  const missing = [...(connection ? [] : ["a new source needs --connection, the name of the variable with its connection string"]), ...(model ? [] : ["a new source needs --model"]), ...(policy ? [] : ["a new source needs --policy"])];
  if (missing.length > 0 || !connection) return { ok: false, problems: missing };
  const [readModel, readPolicy] = [parseModel(model), parsePolicy(policy)];
  if (!readModel.ok || !readPolicy.ok || !limits.ok) {
    return { ok: false, problems: [...(readModel.ok ? [] : readModel.problems), ...(readPolicy.ok ? [] : readPolicy.problems), ...(limits.ok ? [] : limits.problems)] };
  }
  const changes = [
    { what: "source", differences: diffDocuments(known && { label: known.label, connection: known.connection }, { label, connection }) },
    { what: "model", differences: diffDocuments(known?.model, readModel.model) },
    { what: "policy", differences: diffDocuments(known?.policy, readPolicy.value) },
  ].filter(({ differences }) => differences.length > 0);
  const stale = changes.filter(({ what, differences }) => what !== "source" && known && !differences.some(({ at }) => at === "version" || at === ""));
  if (stale.length > 0) return { ok: false, problems: stale.map(({ what }) => `the ${what} changed, but not its version: caches and receipts go by it`) };
  return { ok: true, record: { id, label, connection, limits: limits.value, model: readModel.model, policy: readPolicy.value }, changes };
}
