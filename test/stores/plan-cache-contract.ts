// What a store of templates must do, whatever is behind it. An adapter's test passes itself in.
import { describe, expect, it } from "vitest";
import type { PlanCache } from "../../worker/ports.ts";

const id = (): string => crypto.randomUUID();

/** @param open the store, and the same store where nothing answers */
export function planCacheContract(name: string, open: () => { plans: PlanCache; broken: PlanCache }): void {
  describe(`${name} as a plan cache`, () => {
    const revenue = "metric:revenue; by column:customers.country; {range}";
    const others = ["metric:orders; {value:customers.country}", "metric:units; by grain:month", "list metric:orders; {range}"];

    it("gives back a template just as it was, the equal signature first", async () => {
      const { plans } = open();
      const namespace = `shop/${id()}`;
      const template = { chunks: ["“é”😀", "{range}"], slots: [[], [0]], plan: { limit: 3, filters: [{ values: [] }], none: null } };
      for (const other of others) await plans.keep(namespace, other, { other });
      await plans.keep(namespace, revenue, template);
      expect(await plans.candidates(namespace, revenue, 1)).toEqual([template]);
      expect(await plans.candidates(namespace, revenue, 10)).toHaveLength(4);
    });

    it("keeps one template of a signature, the last", async () => {
      const { plans } = open();
      const namespace = id();
      await plans.keep(namespace, revenue, { version: 1 });
      await plans.keep(namespace, revenue, { version: 2 });
      expect(await plans.candidates(namespace, revenue, 10)).toEqual([{ version: 2 }]);
    });

    it("forgets one and keeps the rest", async () => {
      const { plans } = open();
      const namespace = id();
      await plans.keep(namespace, revenue, { mine: true });
      await plans.keep(namespace, others[0] ?? "", { other: true });
      await plans.forget(namespace, revenue);
      expect(await plans.candidates(namespace, revenue, 10)).toEqual([{ other: true }]);
      await expect(plans.forget(namespace, "never kept")).resolves.toBeUndefined();
    });

    it("keeps namespaces apart, and an empty one empty", async () => {
      const { plans } = open();
      const [one, other] = [id(), id()];
      await plans.keep(one, revenue, { mine: true });
      expect(await plans.candidates(other, revenue, 5)).toEqual([]);
      expect(await plans.candidates(one, "", 5)).toEqual([]);
      expect(await plans.candidates(one, revenue, 0)).toEqual([]);
      await plans.forget(other, revenue);
      expect(await plans.candidates(one, revenue, 5)).toEqual([{ mine: true }]);
    });

    it("throws when it cannot be reached", async () => {
      const { broken } = open();
      for (const work of [broken.candidates("n", "s", 1), broken.keep("n", "s", {}), broken.forget("n", "s")]) await expect(work).rejects.toThrow(Error);
    });
  });
}
