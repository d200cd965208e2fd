// The services under the Worker for whole-chain tests, in a process of their own: the test runner of the Worker resolves
// packages as a browser would, and these are Node's. Tells its parent what it started, and stops when the parent lets go.
import { exportJWK, generateKeyPair } from "jose";
import { openMetadata } from "../../db/connect.ts";
import { saveSource } from "../../db/sources.ts";
import { startLocalServices } from "../../demo/services.ts";
import { skywardSource } from "../../demo/skyward/skyward-source.ts";
import { startModelServer, type ModelServer } from "../model-server/start.ts";
import { answerByScript } from "./model-script.ts";

const model: ModelServer = await startModelServer((request) => answerByScript(request, model.requests));
const [services, keys] = await Promise.all([startLocalServices(), generateKeyPair("ES256", { extractable: true })]);
// The same data once more, for tests of what people teach: what they change is no other test's.
await saveSource(openMetadata(services.vars["METADATA_DATABASE_URL"] ?? "", { fetchEndpoint: services.vars["NEON_FETCH_ENDPOINT"] }), { ...skywardSource(), id: "taught" });
const jwk = { ...(await exportJWK(keys.publicKey)), kid: "test", alg: "ES256" };
const issuer = { issuer: "https://host.test", audience: "agentmedha", jwks: { keys: [jwk] }, algorithms: ["ES256"], origins: ["https://host.test"] };

process.send?.({
  vars: { ...services.vars, MEDHA_ISSUERS: JSON.stringify([issuer]), MEDHA_QUESTIONS_PER_MINUTE: "10000" },
  model: model.baseURL,
  signingKey: JSON.stringify({ ...(await exportJWK(keys.privateKey)), kid: "test", alg: "ES256" }),
});

process.once("disconnect", () => {
  void Promise.all([model.close(), services.stop()]).finally(() => process.exit(0));
});
