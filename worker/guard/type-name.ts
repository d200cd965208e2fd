// Resolves a type name of a statement to one built-in type, qualified so that nothing else can take its place.
import { isAllowedType, MAX_PADDING } from "./allow/types.ts";
import { refuse } from "./refuse.ts";
import { nameNode, namesOf, type TypeName } from "./tree.ts";

/** The type as pg_catalog.name. Refuses unlisted types and padding beyond MAX_PADDING. */
export function rebuildType(type: TypeName): { type: TypeName; name: string } {
  const names = namesOf(type.names);
  const name = names.at(-1) ?? "";
  const builtIn = names.length === 1 || (names.length === 2 && names[0] === "pg_catalog");
  if (!builtIn || !isAllowedType(name)) refuse("type_not_allowed", isKnown(name) ? name : "type");
  if (name === "bpchar" && sizes(type).some((size) => size > MAX_PADDING)) refuse("length_not_constant", `char of more than ${MAX_PADDING}`);
  return { type: { ...type, names: [nameNode("pg_catalog"), nameNode(name)] }, name: type.arrayBounds ? "array" : name };
}

function sizes(type: TypeName): number[] {
  return (type.typmods ?? []).map((node) => ("A_Const" in node && node.A_Const.ival ? (node.A_Const.ival.ival ?? 0) : Number.POSITIVE_INFINITY));
}

/** Names worth saying in a refusal: well-known ones, never the asker's own words. */
function isKnown(name: string): boolean {
  return /^(?:reg[a-z]+|oid|xml|name|bit|varbit|xid8?|tid|cid|pg_[a-z_]+)$/u.test(name);
}
