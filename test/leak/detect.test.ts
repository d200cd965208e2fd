// The detector must find a planted value in every spelling, and must not find what was not planted.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDetector } from "./detect.ts";

const NUMBER = 7_310_047.13;
const TEXT = "Zqbravo Fensolith 17";
const detect = createDetector({ id: "zqbravo-air", name: "Zqbravo Kelmadine Airways", texts: [TEXT, "7310012"], numbers: [NUMBER, 73_100_000_001, 42] });

describe("numbers", () => {
  it.each([
    "7310047.13", "7310047,13", "7,310,047.13", "7.310.047,13", "7 310 047,13", "7\u00A0310\u00A0047.13", "7\u202F310\u202F047,13", "7'310'047.13", "7_310_047.13",
    "7.31004713e6", "7.31004713E+06", "731004713e-2", "(7.31004713e6)", "$7,310,047", "7310047", "[1,7310047.13,7310050]", "\"7310047.13\"", "-7310047.13", "73,10,047.13", "٧٬٣١٠٬٠٤٧٫١٣", "۷٬۳۱۰٬۰۴۷٫۱۳", "७,३१०,०४७.१३", "7310047.130",
  ])("finds %s", (spelling) => expect(detect(`x ${spelling} y`)).toEqual([String(NUMBER)]));

  it("finds long ids", () => expect(detect("report 73,100,000,001 of")).toEqual(["73100000001"]));
  it.each(["7310046.13", "17310047.13", "7310047.14", "73100471", "42", "a731004713e-2", "0e1a2b3c-7310-4047-8888-073100000001", "731004.713"])("does not find %s", (other) => expect(detect(`x ${other} y`)).toEqual([]));
  it("finds digits that were planted as text, whole", () => {
    expect(detect("size 7310012, 7,310,012")).toEqual(["7310012"]);
    expect(detect("id 073100129f-x a67310012")).toEqual([]);
  });
});

describe("texts", () => {
  const bytes = Buffer.from(TEXT);
  it.each([
    ["as it is", TEXT], ["in capitals", TEXT.toUpperCase()], ["backwards", Array.from(TEXT).toReversed().join("")], ["hex", bytes.toString("hex")], ["hex in capitals", bytes.toString("hex").toUpperCase()],
    ["percent-encoded", encodeURIComponent(TEXT)], ["form-encoded", TEXT.replaceAll(" ", "+")], ["JSON escapes", Array.from(TEXT, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")],
    ["entities", Array.from(TEXT, (letter) => `&#${letter.charCodeAt(0)};`).join("")],
    ["md5", createHash("md5").update(TEXT).digest("hex")], ["sha256", createHash("sha256").update(TEXT).digest("hex")],
    ...["", "x", "xy", "xyz"].flatMap((before) => ["", "!", "!!"].map((after): [string, string] => [`base64 in ${before}…${after}`, Buffer.from(`${before}${TEXT}${after}`).toString("base64")])),
    ["base64url in a token", Buffer.from(JSON.stringify({ damage: TEXT })).toString("base64url")],
  ])("finds it %s", (_name, spelling) => expect(detect(`before ${spelling} after`)).toEqual([TEXT]));

  it("finds id and name", () => expect(detect("of Zqbravo Kelmadine Airways (zqbravo-air)")).toEqual(["zqbravo-air", "Zqbravo Kelmadine Airways"]));
  it.each(["Zqbravo", "Fensolith 17", "Zqbravo Fensolith 1", "zqbravoair", "Zqalpha Fensolith 17"])("does not find %s", (other) => expect(detect(other)).toEqual([]));
});
