// What the setup of the whole-chain tests hands to them.
import "vitest";

declare module "vitest" {
  export interface ProvidedContext { vars: Record<string, string>; model: string; signingKey: string }
}
