import { expect } from "@esm-bundle/chai";
import { strings as ar } from "../../widget/locales/ar.ts";
import { strings as de } from "../../widget/locales/de.ts";
import { enAnswers } from "../../widget/locales/en-answers.ts";
import { enTools } from "../../widget/locales/en-tools.ts";
import { en } from "../../widget/locales/en.ts";
import { strings as es } from "../../widget/locales/es.ts";
import { strings as hi } from "../../widget/locales/hi.ts";
import { loadStrings, localeOf } from "../../widget/locales/load-strings.ts";

const english = { ...en, ...enAnswers, ...enTools };

/** Paths of all texts, and the texts; functions are called with what they take. */
function texts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String((value as (...given: string[]) => unknown)("7", "8"))]];
  return Object.entries(value as object).flatMap(([key, each]) => texts(each, `${path}.${key}`));
}

describe("languages", () => {
  for (const [name, strings] of [["de", de], ["es", es], ["hi", hi], ["ar", ar]] as const) {
    it(`${name} says everything English says, in its own words`, () => {
      expect(texts(strings).map(([path]) => path).sort()).to.deep.equal(texts(english).map(([path]) => path).sort());
      expect(texts(strings).filter(([, text]) => text.trim() === "")).to.deep.equal([]);
      const same = texts(strings).filter(([path, text]) => texts(english).some(([other, words]) => other === path && words === text)).map(([path]) => path);
      expect(same.length).to.be.lessThan(6);
    });
  }

  it("are found by their tag; English stands in for the others", async () => {
    expect((await loadStrings("de-AT")).ask).to.equal("Fragen");
    expect((await loadStrings("AR")).dir).to.equal("rtl");
    expect(await loadStrings("fr")).to.equal(en);
    expect(await loadStrings("")).to.equal(en);
  });

  it("come from the attribute, else from the page, and survive nonsense", () => {
    const host = document.createElement("div");
    host.lang = "de-CH";
    const child = host.appendChild(document.createElement("span"));
    expect(localeOf(undefined, child)).to.equal("de-CH");
    expect(localeOf("ar", child)).to.equal("ar");
    expect(localeOf("not a tag!", child)).to.equal("en");
  });
});
