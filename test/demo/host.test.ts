// The portal's server: what it signs is what jose verifies, and what a strict page needs is what it sends.
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from "jose";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHost, type Host } from "../../demo/host/server.ts";
import { AUDIENCE, openTokenSigner } from "../../demo/host/sign-token.ts";

const WORKER = "http://localhost:19999";
const folder = mkdtempSync(join(tmpdir(), "medha-host-"));
const keyFile = join(folder, "signing-key.json");
let host: Host;
const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${host.origin}${path}`, init);

beforeAll(async () => {
  host = await startHost({ port: await freePort(), workerOrigin: WORKER, keyFile, airlines: [{ id: "delta-air-lines", name: "Delta Air Lines" }] });
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("tokens", () => {
  it("say who asks for 15 minutes, signed with the key the server publishes", async () => {
    const { token } = (await (await get("/token?airline=delta-air-lines")).json()) as { token: string };
    const jwks = (await (await get("/.well-known/jwks.json")).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer: host.origin, audience: AUDIENCE, algorithms: ["ES256"] });
    expect(payload).toMatchObject({ tenant: "delta-air-lines", roles: ["viewer"], sub: expect.any(String) as string });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    expect(Math.abs((payload.iat ?? 0) - Date.now() / 1_000)).toBeLessThan(5);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "ES256", kid: jwks.keys[0]?.kid });
  });

  it("are not given for an airline nobody knows", async () => {
    expect((await get("/token?airline=nobody")).status).toBe(404);
    expect((await get("/token")).status).toBe(404);
  });

  it("show no private part of the key, and are signed by the same key after a restart", async () => {
    const text = await (await get("/.well-known/jwks.json")).text();
    expect(Object.keys((JSON.parse(text) as JSONWebKeySet).keys[0] ?? {})).not.toContain("d");
    expect(statSync(keyFile).mode & 0o077).toBe(0);
    expect((await openTokenSigner(keyFile, "x")).jwks.keys[0]?.kid).toBe((JSON.parse(text) as JSONWebKeySet).keys[0]?.kid);
  });

  it("get a new key when the file holds none", async () => {
    const file = join(folder, "broken.json");
    writeFileSync(file, "{");
    const signer = await openTokenSigner(file, "issuer");
    const token = await signer.sign({ id: "a", name: "Airline A" }, new Date("2026-01-01T00:00:00Z"));
    const { payload } = await jwtVerify(token, createLocalJWKSet(signer.jwks), { currentDate: new Date("2026-01-01T00:14:59Z") });
    expect([payload.tenant, payload["tenant_name"]]).toEqual(["a", "Airline A"]);
    await expect(jwtVerify(token, createLocalJWKSet(signer.jwks), { currentDate: new Date("2026-01-01T00:15:01Z") })).rejects.toThrow(/exp/u);
  });
});

describe("pages", () => {
  it("allow scripts and calls to the Worker and to themselves, nothing inline", async () => {
    const policy = (await get("/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`script-src 'self' ${WORKER};`);
    expect(policy).toContain(`connect-src 'self' ${WORKER};`);
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|data:/u);
  });

  it.each(["/", "/internal.html"])("hold nothing inline and one script tag of the widget: %s", async (path) => {
    const html = await (await get(path)).text();
    expect(html.match(/<script[^>]+medha-ask\.js/gu)).toHaveLength(1);
    expect(html).toContain(`src="${WORKER}/medha-ask.js"`);
    expect(html).not.toMatch(/<style|style="|\son\w+="|\{\{|<script(?![^>]*\bsrc=)/u);
  });

  it("are served with their types and no cookie", async () => {
    const types = await Promise.all(["/", "/portal.css", "/portal.js", "/mark.svg", "/airlines"].map(async (path) => (await get(path)).headers.get("content-type")?.split(";")[0]));
    expect(types).toEqual(["text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"]);
    expect((await get("/")).headers.has("set-cookie")).toBe(false);
  });

  it.each(["/../server.ts", "/..%2fserver.ts", "/%2e%2e/server.ts", "/nothing", "//"])("are all there is: %s is 404", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it("are only read", async () => {
    expect((await get("/", { method: "POST" })).status).toBe(405);
    expect((await get("/", { method: "HEAD" })).status).toBe(200);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
