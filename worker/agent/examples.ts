// Approved questions like the one asked, with their plans: the best a model can be shown, and nothing of it comes from rows.
import type { Ports, Source } from "../ports.ts";
import { compile } from "../semantic/compile/index.ts";
import type { VerifiedQuery } from "../semantic/model.ts";

const SHOWN = 3;

export interface Example { question: string; plan: VerifiedQuery["plan"]; sql: string | undefined }

/** The nearest approved questions, at most three; in the model's order where the search is down. */
export async function nearestExamples(question: string, { id, model }: Source, { similar, log }: Pick<Ports, "similar" | "log">): Promise<Example[]> {
  if (model.verified.length === 0) return [];
  const namespace = `${id}:${model.version}:verified`;
  const nearest = await findNearest().catch(() => {
    log.event("similar.failed", { source: id });
    return model.verified;
  });
  return nearest.slice(0, SHOWN).map(({ question: asked, plan }) => {
    const compiled = compile(plan, model);
    return { question: asked, plan, sql: compiled.ok ? compiled.sql : undefined };
  });

  async function findNearest(): Promise<VerifiedQuery[]> {
    let found = await similar.find(namespace, question, SHOWN);
    if (found.length === 0) {
      await similar.index(namespace, model.verified.map((verified) => verified.question));
      found = await similar.find(namespace, question, SHOWN);
    }
    return found.flatMap((entry) => model.verified.find((verified) => verified.question === entry.question) ?? []);
  }
}
