// Names taken apart: into words, without prefixes, abbreviations written out, in both numbers.
import { describe, expect, it } from "vitest";
import { headOf, pluralOf, pluralPhrase, sharedPrefix, singularOf, splitName, splitRun, writeOut } from "../../worker/semantic/discover/name-words.ts";
import { nameMatch } from "../../worker/semantic/discover/match-names.ts";
import { plainName, take } from "../../worker/semantic/discover/model-names.ts";
import { keyOf, wordsOf } from "../../worker/semantic/lexicon-words.ts";

describe("a name", () => {
  it.each([
    ["customer_id", "customer id"], ["customerId", "customer id"], ["sbTxAmt2", "sb tx amt 2"], ["HTTPStatus", "http status"], ["order details", "order details"],
    ["day7_lesion_cnt", "day 7 lesion cnt"], ["UNIT PRICE", "unit price"], ["__x__", "x"], ["Größe", "größe"], ["_", "unnamed"], ["2nd", "2 nd"],
  ])("%s is the words %s", (name, words) => {
    expect(splitName(name).join(" ")).toBe(words);
  });

  it.each([
    ["citingpaperid", "citing paper id"], ["joindate", "join date"], ["custid", "cust id"], ["keyphraseid", "keyphrase id"], ["postalcode", "postal code"], ["numciting", "num citing"], ["lastname", "last name"],
    ["valid", "valid"], ["island", "island"], ["numbers", "numbers"], ["homepage", "homepage"], ["gibberish", "gibberish"], ["crtdts", "crtd ts"],
  ])("in one run, %s is %s", (run, words) => {
    expect(splitRun(run, new Set(["paper", "keyphrase"])).join(" ")).toBe(words);
  });

  it.each([
    [["crm_accounts", "crm_deals", "crm_notes"], "crm_"], [["sbcustid", "sbcustname", "sbcustcity"], "sbcust"], [["id", "name", "city"], ""], [["crm_a", "crm_b"], ""],
    [["order_id", "order_date", "ordered"], ""], [["name", "name_en", "name_de"], ""], [["datestart", "dateend", "datedue"], ""],
  ])("of %s all begin with “%s”", (names, prefix) => {
    expect(sharedPrefix(names)).toBe(prefix);
  });

  it.each([["tot_drug_amt", "total drug amount"], ["num_reviews", "number of reviews"], ["num_enrolled", "number enrolled"], ["flight_no", "flight number"], ["no_discounts", "no discounts"], ["dob", "date of birth"], ["qty", "quantity"], ["crtd_ts", "created time"]])("%s is written out as %s", (name, words) => {
    expect(writeOut(splitName(name)).join(" ")).toBe(words);
  });
});

describe("a noun", () => {
  const PAIRS = "order orders|city cities|box boxes|branch branches|status statuses|person people|analysis analyses|diagnosis diagnoses|address addresses|business businesses|species species|day days|company companies|child children|house houses|purchase purchases|series series|bus buses|hero heroes|class classes|price prices|key keys|access accesses|campus campuses".split("|").map((pair) => pair.split(" "));

  it.each(PAIRS)("%s has the plural %s, and back", (one = "", many = "") => {
    expect(pluralOf(one)).toBe(many);
    expect(singularOf(many)).toBe(one);
    expect(singularOf(one)).toBe(one);
    expect(pluralOf(many)).toBe(many);
  });

  it.each([["class of service", "classes of service"], ["date of birth", "dates of birth"], ["payment received", "payments received"], ["wallet balance daily", "wallet balances daily"], ["order line", "order lines"]])("%s has the plural %s", (one, many) => {
    expect(pluralPhrase(one)).toBe(many);
  });

  it("stands last, or before what is said of it", () => {
    expect([headOf(["order"]), headOf(["paid"]), headOf(["number", "of", "seats"]), headOf(["invoice", "paid"])]).toEqual([0, 0, 0, 0]);
  });

  it("is found by the lexicon in both numbers", () => {
    for (const [one = "", many = ""] of PAIRS.filter(([, plural]) => !["statuses", "diagnoses", "campuses", "addresses", "accesses"].includes(plural ?? ""))) expect(keyOf(wordsOf(many)), many).toBe(keyOf(wordsOf(one)));
  });
});

describe("a column speaks of a table", () => {
  const score = (words: string, name: string, entity: string, key: string, keyName: string): number => nameMatch({ words: words.split(" "), name }, { entity: entity.split(" "), key: key.split(" "), name: keyName, isFirst: true })?.score ?? 0;

  it.each([
    ["customer id", "customer_id", "customer", "id", "id", 100], ["user id", "user_id", "user", "uid", "uid", 100], ["aid", "aid", "author", "aid", "aid", 90], ["billing customer id", "billing_customer_id", "customer", "id", "id", 82],
    ["citing paper id", "citingpaperid", "paper", "paper id", "paperid", 95], ["from airport", "from_airport", "airport", "airport code", "airport_code", 60], ["semester", "semester", "semester", "semester id", "semester_id", 70], ["categ id", "categ_id", "category", "id", "id", 65],
    ["person id", "person_id", "sales person", "id", "id", 55],
  ] as const)("%s (%s) of %s keyed by %s", (words, name, entity, key, keyName, expected) => {
    expect(score(words, name, entity, key, keyName)).toBe(expected);
  });

  it.each([
    ["id", "id", "customer", "id", "id"], ["name", "name", "customer", "name", "name"], ["customer name", "customer_name", "customer", "id", "id"], ["number of semesters", "num_semesters", "semester", "semester id", "semester_id"],
    ["cares for students", "cares_for_students", "student", "student id", "student_id"], ["order id", "order_id", "customer", "id", "id"], ["total", "total", "customer", "id", "id"], ["airport code", "airport_code", "airport", "airport name", "airport_name"],
  ])("%s (%s) does not of %s keyed by %s", (words, name, entity, key, keyName) => {
    expect(score(words, name, entity, key, keyName)).toBe(0);
  });
});

describe("a name of the model", () => {
  it.each([["orders", "orders"], ["Order Details", "order_details"], ["unitPrice", "unit_price"], ["2nd", "_2nd"], ["Größe", "grosse"], ["名前", "unnamed"], ["a\"b", "a_b"], ["_", "_"]])("of %s is %s", (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it("is used once", () => {
    const taken = new Set(["a"]);
    expect([take(taken, "a"), take(taken, "a"), take(taken, "b")]).toEqual(["a_2", "a_3", "b"]);
  });
});
