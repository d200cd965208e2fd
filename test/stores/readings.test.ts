// How people read ambiguous words, in the metadata database.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMetadata } from "../../db/connect.ts";
import { saveSource } from "../../db/sources.ts";
import type { Readings } from "../../worker/ports.ts";
import { createReadings } from "../../worker/stores/readings.ts";
import { asker } from "./contract.ts";
import { goodSource, startMetadata, type TestMetadata } from "./metadata.ts";

let metadata: TestMetadata;
let readings: Readings;
let clock = 0;
const now = (): Date => new Date(Date.UTC(2026, 2, 1) + clock++ * 1000);

beforeAll(async () => {
  metadata = await startMetadata();
  for (const id of ["shop", "other"]) await saveSource(metadata.db, goodSource(id));
  readings = createReadings(metadata.db, { now });
}, 30_000);
afterAll(() => metadata.stop());

const ann = asker("acme", "ann");
const cost = { term: "biggest", choice: "cost", label: "Highest cost" };

describe("kept readings", () => {
  it("are given back newest first, one for a word", async () => {
    await readings.keep("shop", ann, cost);
    await readings.keep("shop", ann, { term: "recent", choice: "y", label: "This year" });
    await readings.keep("shop", ann, { ...cost, choice: "size", label: "Largest" });
    expect(await readings.list("shop", ann)).toEqual([{ term: "biggest", choice: "size", label: "Largest" }, { term: "recent", choice: "y", label: "This year" }]);
  });

  it("are nobody else's, and of no other source", async () => {
    await readings.keep("shop", ann, cost);
    for (const other of [asker("acme", "bob"), asker("globex", "ann"), asker("", "ann")]) {
      expect(await readings.list("shop", other)).toEqual([]);
      await readings.forget("shop", other);
      await readings.keep("shop", other, { ...cost, choice: "theirs" });
    }
    await readings.forget("other", ann);
    expect(await readings.list("other", ann)).toEqual([]);
    expect(await readings.list("shop", ann)).toContainEqual(cost);
  });

  it("are forgotten one by one, or all", async () => {
    const eve = asker("acme", "eve");
    for (const term of ["a", "b", "c"]) await readings.keep("shop", eve, { ...cost, term });
    await readings.forget("shop", eve, "b");
    expect((await readings.list("shop", eve)).map(({ term }) => term)).toEqual(["c", "a"]);
    await readings.forget("shop", eve);
    expect(await readings.list("shop", eve)).toEqual([]);
  });

  it("are at most fifty; the oldest make room, and nobody else's do", async () => {
    const hoarder = asker("acme", "hoarder");
    for (let at = 0; at < 53; at++) await readings.keep("shop", hoarder, { ...cost, term: `word ${at}` });
    const kept = (await readings.list("shop", hoarder)).map(({ term }) => term);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, "word 52", "word 3"]);
    expect((await readings.list("shop", ann)).length).toBeGreaterThan(0);
  });

  it("say when they can't be reached", async () => {
    const broken = createReadings(openMetadata(metadata.url.replace(/\/medha$/u, "/gone")), { now });
    await expect(broken.list("shop", ann)).rejects.toMatchObject({ code: "database_unavailable" });
    await expect(broken.keep("shop", ann, cost)).rejects.toMatchObject({ code: "database_unavailable" });
  });
});
