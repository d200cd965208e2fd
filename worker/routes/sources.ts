// GET /api/v1/sources and /api/v1/suggestions: what may be asked, from the semantic model alone.
import type { Context } from "hono";
import { visibleSource } from "../agent/visible-model.ts";
import { AskError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";

/** Ids and labels of the sources. */
export function createSourcesRoute(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => context.json({ sources: await ports.sources.list() });
}

/** Suggested first questions of a source; none speaks of what the asker may not read. */
export function createSuggestionsRoute(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const source = await ports.sources.get(context.req.query("source") ?? "");
    if (!source) throw new AskError("unknown_source", "There is no data source of that name here.");
    return context.json({ suggestions: visibleSource(source, context.get("principal")).model.suggestions });
  };
}
