// The demo's source as AgentMedha keeps it: where it is, what it means, who may read what, how much at a time.
import type { Policy } from "../../worker/guard/types.ts";
import type { Source } from "../../worker/ports.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import model from "./model.json" with { type: "json" };
import policy from "./policy.json" with { type: "json" };

/** The checks of both documents are the product's; here they only get their types back. */
export const skywardPolicy = policy as Policy;

export function skywardSource(): Source {
  return {
    id: "skyward",
    label: "Wildlife strikes",
    connection: "SKYWARD_DATABASE_URL",
    model: model as unknown as SemanticModel,
    policy: skywardPolicy,
    limits: { timeoutMs: 5_000, maxRows: skywardPolicy.rowCap, maxBytes: 2_000_000 },
  };
}
