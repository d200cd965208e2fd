// A principal and a source of the demo, for tests of the chain's parts.
import { readFileSync } from "node:fs";
import type { Policy } from "../../worker/guard/index.ts";
import type { Principal, Source } from "../../worker/ports.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../demo/skyward/${name}.json`, import.meta.url), "utf8"));

export const model = read("model") as SemanticModel;
export const policy = read("policy") as Policy;

export const skyward: Source = {
  id: "skyward", label: "Wildlife strikes", connection: "SKYWARD_DATABASE_URL", model, policy,
  limits: { timeoutMs: 5_000, maxRows: 1_000, maxBytes: 1_000_000 },
};

export function principalOf(tenant: string, claims: Principal["claims"] = {}): Principal {
  return { tenant, user: `user of ${tenant}`, roles: ["viewer"], claims: { tenant, sub: `user of ${tenant}`, ...claims }, scope: tenant, expiresAt: 0 };
}
