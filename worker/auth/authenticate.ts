// Authorization header → principal: the issuer the token names, its own keys and algorithms, its age, then its claims.
import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { AskError } from "../errors.ts";
import type { Principal } from "../ports.ts";
import type { IssuerConfig } from "./issuers.ts";
import { keySource, KeysUnreachable } from "./keys.ts";
import { principalOf } from "./principal.ts";

/** Seconds a token may live, and by how much two clocks may differ. */
const LIFETIME = 15 * 60;
const SKEW = 60;
const LONGEST_HEADER = 8_192;

export interface AuthenticatorOptions {
  now: () => Date;
  /** fetches key sets */
  fetch?: typeof fetch;
}

interface Trusted { issuer: IssuerConfig; key: JWTVerifyGetKey }

/**
 * Makes the check of bearer tokens.
 * @returns Authorization header → principal. Throws AskError: `unauthorized` (no token), `token_expired`, `token_invalid`,
 *   `forbidden` (a tenant the issuer may not speak for); and `connection_lost`, which is retryable, when the issuer's keys
 *   cannot be fetched: the token may be good, so the asker must not be told to sign in again.
 */
export function createAuthenticator(issuers: IssuerConfig[], { now, fetch: fetcher = (...args) => fetch(...args) }: AuthenticatorOptions) {
  const trusted: Trusted[] = issuers.map((issuer) => ({ issuer, key: keySource(issuer, fetcher) }));
  return async (authorization: string | undefined): Promise<Principal> => {
    const token = bearerToken(authorization);
    const { issuer, key } = issuerOf(token, trusted);
    const payload = await verify(token, issuer, key, now());
    return principalOf(payload, issuer);
  };
}

function refuse(): AskError {
  return new AskError("token_invalid", "Your sign-in could not be verified. Reload the page to sign in again.");
}

function bearerToken(authorization: string | undefined): string {
  const [, token] = /^Bearer +(\S+)$/iu.exec(authorization?.trim() ?? "") ?? [];
  if (!token) throw new AskError("unauthorized", "Sign in to ask questions.");
  if (token.length > LONGEST_HEADER) throw refuse();
  return token;
}

/** Reads `iss` and `aud` before anything is verified, only to choose whose keys must verify them. */
function issuerOf(token: string, trusted: Trusted[]): Trusted {
  const claimed = unverified(token);
  const audiences = [claimed.aud].flat();
  const found = trusted.find(({ issuer }) => issuer.issuer === claimed.iss && audiences.includes(issuer.audience));
  if (!found) throw refuse();
  return found;
}

function unverified(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw refuse();
  }
}

async function verify(token: string, issuer: IssuerConfig, key: JWTVerifyGetKey, now: Date): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: issuer.algorithms, issuer: issuer.issuer, audience: issuer.audience, currentDate: now,
      clockTolerance: SKEW, maxTokenAge: LIFETIME, requiredClaims: ["exp", "iat", "sub", issuer.claims.tenant],
    });
    if (livesTooLong(payload)) throw refuse();
    return payload;
  } catch (error) {
    throw inWords(error);
  }
}

/** A token that never dies is refused on sight, not first when it is old. */
function livesTooLong({ iat = 0, exp = 0 }: JWTPayload): boolean {
  return exp - iat > LIFETIME + SKEW;
}

/** Everything a token can make go wrong is its own fault; only missing keys are not. */
function inWords(error: unknown): AskError {
  if (error instanceof AskError) return error;
  if (error instanceof errors.JWTExpired) return new AskError("token_expired", "Your sign-in has expired. It is renewed when you ask again.");
  if (error instanceof KeysUnreachable) return new AskError("connection_lost", "The sign-in service cannot be reached right now. Try again in a moment.", 5);
  return refuse();
}
