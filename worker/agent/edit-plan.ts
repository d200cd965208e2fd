// Chips that edit: which parts of a plan its reader may take away, exchange or add, and the plan that each of these makes.
import type { Choice, PlanEdit, PlanPart } from "../protocol.ts";
import { compile } from "../semantic/compile/index.ts";
import type { SemanticModel } from "../semantic/model.ts";
import type { Plan } from "../semantic/plan.ts";
import { describePlan } from "../semantic/words.ts";
import { drillInto, keepTo } from "./edit-plan/drill.ts";
import { groupOffers } from "./edit-plan/groups.ts";
import { measureOffers, shareOffers } from "./edit-plan/measures.ts";
import { settled, type Offer } from "./edit-plan/offer.ts";
import { placeOffers } from "./edit-plan/places.ts";
import { filterOffers, timeOffers } from "./edit-plan/rows.ts";

/** What an edit is made against: the model as the asker may know it. */
export interface Editable { model: SemanticModel; today: string; locale: string }

/**
 * The parts of a plan with what may be done to each, and what may be added. Only edits that compile are offered.
 * @param parts as `describePlan` gives them
 */
export function offerEdits(plan: Plan, parts: readonly PlanPart[], against: Editable): { parts: PlanPart[]; add: Choice[] } {
  const offers = offersOf(plan, parts, against).flatMap((offer) => {
    const label = labelOf(offer, against);
    return label === undefined ? [] : [{ ...offer, label }];
  });
  const choices = (change: Offer["change"], chip?: string): Choice[] =>
    distinct(offers.filter((offer) => offer.change === change && (chip === undefined || offer.chip === chip)).map(({ id, label }) => ({ id, label })));
  const chips = parts.map((part): PlanPart => {
    const others = choices("replace", part.id).filter(({ label }) => label !== part.text);
    return { ...part, ...(choices("remove", part.id).length > 0 ? { removable: true } : {}), ...(others.length > 0 ? { choices: others } : {}) };
  });
  return { parts: chips, add: choices("add") };
}

/**
 * Makes the plan that an edit asks for. What it names is looked up among what is offered now, against the model of
 * now: an id that is not there, and a plan that the model no longer holds, changes nothing.
 */
export function applyEdit(plan: Plan, edit: PlanEdit, against: Editable): Plan | undefined {
  const edited = editedBy(plan, edit, against);
  return edited && compile(edited, against.model).ok ? edited : undefined;
}

function editedBy(plan: Plan, { remove, replace, add, drill, range }: PlanEdit, against: Editable): Plan | undefined {
  if (remove !== undefined) return find(plan, { change: "remove", chip: remove, id: "" }, against);
  if (replace) return find(plan, { change: "replace", chip: replace.chip, id: replace.by }, against);
  if (add !== undefined) return find(plan, { change: "add", id: add }, against);
  if (drill) return settle(drillInto(plan, groupAt(plan, drill.column, against), drill.value, against.model), plan);
  if (range) return settle(keepTo(plan, groupAt(plan, range.column, against), range.from, range.to), plan);
  return plan;
}

function find(plan: Plan, asked: { change: Offer["change"]; chip?: string; id: string }, against: Editable): Plan | undefined {
  const { parts } = describePlan(plan, against.model, against);
  return offersOf(plan, parts, against).find((offer) => offer.change === asked.change && offer.id === asked.id && (asked.chip === undefined || offer.chip === asked.chip))?.plan;
}

function offersOf(plan: Plan, parts: readonly PlanPart[], { model, today, locale }: Editable): Offer[] {
  const all = [...measureOffers(plan, model), ...shareOffers(plan, model), ...groupOffers(plan, model), ...filterOffers(plan, parts, model, locale), ...timeOffers(plan, model, today), ...placeOffers(plan)];
  const chips = new Set(parts.map(({ id }) => id));
  return all.filter(({ change, chip }) => change === "add" || chips.has(chip)).map((offer) => ({ ...offer, plan: settled(offer.plan, plan) }));
}

const settle = (edited: Plan | undefined, before: Plan): Plan | undefined => edited && settled(edited, before);

/** The group that a column of the answer shows. */
function groupAt(plan: Plan, column: string, { model }: Editable): number {
  const compiled = compile(plan, model);
  const at = compiled.ok ? compiled.columns.findIndex(({ name }) => name === column) : -1;
  return at < plan.dimensions.length ? at : -1;
}

/** What the edited plan itself says in that place; undefined where it says or computes nothing. */
function labelOf({ change, chip, plan }: Offer, against: Editable): string | undefined {
  if (isIntricate(plan) && !compile(plan, against.model).ok) return undefined;
  if (change === "remove") return "";
  return describePlan(plan, against.model, against).parts.find(({ id }) => id === chip)?.text;
}

/** Plans whose parts may contradict each other; of all others every edit that is offered compiles, which is a test. */
function isIntricate({ intent, previous, share, having, series, per, limitWithin, related, anyOf }: Plan): boolean {
  return intent === "absent" || intent === "change" || [previous, share, having, series, per, limitWithin, related, anyOf].some((part) => part !== undefined);
}

function distinct(choices: Choice[]): Choice[] {
  return choices.filter(({ label }, at) => choices.findIndex((other) => other.label === label) === at);
}
