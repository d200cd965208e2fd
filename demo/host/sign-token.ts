// Signs the tokens with which the portal's visitors ask AgentMedha: who they are and which airline's rows are theirs, for 15 minutes.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from "jose";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

export const AUDIENCE = "agentmedha";
const LIFETIME_SECONDS = 15 * 60;

export interface TokenSigner {
  /** @returns a JWT for one person of an airline */
  sign(airline: { id: string; name: string }, now: Date): Promise<string>;
  /** public keys, for whoever verifies */
  jwks: { keys: JWK[] };
}

/**
 * Opens the signing key kept in a file; makes one when there is none.
 * @param issuer goes into `iss`; the portal's origin
 */
export async function openTokenSigner(keyFile: string, issuer: string): Promise<TokenSigner> {
  const jwk = readKey(keyFile) ?? (await makeKey(keyFile));
  const key = await importJWK(jwk, "ES256");
  const kid = await calculateJwkThumbprint(jwk);
  const { kty, crv, x, y } = jwk;
  return {
    jwks: { keys: [{ kty, crv, x, y, kid, alg: "ES256", use: "sig" } as JWK] },
    sign({ id, name }, now) {
      const issuedAt = Math.floor(now.getTime() / 1_000);
      return new SignJWT({ tenant: id, tenant_name: name, roles: ["viewer"] })
        .setProtectedHeader({ alg: "ES256", kid, typ: "JWT" })
        .setIssuer(issuer).setAudience(AUDIENCE).setSubject(`safety-desk@${id}`)
        .setIssuedAt(issuedAt).setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .sign(key);
    },
  };
}

async function makeKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
}

/** A file that holds no private P-256 key counts as none. */
function readKey(file: string): JWK | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const jwk = JSON.parse(readFileSync(file, "utf8")) as JWK;
    return jwk.kty === "EC" && jwk.crv === "P-256" && jwk.d ? jwk : undefined;
  } catch {
    return undefined;
  }
}
