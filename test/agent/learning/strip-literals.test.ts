// Questions without their literals: what stays is the model's and the grammar's, whatever was written.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { english } from "../../../worker/agent/plan/grammar-english.ts";
import { lexiconOfPlan, stripLiterals } from "../../../worker/agent/strip-literals.ts";
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import { keyOf, wordsOf } from "../../../worker/semantic/lexicon-words.ts";
import { model } from "../fixtures.ts";

const TODAY = "2002-07-25";
const base = buildLexicon(model, {});
const strip = (question: string, values?: Record<string, string[]>): string => stripLiterals(question, { model, lexicon: values === undefined ? base : buildLexicon(model, values), today: TODAY });

describe("stripLiterals", () => {
  it.each([
    ["How many strikes at Denver in 1998?", "how many strikes at {value} in {date}"],
    ["total cost by month for Zebulon Pike", "total cost by month for {word}"],
    ["strikes with a cost over 100,000", "strikes with a cost over {number}"],
    ["top 5 airports since March 3rd 1997", "top {number} airports since {date}"],
    ["what is the churn of Quixley GmbH & Co. KG each year", "what is the {word} of {word} each year"], ["strikes over 5 kg", "strikes over {number} {word}"],
    ["write to ann@example.com or +49 30 1234", "{word} to {word} or {number}"],
    ["strikes at 4711-XY", "strikes at {number} {word}"],
    ["", ""], ["???", ""], ["\u202Ezebulon\u200B", "{word}"], ["<script>alert(1)</script>", "{word} {number} {word}"],
  ])("%s", (question, skeleton) => expect(strip(question, { "airports.name": ["DENVER INTL AIRPORT"] })).toBe(skeleton));

  it("takes names for names where they are written like words of the model, if the asker's data has them", () => {
    expect(strip("how many strikes of Damage Cost")).toBe("how many strikes of damage cost");
    expect(strip("how many strikes of Damage Cost", { "species.name": ["Damage Cost"] })).toBe("how many strikes of {value}");
    expect(stripLiterals("strikes of Damage Cost", { model, lexicon: lexiconOfPlan(model, [{ column: "species.name", values: ["Damage Cost"] }]), today: TODAY })).toBe("strikes of {value}");
  });

  it("knows nothing of words that only a tenant's lexicon has", () => {
    const own = buildLexicon({ ...model, metrics: model.metrics.map((metric) => ({ ...metric, synonyms: [...metric.synonyms, "bashes", "the Falcon project"] })) }, {});
    expect(stripLiterals("bashes of the falcon project by phase", { model, lexicon: own, today: TODAY })).toBe("{word} of {word} by phase");
  });

  it("reads no more than a question can hold", () => {
    expect(strip("strikes ".repeat(500)).split(" ").length).toBeLessThanOrEqual(80);
  });
});

const known = (word: string): boolean => english.tags.has(word) || english.charts.has(word) || base.find(keyOf([word])).length > 0;
const PLACEHOLDER = /\{(?:value|word|number|date)\}/gu;
const CALENDAR = /^(?:day|week|month|quarter|year|weekday|hour)s?$/u;

/** Letters of many scripts, digits, signs, invisible characters: whatever somebody may be called. */
const name = fc.oneof(
  fc.stringMatching(/^[A-Z][a-z]{2,12}(?:[ '-][A-Z][a-z]{2,12}){0,3}$/u), fc.stringMatching(/^[\p{L}\p{N}]{1,20}$/u), fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.emailAddress(), fc.stringMatching(/^[A-Z]{2}\d{2}(?: \d{4}){4}$/u), fc.date({ noInvalidDate: true }).map((date) => date.toISOString()), fc.double({ noNaN: true }).map(String), fc.webUrl(),
);
const FRAMES = ["how many strikes at % in 1998", "top 5 % by cost", "%", "% and % compared with %", "total cost of % by airport since %", "damage rate for % or %?", "% strikes by %"];

describe("the inbox never says a literal", () => {
  it("whatever it is, and wherever it stands", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FRAMES), fc.array(name, { minLength: 3, maxLength: 3 }), fc.boolean(), (frame, names, sampled) => {
        let at = 0;
        const question = frame.replace(/%/gu, () => names[at++] ?? "");
        const skeleton = strip(question, sampled ? { "airports.name": names } : undefined);
        const said = skeleton.replace(PLACEHOLDER, " ").split(" ").filter(Boolean);
        const literal = names.flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u)).flatMap(wordsOf).filter((word) => !known(word) && !CALENDAR.test(word) && !frame.includes(word));
        return literal.every((word) => !said.includes(word));
      }),
      { seed: 20_240_611, numRuns: 3_000 },
    );
  });

  it("and every word it does say is the model's, the grammar's or the calendar's", () => {
    const closed = new Set([...english.tags.keys(), ...english.charts.keys()].flatMap((phrase) => phrase.split(" ")));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.array(fc.constantFrom("how many", "strikes", "by", "airport", "total cost", "without", "night", "Zq"), { maxLength: 8 }), (text, words) => {
        const said = strip(`${words.join(" ")} ${text}`).replace(PLACEHOLDER, " ").split(" ").filter(Boolean);
        return said.every((word) => closed.has(word) || CALENDAR.test(word) || base.words.has(keyOf([word])));
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});
