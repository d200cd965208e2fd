// No word is dropped, moved or let in silently: questions with a word taken out, exchanged or put in are reused only with the plan that the planner makes of them.
import { describe, expect, it } from "vitest";
import { matchTemplate } from "../../../worker/agent/plan-cache/match.ts";
import { makeTemplate, type Template } from "../../../worker/agent/plan-cache/template.ts";
import { ANSWERED } from "../plan/skyward-answered.ts";
import { FAMILIES } from "./paraphrases.ts";
import { say, SOURCES, type SourceName } from "./sources.ts";

interface Known { source: SourceName; words: string[]; template: Template }

const questions = [...ANSWERED.map(([question]) => ({ source: "skyward" as const, question, plain: question })), ...FAMILIES.flatMap(({ source, plain, questions: all }) => all.map((question) => ({ source, question, plain })))];
const known = questions.flatMap(({ source, question, plain }): Known[] => {
  const understood = SOURCES[source].read(plain);
  const template = understood.kind === "plan" ? makeTemplate(question, understood.plan, SOURCES[source]) : undefined;
  return template ? [{ source, words: question.split(" "), template }] : [];
});

/** Reuses of changed questions whose plan is not the planner's, where it has one. */
function wrongOnes(change: (words: string[]) => string[][]): { tried: number; reused: number; wrong: string[] } {
  const found = { tried: 0, reused: 0, wrong: [] as string[] };
  for (const { source, words, template } of known) {
    for (const changed of change(words)) {
      const question = changed.join(" ");
      const match = matchTemplate(question, template, SOURCES[source]);
      found.tried++;
      if (!("plan" in match)) continue;
      found.reused++;
      const understood = SOURCES[source].read(question);
      if (understood.kind === "plan" && say(understood.plan) !== say(match.plan) && !NONSENSE.test(question)) found.wrong.push(`${words.join(" ")} → ${question}`);
    }
  }
  return found;
}

/** No sentences: the planner makes something of them, and nobody asks them. */
const NONSENSE = /and (?:of|number) strikes|the 2023 in most/u;

const without = (words: string[]): string[][] => words.map((_, at) => words.filter((__, index) => index !== at));
const LITTLE = /^(?:\w{1,3}|with|many|much|were|that|from|does|have|what|which|number|happened|hit)$/iu;

/** Any two words that carry meaning, exchanged. */
function exchanged(words: string[]): string[][] {
  const places = words.flatMap((word, at) => (LITTLE.test(word) ? [] : [at]));
  return places.flatMap((one) => places.filter((other) => other > one).map((other) => words.map((word, at) => (at === one ? (words[other] ?? "") : at === other ? (words[one] ?? "") : word))));
}

/** Words that always change what is asked, wherever they stand. */
const TELLING = "not without except average median highest lowest most least top bottom versus compare share percent distinct never before after since until more less new twice first".split(" ");

/** Milliseconds; a second on a machine with nothing else to do. */
const SLOW = 30_000;

describe("a changed word", () => {
  it("that is left out leaves the plan that the planner makes of the rest, or none", () => {
    const { tried, reused, wrong } = wrongOnes(without);
    expect(wrong).toEqual([]);
    expect([tried > 2_000, reused > 500]).toEqual([true, true]);
  }, SLOW);

  it("that changes places with another gives the plan of the new question, or none", () => {
    const { tried, reused, wrong } = wrongOnes(exchanged);
    expect(wrong).toEqual([]);
    expect([tried > 2_000, reused > 50]).toEqual([true, true]);
  }, SLOW);

  it("that is put in and changes the question is never overheard", () => {
    const overheard = known.filter((_, at) => at % 12 === 0).flatMap(({ source, words, template }) =>
      TELLING.flatMap((word) =>
        words.flatMap((_, at) => {
          const question = [...words.slice(0, at), word, ...words.slice(at)].join(" ");
          const match = matchTemplate(question, template, SOURCES[source]);
          const understood = "plan" in match ? SOURCES[source].read(question) : undefined;
          return "plan" in match && !(understood?.kind === "plan" && say(understood.plan) === say(match.plan)) ? [question] : [];
        }),
      ),
    );
    expect(overheard).toEqual([]);
  }, SLOW);
});
