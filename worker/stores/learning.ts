// What people teach, over the metadata database: feedback, the inbox, approved questions, and tenants' own words.
import type { Metadata } from "../../db/connect.ts";
import { listInbox, loadAnswer, saveFeedback, saveUnanswered } from "../../db/feedback.ts";
import { countUse, listVerified, removeVerified, saveVerified } from "../../db/verified.ts";
import type { FeedbackStore, Inbox, Learning, VerifiedQueries } from "../ports.ts";
import { digest } from "./digest.ts";
import { orUnavailable } from "./unavailable.ts";
import { createVocabularies } from "./vocabularies.ts";

export interface LearningOptions {
  now: () => Date;
  newId: () => string;
  /** told when the approved questions of a source are others */
  onVerified?: (sourceId: string) => void;
}

const DAY = 86_400_000;
/** Days that a question stays in the inbox. */
const KEPT_DAYS = 90;

/** Makes the stores of what is taught. All throw AskError `database_unavailable` when the database does not answer. */
export function createLearning(db: Metadata, options: LearningOptions): Learning {
  return { feedback: createFeedback(db), inbox: createInbox(db, options), verified: createVerified(db, options), vocabularies: createVocabularies(db, options) };
}

function createFeedback(db: Metadata): FeedbackStore {
  return {
    answer: (id, owner) => orUnavailable(() => loadAnswer(db, id, owner)),
    give: (answerId, owner, feedback) => orUnavailable(async () => saveFeedback(db, answerId, owner, await hashOf(owner.tenant), feedback)),
  };
}

function createInbox(db: Metadata, { now }: LearningOptions): Inbox {
  const since = (): Date => new Date(now().getTime() - KEPT_DAYS * DAY);
  return {
    record: (entry, asker) => orUnavailable(async () => saveUnanswered(db, entry, await hashOf(asker.tenant), since())),
    list: (sourceId) => orUnavailable(() => listInbox(db, sourceId, since())),
  };
}

function createVerified(db: Metadata, { now, newId, onVerified = () => undefined }: LearningOptions): VerifiedQueries {
  return {
    list: (sourceId) => orUnavailable(() => listVerified(db, sourceId)),
    async keep(sourceId, query) {
      const id = newId();
      await orUnavailable(() => saveVerified(db, id, sourceId, query));
      onVerified(sourceId);
      return { id };
    },
    async remove(sourceId, id, by) {
      const removed = await orUnavailable(() => removeVerified(db, sourceId, id, by, now()));
      if (removed) onVerified(sourceId);
      return removed;
    },
    used: (sourceId, question) => orUnavailable(() => countUse(db, sourceId, question)),
  };
}

/** Tells tenants apart for counting; the inbox shows how many, never which. */
const hashOf = (tenant: string): Promise<string> => digest(`tenant:${tenant}`);
