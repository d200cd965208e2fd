// "Skyward Safety", the host application: a portal as a customer would write it. Its pages embed the widget, its server signs the tokens.
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { openTokenSigner, type TokenSigner } from "./sign-token.ts";

export interface HostSettings {
  port: number;
  /** origin of the AgentMedha Worker, e.g. `http://localhost:8081` */
  workerOrigin: string;
  /** where the signing key is kept */
  keyFile: string;
  /** who can sign in */
  airlines: { id: string; name: string }[];
}

export interface Host { origin: string; close(): Promise<void> }

interface Reply { status: number; type: string; body: string | Buffer; headers?: Record<string, string> }
type Pages = Map<string, { type: string; body: string }>;

const TYPES: Record<string, string> = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** Listens on this machine. @throws when the port is taken */
export async function startHost({ port, workerOrigin, keyFile, airlines }: HostSettings): Promise<Host> {
  const origin = `http://localhost:${port}`;
  const signer = await openTokenSigner(keyFile, origin);
  const pages = readPages(workerOrigin);
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return { origin, close: () => close(server) };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body, headers } = await route(request).catch((): Reply => text(500, "Something went wrong."));
    response.writeHead(status, { "content-type": `${type}; charset=utf-8`, ...securityHeaders(workerOrigin), ...headers });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  async function route(request: IncomingMessage): Promise<Reply> {
    if (request.method !== "GET" && request.method !== "HEAD") return { ...text(405, "Only GET."), headers: { allow: "GET, HEAD" } };
    const { pathname, searchParams } = new URL(`${origin}${request.url ?? "/"}`);
    if (pathname === "/token") return token(signer, airlines, searchParams.get("airline"));
    if (pathname === "/airlines") return json(airlines);
    if (pathname === "/.well-known/jwks.json") return json(signer.jwks);
    const page = pages.get(pathname === "/" ? "/index.html" : pathname);
    return page ? { status: 200, ...page } : text(404, "There is nothing at this address.");
  }
}

/** Whom a visitor is signed in as is a choice here; your server would take it from its own session instead. */
async function token(signer: TokenSigner, airlines: HostSettings["airlines"], airline: string | null): Promise<Reply> {
  const known = airlines.find(({ id }) => id === airline);
  if (!known) return { ...json({ error: "There is no such airline." }), status: 404 };
  return json({ token: await signer.sign(known, new Date()) });
}

/** All that a strict page must allow for the widget is the Worker's origin, twice. */
function securityHeaders(workerOrigin: string): Record<string, string> {
  return {
    "content-security-policy": [
      "default-src 'self'", `script-src 'self' ${workerOrigin}`, `connect-src 'self' ${workerOrigin}`, "style-src 'self'",
      "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].join("; "),
    "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cache-control": "no-store",
  };
}

/** The files of public/, with the Worker's origin filled in. */
function readPages(workerOrigin: string): Pages {
  const folder = join(import.meta.dirname, "public");
  return new Map(readdirSync(folder).map((name) => {
    const body = readFileSync(join(folder, name), "utf8").replaceAll("{{worker}}", workerOrigin);
    return [`/${name}`, { type: TYPES[extname(name)] ?? "text/plain", body }];
  }));
}

function json(value: unknown): Reply {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}

function text(status: number, body: string): Reply {
  return { status, type: "text/plain", body };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
