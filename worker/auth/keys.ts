// The key of an issuer for a token: a secret, a fixed set, or a set fetched, cached and rotated.
import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { IssuerConfig } from "./issuers.ts";

/** Milliseconds a fetched set is trusted; a key taken out of it is refused after that. */
const CACHE_MS = 10 * 60_000;
/** Milliseconds between fetches for key ids that are not in the set, so that made-up ids cause no storm. */
const COOLDOWN_MS = 30_000;
const PATIENCE_MS = 3_000;

/** The issuer's keys could not be had: says nothing about the token. */
export class KeysUnreachable extends Error {
  override readonly name = "KeysUnreachable";
}

/** @returns what `jwtVerify` asks for the key; throws KeysUnreachable when the address of the keys does not answer */
export function keySource({ keys }: IssuerConfig, fetcher: typeof fetch): JWTVerifyGetKey {
  if (keys.kind === "secret") {
    const secret = new TextEncoder().encode(keys.secret);
    return () => secret;
  }
  if (keys.kind === "jwks") return createLocalJWKSet({ keys: keys.keys } as unknown as JSONWebKeySet);
  const url = new URL(keys.url);
  return createRemoteJWKSet(url, {
    cacheMaxAge: CACHE_MS, cooldownDuration: COOLDOWN_MS, timeoutDuration: PATIENCE_MS,
    [customFetch]: (address, options) => fetchKeys(address, options, fetcher),
  });
}

/** Reads the whole answer here, so that whatever goes wrong on the way has one name. */
async function fetchKeys(address: string, options: RequestInit, fetcher: typeof fetch): Promise<Response> {
  try {
    const response = await fetcher(address, options);
    const body: unknown = await response.json();
    if (response.status !== 200 || !isKeySet(body)) throw new Error("not a key set");
    return Response.json(body);
  } catch (error) {
    throw new KeysUnreachable("the issuer's keys could not be fetched", { cause: error });
  }
}

function isKeySet(body: unknown): boolean {
  return typeof body === "object" && body !== null && "keys" in body && Array.isArray(body.keys);
}
