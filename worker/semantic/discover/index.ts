// Drafting, checking and re-drafting semantic models.
export { candidateReferences, type Candidate } from "./references.ts";
export { draftModel, type DraftOptions } from "./draft-model.ts";
export { findKeys } from "./keys.ts";
export { readNames } from "./read-names.ts";
export type { ColumnFacts, ColumnName, ColumnStatistics, ForeignKey, Note, Overlap, Snapshot, TableFacts } from "./snapshot.ts";
export { lintModel, type Finding, type LintOptions } from "./lint-model.ts";
export { mergeDraft, type Drift } from "./merge-draft.ts";
