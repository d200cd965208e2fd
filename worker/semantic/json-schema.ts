// The published JSON Schema of a model document, for editors and other tools: made of schema.ts, so that the two can't differ.
import * as z from "zod";
import { modelSchema } from "./schema.ts";

const REF = "^[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*$";

/** Field → what it means, by the interface that has it: `Table.timeColumn`. */
export type FieldTexts = ReadonlyMap<string, string>;

/** Which interface of model.ts the objects under a field have. */
const INTERFACES: Record<string, string> = { tables: "Table", columns: "Column", relationships: "Relationship", metrics: "Metric", segments: "Segment", ambiguous: "Ambiguity", calendar: "Calendar", filters: "Condition", conditions: "Condition", verified: "VerifiedQuery", list: "ColumnValue" };

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param texts descriptions of fields, see `readFieldTexts` */
export function modelJsonSchema(texts: FieldTexts): Node {
  const schema = z.toJSONSchema(modelSchema, {
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "custom") Object.assign(jsonSchema, isRef(zodSchema) ? { type: "string", pattern: REF } : { type: "object" });
    },
  });
  return describe({ title: "AgentMedha semantic model", ...schema }, "SemanticModel", texts);
}

/** The two checks that are functions are told apart by what they let through. */
function isRef(schema: z.core.$ZodType): boolean {
  return z.safeParse(schema, "table.column").success;
}

/** Puts what model.ts says of a field beside it. */
function describe(node: Node, owner: string, texts: FieldTexts): Node {
  const properties = isNode(node.properties) ? Object.fromEntries(Object.entries(node.properties).map(([field, value]) => [field, field.startsWith("$") || !isNode(value) ? value : withText(value, field, owner, texts)])) : undefined;
  const items = isNode(node.items) ? { items: describe(node.items, owner, texts) } : {};
  const branches = ["anyOf", "oneOf"].flatMap((key) => (Array.isArray(node[key]) ? [[key, node[key].map((branch: unknown) => (isNode(branch) ? describe(branch, owner, texts) : branch))] as const] : []));
  return { ...node, ...(properties ? { properties } : {}), ...items, ...Object.fromEntries(branches) };
}

function withText(value: Node, field: string, owner: string, texts: FieldTexts): Node {
  const text = texts.get(`${owner}.${field}`);
  return { ...(text ? { description: text } : {}), ...describe(value, INTERFACES[field] ?? owner, texts) };
}

/** Reads the comments of fields from the source of model.ts: the one place where they are written. */
export function readFieldTexts(source: string): FieldTexts {
  const texts = new Map<string, string>();
  for (const [, owner = "", body = ""] of source.matchAll(/export interface (\w+) \{\n([\s\S]*?)\n\}/gu)) {
    for (const [, text = "", field = ""] of body.matchAll(/\/\*\* (.+?) \*\/\s*(\w+)\??:/gu)) texts.set(`${owner}.${field}`, text);
  }
  return texts;
}
