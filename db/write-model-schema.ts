// Writes worker/semantic/model.schema.json, the published JSON Schema of model documents: `node db/write-model-schema.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { modelJsonSchema, readFieldTexts } from "../worker/semantic/json-schema.ts";

const place = (file: string): URL => new URL(`../worker/semantic/${file}`, import.meta.url);

/** The text of the file as it should be. */
export function modelSchemaText(): string {
  return `${JSON.stringify(modelJsonSchema(readFieldTexts(readFileSync(place("model.ts"), "utf8"))), null, 2)}\n`;
}

if (import.meta.main) writeFileSync(place("model.schema.json"), modelSchemaText());
