// A Worker for the guard's bench: runs one contender over one group of statements, so often as asked, and answers how often it did.
import nodeSqlParser from "node-sql-parser/build/postgresql.js";
import { createGuard, loadParser } from "../../worker/guard/index.ts";
import pgQuery from "../../worker/guard/wasm/pg-query.wasm";
import { CLAIMS, POLICY } from "../guard/shop.ts";
import { LARGE, TYPICAL } from "./statements.ts";

const parser = loadParser(pgQuery);
const guard = createGuard(parser);
const other = new nodeSqlParser.Parser();
const option = { database: "postgresql" };

const CONTENDERS: Record<string, (sql: string) => unknown> = {
  guard: (sql) => guard(sql, POLICY, CLAIMS),
  "libpg-query": (sql) => parser.parse(sql),
  "node-sql-parser": (sql) => other.sqlify(other.astify(sql, option), option),
};

export default {
  async fetch(request: Request): Promise<Response> {
    await parser.ready;
    const { searchParams } = new URL(request.url);
    const group = searchParams.get("group") === "large" ? LARGE : TYPICAL;
    const run = CONTENDERS[searchParams.get("run") ?? ""];
    const statements = group.filter((sql) => readable(sql));
    const rounds = Number(searchParams.get("rounds") ?? 1);
    for (let round = 0; run && round < rounds; round++) for (const sql of statements) run(sql);
    return Response.json({ statements: statements.length, of: group.length, refused: statements.filter((sql) => !guard(sql, POLICY, CLAIMS).ok).length });
  },
};

const known = new Map<string, boolean>();

/** Only what all contenders can read is compared. */
function readable(sql: string): boolean {
  const found = known.get(sql);
  if (found !== undefined) return found;
  let reads = true;
  try {
    other.astify(sql, option);
  } catch {
    reads = false;
  }
  known.set(sql, reads);
  return reads;
}
