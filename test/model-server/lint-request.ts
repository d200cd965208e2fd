// What the real API would refuse in a chat request: the rules of strict schemas, and shapes that mistyped clients send.

const ROLES = new Set(["system", "developer", "user", "assistant", "tool"]);
/** Keywords that strict mode does not take. */
const NOT_PERMITTED = ["allOf", "oneOf", "not", "if", "then", "else", "default", "dependentRequired", "dependentSchemas", "patternProperties", "unevaluatedProperties"];
const DEEPEST = 10;
const MOST_PROPERTIES = 5_000;

export interface Lint { message: string; param: string; code: string }
type Json = Record<string, unknown>;

/** @returns the first complaint, or undefined for a request that the real API takes */
export function lintRequest(body: unknown): Lint | undefined {
  if (!isObject(body)) return complaint("We could not parse the JSON body of your request.", "");
  if (typeof body["model"] !== "string" || body["model"] === "") return complaint("you must provide a model parameter", "model");
  return lintMessages(body["messages"]) ?? lintTemperature(body) ?? lintFormat(body["response_format"], body["messages"]);
}

/** The first complaint about a schema in strict mode; `path` is how the API names a place. */
export function lintStrictSchema(schema: unknown): Lint | undefined {
  if (!isObject(schema) || schema["type"] !== "object" || "anyOf" in schema) return invalidSchema("the root must be an object, not anyOf", []);
  const count = { properties: 0 };
  return lintNode(schema, [], 0, count) ?? (count.properties > MOST_PROPERTIES ? invalidSchema(`more than ${MOST_PROPERTIES} properties`, []) : undefined);
}

function lintMessages(messages: unknown): Lint | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return complaint("'messages' must be a non-empty list", "messages");
  const wrong = messages.findIndex((message) => !isObject(message) || !ROLES.has(String(message["role"])) || !isContent(message));
  return wrong < 0 ? undefined : complaint(`Invalid value in messages[${wrong}]`, `messages[${wrong}]`);
}

function isContent(message: Json): boolean {
  const { content } = message;
  return typeof content === "string" || Array.isArray(content) || (message["role"] === "assistant" && "tool_calls" in message);
}

/** Reasoning models take their default only. */
function lintTemperature({ model, temperature }: Json): Lint | undefined {
  if (temperature === undefined || temperature === 1) return undefined;
  if (typeof temperature !== "number" || temperature < 0 || temperature > 2) return complaint("temperature must be between 0 and 2", "temperature");
  if (!/^(o\d|gpt-5)/u.test(String(model))) return undefined;
  return { message: `Unsupported value: 'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`, param: "temperature", code: "unsupported_value" };
}

function lintFormat(format: unknown, messages: unknown): Lint | undefined {
  if (format === undefined) return undefined;
  const type = isObject(format) ? format["type"] : undefined;
  if (type === "text") return undefined;
  if (type === "json_object") return /json/iu.test(JSON.stringify(messages)) ? undefined : complaint("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", "messages");
  if (type !== "json_schema" || !isObject(format)) return complaint("Invalid value: 'response_format.type'", "response_format.type");
  return lintNamedSchema(format["json_schema"]);
}

function lintNamedSchema(named: unknown): Lint | undefined {
  if (!isObject(named)) return complaint("Missing required parameter: 'response_format.json_schema'", "response_format.json_schema");
  if (!/^[a-zA-Z0-9_-]{1,64}$/u.test(String(named["name"]))) return complaint("Invalid 'response_format.json_schema.name'", "response_format.json_schema.name");
  return named["strict"] === true ? lintStrictSchema(named["schema"]) : undefined;
}

function lintNode(node: unknown, path: string[], depth: number, count: { properties: number }): Lint | undefined {
  if (!isObject(node)) return invalidSchema("schema must be an object", path);
  if (depth > DEEPEST) return invalidSchema(`nested deeper than ${DEEPEST} levels`, path);
  const forbidden = NOT_PERMITTED.find((keyword) => keyword in node);
  if (forbidden) return invalidSchema(`'${forbidden}' is not permitted`, path);
  if (!["type", "anyOf", "$ref", "const", "enum"].some((keyword) => keyword in node)) return invalidSchema("schema must have a 'type' key", path);
  return lintObject(node, path, count) ?? lintChildren(node, path, depth, count);
}

function lintObject(node: Json, path: string[], count: { properties: number }): Lint | undefined {
  if (node["type"] !== "object" && !("properties" in node)) return undefined;
  const names = Object.keys(isObject(node["properties"]) ? node["properties"] : {});
  count.properties += names.length;
  if (node["additionalProperties"] !== false) return invalidSchema("'additionalProperties' is required to be supplied and to be false", path);
  const required = Array.isArray(node["required"]) ? node["required"] : [];
  const missing = names.find((name) => !required.includes(name));
  return missing === undefined ? undefined : invalidSchema(`'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'`, path);
}

function lintChildren(node: Json, path: string[], depth: number, count: { properties: number }): Lint | undefined {
  const deeper = node["type"] === "object" ? depth + 1 : depth;
  for (const [key, child] of childrenOf(node)) {
    const found = lintNode(child, [...path, ...key], deeper, count);
    if (found) return found;
  }
  return undefined;
}

function childrenOf(node: Json): [string[], unknown][] {
  const named = ["properties", "$defs", "definitions"].flatMap((key) =>
    Object.entries(isObject(node[key]) ? node[key] : {}).map(([name, child]): [string[], unknown] => [[key, name], child]));
  const items: [string[], unknown][] = node["type"] === "array" ? [[["items"], node["items"]]] : [];
  const branches = Array.isArray(node["anyOf"]) ? node["anyOf"].map((child: unknown, index): [string[], unknown] => [["anyOf", String(index)], child]) : [];
  return [...named, ...items, ...branches];
}

function complaint(message: string, param: string): Lint {
  return { message, param, code: "invalid_request_error" };
}

function invalidSchema(problem: string, path: string[]): Lint {
  const place = `(${path.map((step) => `'${step}'`).join(", ")})`;
  return { message: `Invalid schema for response_format: In context=${place}, ${problem}.`, param: "response_format", code: "invalid_json_schema" };
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
