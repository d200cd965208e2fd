// The model's approved questions as templates, made once for each model.
import { buildLexicon, type Lexicon } from "../../semantic/lexicon.ts";
import type { SemanticModel, VerifiedQuery } from "../../semantic/model.ts";
import type { Plan } from "../../semantic/plan.ts";
import { todayOf } from "../today.ts";
import { checkBound, matchSkeleton } from "./match.ts";
import type { Against, Skeleton } from "./skeleton.ts";
import { makeTemplate, type Template } from "./template.ts";

interface Approved { words: string; plan: Plan; template: Template | undefined }

const approvedByModel = new WeakMap<SemanticModel, Approved[]>();

/** @returns the plan approved for an equal question, with the asker's literals; word for word where the question makes no template */
export function matchVerified(skeleton: Skeleton | undefined, question: string, against: Against): Plan | undefined {
  const words = plainWords(question);
  for (const approved of approvedOf(against.model)) {
    const match = approved.template ? skeleton && matchSkeleton(skeleton, approved.template, against) : approved.words === words ? checkBound(approved.plan, against) : undefined;
    if (match && "plan" in match) return match.plan;
  }
  return undefined;
}

function approvedOf(model: SemanticModel): Approved[] {
  const known = approvedByModel.get(model);
  if (known) return known;
  const lexicon = lexiconOf(model);
  const approved = model.verified.map((query) => approve(query, model, lexicon)).filter(({ template, plan }) => template !== undefined || !plan.time);
  approvedByModel.set(model, approved);
  return approved;
}

/** The values that the approved plans name: no asker's data is at hand when a model is read. */
function lexiconOf(model: SemanticModel): Lexicon {
  const values: Record<string, string[]> = {};
  for (const filter of model.verified.flatMap(({ plan }) => plan.filters)) for (const value of filter.values) if (typeof value === "string") (values[filter.column] ??= []).push(value);
  return buildLexicon(model, values);
}

/** Relative dates of the question are those of the day on which it was approved. */
function approve({ question, plan, at }: VerifiedQuery, model: SemanticModel, lexicon: Lexicon): Approved {
  const against: Against = { lexicon, model, today: todayOf(model.calendar, new Date(at)) };
  return { words: plainWords(question), plan, template: makeTemplate(question, plan, against, { approved: true }) };
}

const plainWords = (question: string): string => question.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? "";
