// The built-in planner: reads a question by lexicon and grammar, keeps account of every word, and never guesses.
import type { Lexicon } from "../../semantic/lexicon.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import type { Plan, TraceLine, Understood } from "../../semantic/plan.ts";
import { assemble } from "./assemble.ts";
import { cutAtoms } from "./atoms.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { editPlan, isFragment, leansBare } from "./follow-up.ts";
import { english } from "./grammar-english.ts";
import { translate } from "./languages/translate.ts";
import { mendTypos } from "./mend.ts";
import { notClear, notFound, nothingAsked } from "./messages.ts";
import { readAll } from "./read.ts";
import type { Scan } from "./scan.ts";
import { tokenize } from "./tokenize.ts";

export interface Asked {
  question: string;
  /** BCP 47 of the asker; English when absent */
  locale?: string;
  lexicon: Lexicon;
  model: SemanticModel;
  /** ISO date from which relative dates count, inclusive */
  today: string;
  /** the plan that a follow-up edits */
  previous?: Plan;
  /** earlier answers to clarifications: term → choice id */
  resolve: Record<string, string>;
}

const TIER = "built-in";
/** Longer questions hold more than one question; a model may try. */
const MOST_TOKENS = 80;

/**
 * Reads one question.
 * @returns a plan where every word is used and one reading is left, a question back where several readings matter,
 * and else the words that could not be accounted for
 */
export function understand(asked: Asked): Understood {
  const { question, locale = "en", lexicon } = asked;
  const translated = translate(question, locale, lexicon);
  if (!translated) return readEnglish(question, asked);
  // A reader of another language is taken at their word first: typos of English are mended, and theirs would pass for such.
  const own = (): Understood => withNote(readEnglish(translated.question, asked), `read as ${translated.language}`);
  const [first, second] = /^en\b/iu.test(locale) ? [(): Understood => readEnglish(question, asked), own] : [own, (): Understood => readEnglish(question, asked)];
  const read = first();
  if (read.kind !== "unknown") return read;
  const other = second();
  return other.kind !== "unknown" ? other : own();
}

function withNote(read: Understood, note: string): Understood {
  return { ...read, trace: [{ tier: TIER, note }, ...read.trace] };
}

function readEnglish(question: string, asked: Asked): Understood {
  const { lexicon, model, today, previous } = asked;
  const context = { grammar: english, today, calendar: model.calendar };
  const written = tokenize(question);
  if (written.length === 0 || written.length > MOST_TOKENS) return { kind: "unknown", message: nothingAsked(model), missing: [], trace: [] };
  const mended = mendTypos(written, lexicon, context);
  const atoms = cutAtoms(mended.tokens, lexicon, context);
  const resolve = Object.fromEntries(Object.entries(asked.resolve).map(([term, choice]) => [term.toLowerCase(), choice]));
  const holds = (column: `${string}.${string}`, text: string): boolean => lexicon.findValue(column, text) !== undefined;
  const scan: Scan = { atoms, holds, draft: emptyDraft(), model, grammar: english, today, resolve, ...(previous ? { previous } : {}) };
  readAll(scan);
  const trace = [...mended.notes.map((note): TraceLine => ({ tier: TIER, note })), ...scan.draft.notes];
  return conclude(scan, trace);
}

function conclude(scan: Scan, trace: TraceLine[]): Understood {
  const { draft, model, previous } = scan;
  const say = (note: string): TraceLine[] => [...trace, { tier: TIER, note }];
  if (draft.missing.length > 0) {
    const words = [...new Set(draft.missing)];
    const strange = words.filter((word) => !scan.atoms.some((atom) => atom.text === word && (atom.tags.some((tag) => tag !== "moved") || atom.meanings.length > 0 || atom.whens.length > 0 || atom.number)));
    const missing = strange.length > 0 ? strange : words;
    const message = strange.length > 0 ? notFound(strange, model) : notClear(`I can't place ${words.map((word) => `“${word}”`).join(", ")}`, model);
    return { kind: "unknown", message, missing, trace: say(`no account of ${missing.map((word) => `“${word}”`).join(", ")}`) };
  }
  if (!holdsAnything(draft)) return { kind: "unknown", message: nothingAsked(model), missing: [], trace: say("nothing to compute") };
  const leans = isFragment(scan) || (previous !== undefined && (pointsBack(scan) || leansBare(scan, previous)));
  if (leans && !previous && (draft.continued || draft.pronoun)) return unclear("it leans on a question before it, and there is none", scan, say);
  if (pointsBack(scan)) draft.pointsBack = true;
  const assembled = leans && previous ? editPlan(scan, previous) : assemble(scan);
  const [first] = draft.asks;
  if ("problem" in assembled) return unclear(assembled.problem, scan, say);
  if (first && first.choices.length < 2) return unclear(first.message, scan, say);
  if (first) return { kind: "clarify", ...first, trace: say(`“${first.term}” has ${first.choices.length} readings`) };
  return { kind: "plan", plan: assembled.plan, trace: say(leans && previous ? "edited the last plan; every word is accounted for" : "every word is accounted for") };
}

/** "What did they cost?" speaks of the answer before it, though it could be read alone. */
const pointsBack = ({ atoms }: Scan): boolean => atoms.some((atom) => /^(?:.* )?(?:they|them|their|theirs|these|those|it|its)$/u.test(atom.words));

/** Whether anything was read beyond words without meaning. */
function holdsAnything({ measures, dimensions, filters, ranges, having, head, rank, extreme, chart, previous, list, trend, inPercent, orderBy, orderDimension, allTime, countRows, why, cohort, related, anyOf }: Draft): boolean {
  const lists = [measures, dimensions, filters, ranges, having, related, anyOf];
  return lists.some((entries) => entries.length > 0) || [head, rank, extreme, chart, previous, list, trend, inPercent, orderBy, orderDimension, allTime, countRows, why, cohort].some((part) => part !== undefined);
}

function unclear(problem: string, { model }: Scan, say: (note: string) => TraceLine[]): Understood {
  return { kind: "unknown", message: notClear(problem, model), missing: [], trace: say(problem) };
}
