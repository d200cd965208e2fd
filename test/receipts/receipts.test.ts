// Receipts hold when they are as they were signed, and not otherwise; the commands say so and end accordingly.
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Receipt } from "../../worker/protocol.ts";
import { run } from "../../worker/receipts/cli.ts";
import { checkReceiptKey, createReceiptSigner } from "../../worker/receipts/receipt-signer.ts";
import { receiptInWords, verifyReceipt } from "../../worker/receipts/verify-receipt.ts";

const receipt: Receipt = {
  answerId: "a-1", question: "strikes by year", plan: "Strikes by year", sql: "SELECT 1\nLIMIT 5", enforcedBy: ["guard", "row-level security", "read-only role"], tenant: "DAL", tenantLabel: "Delta Air Lines",
  tables: [
    { name: "aviation.strikes", label: "strikes", columns: ["flight_date"], filter: "operator_id = claim tenant", masked: ["flight_date"], by: ["guard", "row-level security"] },
    { name: "aviation.species", label: "species", columns: [], filter: "global", by: ["guard", "row-level security"] },
  ],
  policyVersion: "p1", modelVersion: "m1", schemaVersion: "00ff", rows: 13, bytes: 400, path: "live", tier: "built-in", dataAsOf: "2002-07-25", at: "2026-03-01T12:00:00.000Z",
};
const newKey = async (): Promise<JWK> => exportJWK((await generateKeyPair("ES256", { extractable: true })).privateKey);
const signer = createReceiptSigner(await newKey());
const signed = await signer.sign(receipt);

describe("a signed receipt", () => {
  it("gives back what was signed", async () => {
    const keys = await signer.keys();
    expect(await verifyReceipt(` ${signed}\n`, keys)).toEqual({ ok: true, receipt, keyId: keys.keys[0]?.kid });
  });

  it("holds for keys that signed before", async () => {
    const old = await newKey();
    const { d: _private, ...publicHalf } = old;
    const next = createReceiptSigner(await newKey(), [publicHalf]);
    expect(await verifyReceipt(await createReceiptSigner(old).sign(receipt), await next.keys())).toMatchObject({ ok: true });
  });

  it("publishes nothing private", async () => {
    expect(JSON.stringify(await signer.keys())).not.toContain('"d"');
  });

  const [head = "", body = "", signature = ""] = signed.split(".");
  const other = (text: string): string => Buffer.from(text).toString("base64url");
  it.each<[string, () => Promise<string> | string, RegExp]>([
    ["changed", () => [head, other(JSON.stringify({ ...receipt, tenant: "UAL" })), signature].join("."), /changed/u],
    ["signed by another", async () => createReceiptSigner(await newKey()).sign(receipt), /not among those published/u],
    ["without a signature", () => [other('{"alg":"none"}'), body, ""].join("."), /not a signed receipt/u],
    ["with another signature", () => `${signed.slice(0, -9)}AAAAAAAAA`, /changed/u],
    ["no token at all", () => "hello", /not a signed receipt/u],
  ])("does not hold when %s", async (_what, forge, problem) => {
    expect(await verifyReceipt(await forge(), await signer.keys())).toEqual({ ok: false, problem: expect.stringMatching(problem) as string });
  });

  it("of another kind is none", async () => {
    const key = await newKey();
    const { CompactSign, importJWK, calculateJwkThumbprint } = await import("jose");
    const token = await new CompactSign(new TextEncoder().encode("{}")).setProtectedHeader({ alg: "ES256", kid: await calculateJwkThumbprint(key), typ: "JWT" }).sign(await importJWK(key, "ES256"));
    expect(await verifyReceipt(token, await createReceiptSigner(key).keys())).toMatchObject({ ok: false, problem: expect.stringContaining("no receipt") as string });
  });

  it("is said in words, with each table's rows and who filtered them", () => {
    const words = receiptInWords(receipt).join("\n");
    expect(words).toContain("Table aviation.strikes: only rows where operator_id = claim tenant; columns flight_date; masked: flight_date; filtered by guard and row-level security");
    expect(words).toContain("Table aviation.species: all rows, the same for everybody");
    expect(words).toContain("For: Delta Air Lines (DAL)");
  });
});

describe("keys", () => {
  it.each([[null, false], ["x", false], [{ kty: "EC", crv: "P-256", x: "a", y: "b" }, false], [{ kty: "RSA", n: "x", d: "y" }, false], [{ kty: "EC", crv: "P-384", x: "a", y: "b", d: "c" }, false], [{ kty: "EC", crv: "P-256", x: "a", y: "b", d: "c" }, true]])("such as %j can sign: %s", (jwk, can) => {
    expect(checkReceiptKey(jwk, "private")).toBe(can);
  });

  it("that are private are not published as old ones", () => expect(checkReceiptKey({ kty: "EC", crv: "P-256", x: "a", y: "b", d: "c" }, "public")).toBe(false));
});

describe("the command", () => {
  const folder = mkdtempSync(join(tmpdir(), "medha-receipt-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  let keys: string;
  beforeAll(async () => { keys = file("keys.json", JSON.stringify(await signer.keys())); });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function call(args: string[], input = ""): Promise<{ code: number; out: string; err: string }> {
    const [out, err]: string[][] = [[], []];
    const code = await run(args, { say: (line) => void out?.push(line), complain: (line) => void err?.push(line), readInput: () => Promise.resolve(input) });
    return { code, out: out?.join("\n") ?? "", err: err?.join("\n") ?? "" };
  }

  it("passes what holds, from a file, from the route's JSON and from its input", async () => {
    for (const args of [[file("a.jws", signed)], [file("b.json", JSON.stringify({ signed }))], ["-"]]) {
      expect(await call([...args, "--keys", keys], signed)).toMatchObject({ code: 0, out: expect.stringContaining("Valid: signed with key") as string, err: "" });
    }
  });

  it("fails on what does not, and on what it cannot read", async () => {
    expect(await call([file("c.jws", `${signed.slice(0, -8)}AAAAAAAA`), "--keys", keys])).toMatchObject({ code: 1, err: expect.stringContaining("Not valid") as string });
    expect(await call([join(folder, "none"), "--keys", keys])).toMatchObject({ code: 2 });
    expect(await call([])).toMatchObject({ code: 2, err: expect.stringContaining("npm run receipt:verify") as string });
  });

  it("fetches published keys", async () => {
    const server = createServer((request, response) => void signer.keys().then((published) => response.writeHead(request.url === "/k" ? 200 : 404).end(JSON.stringify(published))));
    await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await call(["-", "--keys", `${origin}/k`], signed)).toMatchObject({ code: 0 });
    expect(await call(["-", "--keys", `${origin}/gone`], signed)).toMatchObject({ code: 2, err: expect.stringContaining("answers 404") as string });
    server.close();
  });

  it("makes a key that signs", async () => {
    const { out, code } = await call(["--new-key"]);
    expect([code, checkReceiptKey(JSON.parse(out), "private")]).toEqual([0, true]);
  });
});
