// Model documents on disk: JSON, or YAML by the ending of the name.
import { readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { parseModel } from "../../worker/semantic/validate.ts";

const isYaml = (file: string): boolean => /\.ya?ml$/iu.test(file);

/** @returns the model, or every problem of the document */
export function readModelFile(file: string): ReturnType<typeof parseModel> {
  return parseModel(readDocument(file));
}

function readDocument(file: string): unknown {
  const text = readFileSync(file, "utf8");
  return isYaml(file) ? parse(text) : JSON.parse(text);
}

/** The schema that a document names for editors, which stays when it is written again. */
export function schemaOf(file: string | undefined): { $schema?: string } {
  const document = file === undefined ? undefined : readDocument(file);
  const named = typeof document === "object" && document !== null && "$schema" in document ? document.$schema : undefined;
  return typeof named === "string" ? { $schema: named } : {};
}

/** Writes a document so that a change of one column is a change of few lines. */
export function writeDocument(file: string, document: object): void {
  writeFileSync(file, sayDocument(file, document));
}

export function sayDocument(file: string, document: object): string {
  return isYaml(file) ? stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }) : `${JSON.stringify(document, null, 2)}\n`;
}

