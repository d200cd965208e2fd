// /api/v1/readings: how the asker reads words that have several readings; kept, listed and forgotten by themselves alone.
import type { Context } from "hono";
import * as z from "zod";
import { AskError } from "../errors.ts";
import type { Ports, Readings } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";
import { readJson } from "./read-body.ts";
import { requireSource } from "./require.ts";

const text = z.string().trim().min(1).max(200);
const body = z.strictObject({ source: text, term: text.transform((term) => term.toLowerCase()), choice: text, label: text });

/** `{readings}`, the newest first. */
export function createReadingList(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const source = await requireSource(ports, context.req.query("source"));
    return context.json({ readings: await requireReadings(ports).list(source.id, context.get("principal")) });
  };
}

/** Takes `{source, term, choice, label}` of a `clarify` event. What is kept only ever picks among what a question offers. */
export function createReadingKeep(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const { source: id, ...reading } = await readJson(context.req.raw, body);
    const source = await requireSource(ports, id);
    await requireReadings(ports).keep(source.id, context.get("principal"), reading);
    return context.json({ kept: true });
  };
}

/** `?term=` one word, else all. */
export function createReadingForget(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const source = await requireSource(ports, context.req.query("source"));
    await requireReadings(ports).forget(source.id, context.get("principal"), context.req.query("term")?.toLowerCase());
    return context.json({ removed: true });
  };
}

function requireReadings({ readings }: Ports): Readings {
  if (!readings) throw new AskError("not_configured", "Nothing can be kept here.");
  return readings;
}
