// PostgreSQL's own parser, compiled to wasm: the only reader of SQL in the product. Works in workerd and in Node.
import createModule from "libpg-query/wasm/libpg-query.js";

/** What libpg-query says of a text: its tree as JSON, or that it is not SQL, or that it does not fit in memory. */
export type Parsed = { ok: true; tree: unknown } | { ok: false; code: "syntax" | "too_large" };

export interface SqlParser {
  /** resolves when `parse` can be used: one turn after loading */
  readonly ready: Promise<void>;
  parse(sql: string): Parsed;
}

/** The part of the emscripten module that is used; pointers are byte addresses in its memory. */
interface PgQuery {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _wasm_parse_query_raw(text: number): number;
  _wasm_free_parse_result(result: number): void;
  getValue(pointer: number, type: "i32"): number;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, pointer: number, bytes: number): void;
  UTF8ToString(pointer: number): string;
}

type Exports = Record<string, unknown>;

/** Offset of the error pointer in PgQueryParseResult { char *tree; char *stderr; PgQueryError *error }. */
const ERROR_OFFSET = 8;

/**
 * Instantiates the parser from a compiled module, without compiling or fetching at run time.
 * A trap (out of memory, stack) refuses that one statement and replaces the instance.
 */
export function loadParser(module: WebAssembly.Module): SqlParser {
  let instance = instantiate(module);
  return {
    get ready() {
      return instance.ready;
    },
    parse(sql) {
      if (!instance.usable()) return { ok: false, code: "too_large" };
      try {
        return read(instance.query, sql);
      } catch {
        // Whatever it threw, its memory can no longer be trusted.
        instance = instantiate(module);
        return { ok: false, code: "too_large" };
      }
    },
  };
}

function instantiate(module: WebAssembly.Module): { query: PgQuery; ready: Promise<void>; usable(): boolean } {
  let usable = false;
  const options = {
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): Exports {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  };
  const ready = withPlace(() => createModule(options)).then(() => {
    usable = true;
  });
  return { query: options as unknown as PgQuery, ready, usable: () => usable };
}

/**
 * The glue asks where it was loaded from before it looks at its options: `__dirname` where it takes the runtime for Node,
 * `location.href` where it takes it for a browser's worker. workerd has neither; both are lent for the moment of the call.
 */
function withPlace<T>(run: () => T): T {
  const scope = globalThis as { __dirname?: string; location?: { href: string } };
  const lent = { __dirname: scope.__dirname === undefined, location: scope.location === undefined };
  if (lent.__dirname) scope.__dirname = "/";
  if (lent.location) scope.location = { href: "" };
  try {
    return run();
  } finally {
    if (lent.__dirname) delete scope.__dirname;
    if (lent.location) delete scope.location;
  }
}

function read(query: PgQuery, sql: string): Parsed {
  const bytes = query.lengthBytesUTF8(sql) + 1;
  const text = query._malloc(bytes);
  if (!text) return { ok: false, code: "too_large" };
  query.stringToUTF8(sql, text, bytes);
  const result = query._wasm_parse_query_raw(text);
  query._free(text);
  if (!result) return { ok: false, code: "too_large" };
  const failed = query.getValue(result + ERROR_OFFSET, "i32") !== 0;
  const tree = failed ? "" : query.UTF8ToString(query.getValue(result, "i32"));
  query._wasm_free_parse_result(result);
  return failed ? { ok: false, code: "syntax" } : { ok: true, tree: JSON.parse(tree) as unknown };
}
