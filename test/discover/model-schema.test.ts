// The published schema of model documents, and documents as files.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readModelFile, schemaOf, writeDocument } from "../../db/discover/read-model-file.ts";
import { modelSchemaText } from "../../db/write-model-schema.ts";
import { readFieldTexts } from "../../worker/semantic/json-schema.ts";
import { parseModel } from "../../worker/semantic/validate.ts";

const demo = JSON.parse(readFileSync("demo/skyward/model.json", "utf8")) as Record<string, unknown>;

describe("the published schema", () => {
  it("is the one of this version: run `node db/write-model-schema.ts`", () => {
    expect(readFileSync("worker/semantic/model.schema.json", "utf8")).toBe(modelSchemaText());
  });

  it("says what fields mean, in the words of the types", () => {
    const schema = JSON.parse(modelSchemaText()) as { properties: { tables: { items: { properties: Record<string, { description?: string }>; required: string[]; additionalProperties: boolean } } } };
    const table = schema.properties.tables.items;
    expect(table.properties.timeColumn?.description).toBe("the column that dates a row, if any");
    expect(table.required).toContain("primaryKey");
    expect(table.required).not.toContain("timeColumn");
    expect(table.additionalProperties).toBe(false);
  });

  it("reads comments of fields only", () => {
    expect([...readFieldTexts("/** of all */\nexport interface A {\n  /** one */\n  a: string;\n  b?: { /** two */ c: number };\n}\n")]).toEqual([["A.a", "one"], ["A.c", "two"]]);
  });
});

describe("a document", () => {
  it("may name its schema, which is no part of the model", () => {
    const parsed = parseModel({ $schema: "./model.schema.json", ...demo });
    expect(parsed).toEqual(parseModel(demo));
    expect(parsed.ok && "$schema" in parsed.model).toBe(false);
    expect(parseModel({ $other: "x", ...demo }).ok).toBe(false);
  });

  it.each(["model.json", "model.yaml", "model.yml"])("is the same after it was %s", (file) => {
    const place = join(mkdtempSync(join(tmpdir(), "model-")), file);
    writeDocument(place, demo);
    const read = readModelFile(place);
    expect(read.ok && read.model).toEqual(demo);
    expect(readFileSync(place, "utf8").startsWith("{")).toBe(file.endsWith("json"));
  });

  it("keeps the schema it names", () => {
    const place = join(mkdtempSync(join(tmpdir(), "model-")), "model.yaml");
    writeDocument(place, { $schema: "./model.schema.json", ...demo });
    expect(schemaOf(place)).toEqual({ $schema: "./model.schema.json" });
    writeDocument(place, demo);
    expect([schemaOf(place), schemaOf(undefined)]).toEqual([{}, {}]);
  });

  it("with problems is told with all of them", () => {
    const place = join(mkdtempSync(join(tmpdir(), "model-")), "model.yaml");
    writeFileSync(place, "name: x\n");
    const read = readModelFile(place);
    expect(!read.ok && read.problems.length).toBeGreaterThan(5);
  });
});
