// One statement in, one proved statement out: text, parse, rebuild, cap, print, parse again, compare, verify.
import { capRows } from "./cap.ts";
import { sameTree } from "./compare.ts";
import { createContext, type Context } from "./context.ts";
import { describeFilter, finishBases } from "./filter.ts";
import type { SqlParser } from "./parser.ts";
import { createPolicyReader } from "./policy.ts";
import { printSelect } from "./print/statement.ts";
import { rebuildQuery } from "./rebuild-query.ts";
import { Refused, refuse } from "./refuse.ts";
import { readSelect } from "./shape.ts";
import { checkText } from "./text.ts";
import type { Claims, Policy, Verdict } from "./types.ts";
import { verify } from "./verify.ts";

/**
 * Makes the guard. It is pure: no clock, no input or output, the same verdict for the same arguments.
 * For every accepted statement, its result on the shared database is that of the original on a database with this tenant's rows only.
 */
export function createGuard(parser: SqlParser): (sql: string, policy: Policy, claims: Claims) => Verdict {
  const readPolicy = createPolicyReader(parser);
  return (sql, policy, claims) => {
    try {
      return accept(sql, createContext(readPolicy(policy, claims), claims, rebuildQuery), parser);
    } catch (error) {
      if (error instanceof Refused) return { ok: false, code: error.code, detail: error.detail };
      throw error;
    }
  };
}

function accept(sql: string, context: Context, parser: SqlParser): Verdict {
  checkText(sql);
  const original = readSelect(parse(sql, parser));
  const query = rebuildQuery(original, { outer: undefined, ctes: new Map(), outsiders: 0 }, context);
  finishBases(context.bases);
  const select = capRows(query.select, context.policy.rowCap, context.fresh("part"));
  const printed = printSelect(select, "\n");
  const reread = parse(printed, parser);
  if (!sameTree([{ stmt: { SelectStmt: select } }], (reread as { stmts?: unknown }).stmts)) refuse("print_mismatch", "SelectStmt");
  verify(reread, context.policy, context.params.length);
  return {
    ok: true, sql: printed, params: context.params, tables: describeTables(context),
    columns: query.columns.map((column) => column.name), rowCap: context.policy.rowCap,
  };
}

function parse(sql: string, parser: SqlParser): unknown {
  const parsed = parser.parse(sql);
  return parsed.ok ? parsed.tree : refuse(parsed.code, parsed.code === "syntax" ? "statement" : "parser memory");
}

function describeTables({ bases }: Context): Extract<Verdict, { ok: true }>["tables"] {
  return [...new Set(bases.map((base) => base.table))].map((table) => {
    const read = new Set(bases.filter((base) => base.table === table).flatMap((base) => [...base.used]));
    const columns = table.columns.filter((_, index) => read.has(index));
    const masked = columns.flatMap(({ name, mask }) => (mask ? [name] : []));
    return { name: `${table.schema}.${table.name}`, columns: columns.map((column) => column.name), filter: describeFilter(table.rows), ...(masked.length > 0 ? { masked } : {}) };
  });
}

