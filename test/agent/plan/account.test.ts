// Nothing is dropped and nothing breaks, whatever is typed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../../worker/semantic/compile/index.ts";
import { ANSWERED } from "./skyward-answered.ts";
import { model, read } from "./skyward.ts";

const WORDS = "strikes cost speed airports by at in night day Denver Texas large medium not no without top 5 most least highest average total and or versus compare 1998 1997 last year since between than over 100 knots $1m share of which how many list month weekday , % 'gulls' 737 per had with only and what about same ones as a table biggest March".split(" ");
const NONSENSE = ["churn", "quzzle", "constructor", "__proto__", "toString", "hasOwnProperty", "§", "🦅", "ünbekannt", "鳥"];
const options = { seed: 20020725, numRuns: 400 };

describe("any words", () => {
  it("give a plan that compiles, a question back or a refusal", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9 }), (words) => {
      const understood = read(words.join(" "));
      if (understood.kind === "plan") expect(compile(understood.plan, model), words.join(" ")).toMatchObject({ ok: true });
      if (understood.kind === "clarify") expect(understood.choices.length).toBeGreaterThan(1);
      if (understood.kind === "unknown") expect(understood.message.length).toBeGreaterThan(20);
    }), options);
  });

  it("as a follow-up of any plan do the same", () => {
    const plans = ANSWERED.flatMap(([question]) => {
      const understood = read(question);
      return understood.kind === "plan" ? [understood.plan] : [];
    });
    fc.assert(fc.property(fc.constantFrom(...plans), fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }), (previous, words) => {
      const understood = read(words.join(" "), { previous });
      if (understood.kind === "plan") expect(compile(understood.plan, model), `${JSON.stringify(previous)} then ${words.join(" ")}`).toMatchObject({ ok: true });
    }), options);
  });

  it("with one that nobody knows are never answered", () => {
    fc.assert(fc.property(fc.constantFrom(...ANSWERED), fc.constantFrom(...NONSENSE), fc.nat(), ([question], word, place) => {
      const words = question.split(" ");
      words.splice(place % (words.length + 1), 0, word);
      expect(read(words.join(" ")).kind, words.join(" ")).not.toBe("plan");
    }), options);
  });

  it("with one that nobody knows are never answered in another language either", () => {
    const asked = [["Wie viele Vogelschläge gab es 1998", "de"], ["Kosten nach Jahr und Flugphase", "de"], ["impactos por mes en 1998", "es"], ["1998 में महीने के अनुसार टक्कर की संख्या", "hi"]] as const;
    fc.assert(fc.property(fc.constantFrom(...asked), fc.constantFrom(...NONSENSE, "Gewinn", "piloto", "पायलट"), fc.nat(), ([question, locale], word, place) => {
      const words = question.split(" ");
      words.splice(place % (words.length + 1), 0, word);
      expect(read(words.join(" "), { locale }).kind, words.join(" ")).not.toBe("plan");
    }), options);
  });

  it("of any script and length do not break it", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      expect(["plan", "clarify", "unknown"]).toContain(read(text).kind);
    }), options);
    expect(read("strikes ".repeat(120)).kind).toBe("unknown");
  });
});
