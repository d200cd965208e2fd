// The lexicon: what words mean in one source, and that another tenant's words mean nothing.
import { describe, expect, it } from "vitest";
import { nearestWord, slips } from "../../worker/semantic/lexicon-typo.ts";
import { fold, isPlural, keyOf, singular, wordsOf } from "../../worker/semantic/lexicon-words.ts";
import { buildLexicon, type Meaning } from "../../worker/semantic/lexicon.ts";
import { lexicon, model, values } from "../agent/plan/skyward.ts";

const find = (phrase: string): readonly Meaning[] => lexicon.find(keyOf(wordsOf(phrase)));
const kinds = (phrase: string): string[] => find(phrase).map((meaning) => meaning.kind);

describe("words", () => {
  it("come to one spelling", () => {
    expect(fold("Café ‘OLÉ’ – x")).toBe("cafe 'ole' - x");
    expect(wordsOf("Chicago O'Hare’s Take-off/run")).toEqual(["chicago", "ohare", "take", "off", "run"]);
  });

  it.each([["strikes", "strike"], ["cities", "city"], ["geese", "goose"], ["species", "species"], ["losses", "loss"], ["boxes", "box"], ["bus", "bus"], ["analysis", "analysis"], ["737s", "737"], ["gas", "gas"]])("%s is the plural of %s or the same", (plural, one) => {
    expect(singular(plural)).toBe(one);
    expect(singular(one)).toBe(one);
  });

  it("are plural, singular or both", () => {
    expect([isPlural("strikes"), isPlural("strike"), isPlural("species")]).toEqual([true, false, undefined]);
  });
});

describe("names of the model", () => {
  it("are found by label, plural and synonym, whatever their case", () => {
    expect(find("Bird Strikes")).toEqual([{ kind: "table", table: "strikes", primary: false }]);
    expect(kinds("strikes")).toEqual(["table", "metric"]);
    expect(kinds("cost")).toEqual(["column", "metric"]);
    expect(find("phases of flight")).toContainEqual({ kind: "column", column: "strikes.phase", primary: true });
    expect(find("biggest")).toEqual([{ kind: "ambiguous", index: 0 }]);
    expect(find("most expensive")).toEqual([{ kind: "adjective", column: "strikes.cost_total", degree: "most" }]);
  });

  it("of hidden columns are no words", () => {
    expect(find("aircraft id")).toEqual([]);
  });

  it("of segments hold their opposite", () => {
    expect(find("with damage")).toContainEqual({ kind: "segment", segment: "damaging", negated: false });
    expect(find("that had damage")).toContainEqual({ kind: "segment", segment: "damaging", negated: false });
    expect(find("without damage")).toContainEqual({ kind: "segment", segment: "damaging", negated: true });
  });
});

describe("values of the data", () => {
  it("are found whole, by synonym, by part and as a set", () => {
    expect(find("Denver")).toEqual([{ kind: "value", column: "airports.city", values: ["Denver"], match: "whole" }]);
    expect(find("after dark")).toEqual([{ kind: "value", column: "strikes.time_of_day", values: ["Night"], match: "whole" }]);
    expect(find("O'Hare")).toEqual([{ kind: "value", column: "airports.name", values: ["Chicago O'Hare International"], match: "part" }]);
    expect(find("gulls")).toEqual([{ kind: "value", column: "species.name", values: ["Herring gull", "Laughing gull", "Ring-billed gull"], match: "part" }]);
    expect(find("Canada geese")).toEqual([{ kind: "value", column: "species.name", values: ["Canada goose"], match: "whole" }]);
  });

  it("keep all columns that a word may belong to", () => {
    expect(find("medium").map((meaning) => meaning.kind === "value" && meaning.column)).toEqual(["strikes.wildlife_size", "strikes.damage"]);
    expect(find("New York")).toHaveLength(2);
  });

  it("have no words that deny, join or are in most of them", () => {
    for (const word of ["none", "of", "international", "intl", "b"]) expect(find(word), word).toEqual([]);
  });

  it("of short codes count only as written", () => {
    expect(find("DEN")).toEqual([{ kind: "value", column: "airports.id", values: ["DEN"], match: "whole", asWritten: "DEN" }]);
  });

  it("are those given, and no others", () => {
    expect(find("Delta Air Lines")).toEqual([]);
    const delta = buildLexicon(model, { ...values, "operators.name": ["Delta Air Lines"] });
    expect(delta.find(keyOf(["delta", "air", "lines"]))).toHaveLength(1);
    expect(delta.find(keyOf(["american", "airlines"]))).toEqual([]);
  });

  it("are found in their stored spelling, one or none", () => {
    expect(lexicon.findValue("airports.city", "denver")).toBe("Denver");
    expect(lexicon.findValue("strikes.time_of_day", "after dark")).toBe("Night");
    expect(lexicon.findValue("airports.name", "o’hare")).toBe("Chicago O'Hare International");
    expect(lexicon.findValue("species.name", "gulls")).toBeUndefined();
    expect(lexicon.findValue("airports.city", "Paris")).toBeUndefined();
    expect(lexicon.findValue("airports.state", "Denver")).toBeUndefined();
  });
});

describe("typos", () => {
  it.each([["strike", "strike", 0], ["strikse", "strikes", 1], ["phaze", "phase", 1], ["ab", "ba", 1], ["speed", "spied", 1], ["cost", "coast", 1], ["abc", "xyz", 3]])("%s and %s are %i apart", (a, b, distance) => {
    expect(slips(a, b, 3)).toBe(distance);
    expect(slips(b, a, 3)).toBe(distance);
  });

  it("stop counting past the limit", () => expect(slips("abcdef", "uvwxyz", 2)).toBe(3));

  it("are mended to the only word near enough", () => {
    expect(nearestWord("averge", ["average"], new Set())).toBe("average");
    expect(nearestWord("distribtuoin", ["distribution"], new Set())).toBe("distribution");
    expect(nearestWord("rigth", ["night", "right", "light"], new Set())).toBe("right");
    expect(nearestWord("sight", ["night", "right"], new Set())).toBeUndefined();
    expect(nearestWord("cosr", ["cost"], new Set())).toBeUndefined();
  });

  it("of names are mended more strictly", () => {
    expect(nearestWord("denvr", [], new Set(["denver"]))).toBe("denver");
    expect(nearestWord("menver", [], new Set(["denver"]))).toBeUndefined();
    expect(nearestWord("sacaremnto", [], new Set(["sacramento"]))).toBeUndefined();
  });
});
