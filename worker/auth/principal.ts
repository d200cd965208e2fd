// From a verified payload to who asks: tenant, user, roles and the claims that row filters may use.
import type { JWTPayload } from "jose";
import { AskError } from "../errors.ts";
import type { Principal } from "../ports.ts";
import type { IssuerConfig } from "./issuers.ts";

type Claims = Principal["claims"];
type ClaimValue = Claims[string];

const LONGEST_TEXT = 1_000;
const LONGEST_LABEL = 200;
const MOST_ITEMS = 1_000;
/** Set from the token's own fields; attributes may not replace them. */
const RESERVED: ReadonlySet<string> = new Set(["tenant", "sub", "roles"]);

/**
 * Reads a verified payload.
 * @throws AskError `token_invalid` for a payload of another shape, `forbidden` for a tenant that this issuer may not speak for
 */
export async function principalOf(payload: JWTPayload, issuer: IssuerConfig): Promise<Principal> {
  const { claims: names, tenants } = issuer;
  const tenant = nonEmpty(payload[names.tenant], names.tenant);
  const user = nonEmpty(payload[names.user], names.user);
  if (tenants && !tenants.includes(tenant)) throw new AskError("forbidden", "This sign-in may not speak for that customer.");
  const roles = rolesOf(payload[names.roles], names.roles);
  const attributes = attributesOf(payload[names.attrs], names.attrs);
  return {
    tenant, user, roles, ...labelOf(payload[names.tenantName]),
    claims: { ...attributes, tenant, sub: user, roles },
    scope: await scopeOf(tenant, roles, attributes),
    expiresAt: (payload.exp ?? 0) * 1_000,
  };
}

/**
 * Text that is equal only for principals who see the same rows: tenant, roles and attributes, in a fixed order, hashed.
 * The user is not part of it, so colleagues share cached answers; a policy that filters by `sub` adds it to its keys.
 */
export async function scopeOf(tenant: string, roles: string[], attributes: Claims): Promise<string> {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new TextEncoder().encode(JSON.stringify([tenant, roles.toSorted(), sorted]));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A name that can't be shown is no reason to turn anybody away: it is left out. */
function labelOf(value: unknown): { tenantLabel?: string } {
  return typeof value === "string" && value.trim() !== "" && value.length <= LONGEST_LABEL ? { tenantLabel: value } : {};
}

function invalid(name: string, want: string): AskError {
  return new AskError("token_invalid", `The sign-in token is malformed: "${name.slice(0, 64)}" must be ${want}.`);
}

function nonEmpty(value: unknown, name: string): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > LONGEST_TEXT) throw invalid(name, "non-empty text");
  return value;
}

function rolesOf(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MOST_ITEMS || !value.every((role) => typeof role === "string")) throw invalid(name, "a list of names");
  return value;
}

/** Attributes without a value are left out: a filter on a missing claim is refused, so leaving out fails closed. */
function attributesOf(value: unknown, name: string): Claims {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw invalid(name, "an object");
  const given = Object.entries(value).filter(([, attribute]) => attribute !== null);
  return Object.fromEntries(given.map(([key, attribute]) => [attributeName(key), attributeValue(attribute, key)]));
}

function attributeName(name: string): string {
  if (RESERVED.has(name) || !/^[A-Za-z][\w.:/-]{0,99}$/u.test(name)) throw invalid(name, "named otherwise");
  return name;
}

function attributeValue(value: unknown, name: string): ClaimValue {
  if (isScalar(value)) return value;
  if (Array.isArray(value) && value.length <= MOST_ITEMS && value.every(isScalar)) return value;
  throw invalid(name, "text, a number, true or false, or a list of these");
}

function isScalar(value: unknown): value is string | number | boolean {
  if (typeof value === "string") return value.length <= LONGEST_TEXT;
  return typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}
