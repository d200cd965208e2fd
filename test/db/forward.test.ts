// A mix of local and real databases behind one endpoint: what is not local is asked where it is.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { neonEndpoint } from "../../db/local/forward.ts";
import { openGateway, type TestGateway } from "./local-gateway.ts";

let local: TestGateway;
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
/** Plays Neon's host: it notes what comes and answers one row. */
const far = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => { body += chunk.toString(); });
  request.on("end", () => {
    received.push({ headers: request.headers, body });
    response.writeHead(400, { "content-type": "application/json" }).end('{"message":"from afar","code":"22012"}');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => { far.listen(0, "127.0.0.1", resolve); });
  const endpoint = `http://127.0.0.1:${(far.address() as AddressInfo).port}/sql`;
  local = await openGateway({ endpointOf: (host) => (host === "ep.example.com" ? endpoint : undefined) });
});
afterAll(async () => {
  await local.stop();
  far.close();
});

const ask = (connection: string): Promise<Response> => fetch(local.gateway.fetchEndpoint, {
  method: "POST", headers: { "Neon-Connection-String": connection, "Neon-Batch-Read-Only": "true" }, body: '{"query":"select 1","params":[]}',
});

it("passes status, answer and Neon's headers on as they are", async () => {
  const connection = "postgresql://u:p@ep.example.com/shop";
  const response = await ask(connection);
  expect([response.status, await response.json()]).toEqual([400, { message: "from afar", code: "22012" }]);
  expect(received).toMatchObject([{ headers: { "neon-connection-string": connection, "neon-batch-read-only": "true" }, body: '{"query":"select 1","params":[]}' }]);
});

it("keeps what is local here", async () => {
  expect((await ask(local.gateway.connectionString("shop", "postgres"))).status).toBe(200);
  expect(received).toHaveLength(1);
});

it("knows where Neon's own client would send it", () => {
  expect(neonEndpoint("ep-cool-1.us-east-2.aws.neon.tech")).toBe("https://api.us-east-2.aws.neon.tech/sql");
  expect(["localhost", "127.0.0.1"].map(neonEndpoint)).toEqual([undefined, undefined]);
});
