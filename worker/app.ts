// The HTTP application: request id, CORS, who asks, routes, and the one place where errors become answers.
import { Hono, type Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AskError } from "./errors.ts";
import type { Ports, Principal } from "./ports.ts";
import type { AskEvent, WireError } from "./protocol.ts";
import type { AppEnv } from "./routes/app-env.ts";
import { createAdminSourcesRoute } from "./routes/admin.ts";
import type { OnAuditFailure } from "./routes/append-or.ts";
import { auditChanges, createAuditRoute } from "./routes/audit.ts";
import { createConversationList, createConversationRead, createConversationRemove, createConversationRename } from "./routes/conversations.ts";
import { createEraseRoute } from "./routes/erase.ts";
import { createFeedbackRoute } from "./routes/feedback.ts";
import { createInboxRoute } from "./routes/inbox.ts";
import { createReadingForget, createReadingKeep, createReadingList } from "./routes/readings.ts";
import { createReceiptRoute } from "./routes/receipt.ts";
import { createQueryRoute, type AskFunction } from "./routes/query.ts";
import { createSourcesRoute, createSuggestionsRoute } from "./routes/sources.ts";
import { createUsageRoute } from "./routes/usage.ts";
import { createVerifiedAdd, createVerifiedList, createVerifiedRemove } from "./routes/verified.ts";
import { createVocabularyRead, createVocabularyWrite } from "./routes/vocabulary.ts";

export interface AppParts {
  ports: Ports;
  ask: AskFunction;
  /** Authorization header → principal; throws AskError */
  authenticate: (authorization: string | undefined) => Promise<Principal>;
  /** whether a browser page of this origin may call */
  originAllowed: (origin: string) => boolean;
  /** names of what does not answer; empty when all does */
  unready: () => Promise<string[]>;
  /** what happens to a change of an administrator that can't be written into the audit; `continue` unless told */
  onAuditFailure?: OnAuditFailure;
  /** public keys of receipts */
  receiptKeys: () => Promise<object>;
}

/** Builds the application; it holds no state of its own. */
export function createApp({ ports, ask, authenticate, originAllowed, unready, receiptKeys, onAuditFailure = "continue" }: AppParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.use(async (context, next) => {
    context.set("requestId", ports.newId());
    await next();
    context.header("x-request-id", context.get("requestId"));
    context.header("x-content-type-options", "nosniff");
  });
  app.use("/api/*", cors(originAllowed));

  app.get("/health", (context) => context.json({ ok: true }));
  app.get("/ready", async (context) => {
    const waiting = await unready();
    return context.json({ ok: waiting.length === 0, waiting }, waiting.length === 0 ? 200 : 503);
  });

  app.get("/.well-known/medha-receipts.json", async (context) => context.json(await receiptKeys()));

  app.use("/api/v1/*", async (context, next) => {
    context.set("principal", await authenticate(context.req.header("authorization")));
    await next();
  });
  app.use("/api/v1/admin/*", auditChanges(ports, onAuditFailure));
  app.use("/api/v1/vocabulary", auditChanges(ports, onAuditFailure));
  app.post("/api/v1/query", createQueryRoute(ask, ports, explain));
  app.get("/api/v1/sources", createSourcesRoute(ports));
  app.get("/api/v1/suggestions", createSuggestionsRoute(ports));
  app.get("/api/v1/answers/:id/receipt", createReceiptRoute(ports));
  app.post("/api/v1/answers/:id/feedback", createFeedbackRoute(ports));
  app.get("/api/v1/conversations", createConversationList(ports));
  app.get("/api/v1/conversations/:id", createConversationRead(ports));
  app.put("/api/v1/conversations/:id", createConversationRename(ports));
  app.delete("/api/v1/conversations/:id", createConversationRemove(ports));
  app.get("/api/v1/readings", createReadingList(ports));
  app.put("/api/v1/readings", createReadingKeep(ports));
  app.delete("/api/v1/readings", createReadingForget(ports));
  app.get("/api/v1/vocabulary", createVocabularyRead(ports));
  app.put("/api/v1/vocabulary", createVocabularyWrite(ports));
  app.get("/api/v1/admin/sources", createAdminSourcesRoute(ports));
  app.get("/api/v1/admin/audit", createAuditRoute(ports));
  app.get("/api/v1/admin/usage", createUsageRoute(ports));
  app.delete("/api/v1/admin/data", createEraseRoute(ports));
  app.get("/api/v1/admin/inbox", createInboxRoute(ports));
  app.get("/api/v1/admin/sources/:id/verified", createVerifiedList(ports));
  app.post("/api/v1/admin/sources/:id/verified", createVerifiedAdd(ports));
  app.delete("/api/v1/admin/sources/:id/verified/:query", createVerifiedRemove(ports));
  app.all("/api/v1/:known{query|sources|suggestions|vocabulary|readings|conversations|conversations/[^/]+|answers/[^/]+/(?:feedback|receipt)|admin/(?:audit|data|usage|sources|inbox|sources/[^/]+/verified)}", () => {
    throw new AskError("method_not_allowed", "That address does not take this method.");
  });

  app.notFound((context) => answer(context, new AskError("not_found", "There is nothing at this address.")));
  app.onError((error, context) => answer(context, understandable(error, context.get("requestId"))));
  return app;

  /** Any error as one the asker may read; what is not meant for them is logged by name only. */
  function understandable(error: unknown, requestId: string): AskError {
    if (error instanceof AskError) return error;
    ports.log.event("internal_error", { requestId, kind: error instanceof Error ? error.name : "unknown", stack: placesOf(error) });
    return new AskError("internal", "Something went wrong on our side. Your question is kept; try again.");
  }

  function explain(error: unknown, requestId: string): AskEvent {
    return { type: "error", error: understandable(error, requestId).toWire(requestId) };
  }
}

function answer(context: Context<AppEnv>, error: AskError): Response {
  const body: { error: WireError } = { error: error.toWire(context.get("requestId") ?? "") };
  const headers: Record<string, string> = error.retryAfterSeconds ? { "retry-after": String(error.retryAfterSeconds) } : {};
  if (error.status === 401) headers["www-authenticate"] = "Bearer";
  return new Response(JSON.stringify(body), { status: error.status, headers: { "content-type": "application/json", ...headers } });
}

/** Function names and lines of a stack, without the message: messages may hold literals. */
function placesOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined;
  return error.stack.split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 5).map((line) => line.trim()).join(" | ");
}

/** Exact origins only, no credentials: the token travels in a header. Applies to errors too, so that a page can read their code. */
function cors(originAllowed: (origin: string) => boolean) {
  return createMiddleware<AppEnv>(async (context, next) => {
    const origin = context.req.header("origin");
    const allowed = origin !== undefined && originAllowed(origin);
    if (context.req.method === "OPTIONS") return preflight(allowed ? origin : undefined);
    if (origin !== undefined && !allowed && origin !== new URL(context.req.url).origin) {
      throw new AskError("origin_not_allowed", "Pages of this origin may not ask here.");
    }
    await next();
    if (allowed) {
      context.header("access-control-allow-origin", origin);
      context.header("access-control-expose-headers", "x-request-id, retry-after");
    }
    context.header("vary", "Origin", { append: true });
    return undefined;
  });
}

function preflight(origin: string | undefined): Response {
  if (!origin) return new Response(null, { status: 403, headers: { vary: "Origin" } });
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": origin, "access-control-allow-methods": "GET, POST, PUT, DELETE", "access-control-allow-headers": "authorization, content-type, accept",
      "access-control-max-age": "600", vary: "Origin",
    },
  });
}
