import { expect } from "@esm-bundle/chai";
import { axisLabel, createFormatter } from "../../widget/chart/format.ts";
import { addGrain, everyPeriod, parseTime, tickText, timeTicks } from "../../widget/chart/parse-time.ts";
import { enAnswers } from "../../widget/locales/en-answers.ts";
import { en } from "../../widget/locales/en.ts";

const words = { ...en, ...enAnswers };
const english = createFormatter("en-US", words);
const german = createFormatter("de-DE", words);
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const iso = (date: Date | undefined) => date?.toISOString().slice(0, 10);

describe("values in words", () => {
  it("writes numbers by their format", () => {
    expect(english.full(1203, { format: "integer" })).to.equal("1,203");
    expect(german.full(1203.5, { format: "decimal" })).to.equal("1.203,5");
    expect(english.full(0.1234, { format: "percent" })).to.equal("12.3%");
    expect(english.full(1998, { format: "plain" })).to.equal("1998");
    expect(english.full(0.1234, {})).to.equal("0.123");
  });

  it("writes money, with cents only where they matter", () => {
    expect(english.full(1_200_000, { unit: "USD", format: "currency" })).to.equal("$1,200,000");
    expect(english.full(12.5, { unit: "USD", format: "currency" })).to.equal("$12.50");
    expect(english.full(1234.56, { unit: "USD", format: "currency" })).to.equal("$1,235");
    expect(german.full(3, { unit: "EUR", format: "currency" })).to.equal("3\u00a0€");
  });

  it("writes other units behind the number, and leaves them out where a heading has them", () => {
    expect(english.full(142.37, { unit: "kn" })).to.equal("142.37\u00a0kn");
    expect(english.bare(142.37, { unit: "kn" })).to.equal("142.37");
    expect(english.full(12, { unit: "percent" })).to.equal("12\u00a0%");
    expect(axisLabel({ label: "Speed", unit: "kn" })).to.equal("Speed (kn)");
    expect(axisLabel({ label: "Cost", unit: "USD" })).to.equal("Cost");
  });

  it("is short on axes", () => {
    expect(english.short(12_500, {})).to.equal("12.5K");
    expect(english.short(2_500_000, { unit: "USD", format: "currency" })).to.equal("$2.5M");
    expect(english.short(999, {})).to.equal("999");
  });

  it("writes dates by their grain, without moving them to another time zone", () => {
    expect(english.full("2001-01-01", { grain: "year" })).to.equal("2001");
    expect(english.full("2001-07-01", { grain: "quarter" })).to.equal("Q3 2001");
    expect(english.full("2001-07-01", { grain: "month", type: "date" })).to.equal("Jul 2001");
    expect(german.full("2001-07-25", { type: "date" })).to.equal("25.07.2001");
    expect(english.full("2001-07-25T23:30:00Z", { type: "timestamp" })).to.match(/^Jul 25, 2001, 11:30\sPM$/u);
  });

  it("names weekdays and months in the reader's language", () => {
    expect(german.full("Monday", { cycle: "weekday" })).to.equal("Montag");
    expect(german.full("July", { cycle: "month-of-year" })).to.equal("Juli");
    expect(german.full("Unknown", { cycle: "weekday" })).to.equal("Unknown");
  });

  it("writes nothing, yes and no", () => {
    expect(english.full(null, {})).to.equal("–");
    expect(english.full(true, {})).to.equal("Yes");
    expect(english.full("a text", { type: "date" })).to.equal("a text");
  });
});

describe("dates of the wire", () => {
  it("reads what the Worker sends, in UTC", () => {
    for (const [text, expected] of [["2001", "2001-01-01"], [2001, "2001-01-01"], ["2001-07", "2001-07-01"], ["2001-07-25", "2001-07-25"], ["2001-07-25 13:00:00", "2001-07-25"], ["2001-Q3", "2001-07-01"], ["2024-W07", "2024-02-12"]] as const) {
      expect(iso(parseTime(text)), String(text)).to.equal(expected);
    }
  });

  it("does not guess", () => {
    for (const text of ["July", "12", 17, "2001-13-45", true, null, "2001-07-25abc"]) expect(parseTime(text), String(text)).to.equal(undefined);
  });

  it("fills in every period", () => {
    expect(everyPeriod([day("2001-11-01"), day("2002-02-01")], "month").map(iso)).to.deep.equal(["2001-11-01", "2001-12-01", "2002-01-01", "2002-02-01"]);
    expect(everyPeriod([day("1990-01-01"), day("2002-01-01")], "day", 100)).to.have.length(100);
    expect(everyPeriod([], "day")).to.deep.equal([]);
    expect(iso(addGrain(day("2001-01-01"), "week", 2))).to.equal("2001-01-15");
  });

  it("puts ticks where the calendar has them", () => {
    const months = everyPeriod([day("2000-11-01"), day("2003-03-01")], "month");
    expect(timeTicks(months, "month", 6).map(iso)).to.deep.equal(["2001-01-01", "2001-07-01", "2002-01-01", "2002-07-01", "2003-01-01"]);
    const years = everyPeriod([day("1990-01-01"), day("2002-01-01")], "year");
    expect(timeTicks(years, "year", 7).map((date) => date.getUTCFullYear())).to.deep.equal([1990, 1992, 1994, 1996, 1998, 2000, 2002]);
  });

  it("says the year where it changes", () => {
    expect(tickText(day("2001-03-01"), 0, "month", "en")).to.equal("Mar\n2001");
    expect(tickText(day("2001-04-01"), 1, "month", "en")).to.equal("Apr");
    expect(tickText(day("2002-01-01"), 4, "month", "en")).to.equal("Jan\n2002");
    expect(tickText(day("2002-04-01"), 4, "quarter", "en")).to.equal("Q2");
  });
});
