// What one run of the guard carries along: the policy made ready, parameters, tables read, names given out.
import type { Base } from "./filter.ts";
import type { ReadyPolicy } from "./policy.ts";
import type { Column, Cte, Scope } from "./scope.ts";
import type { Node, SelectStmt } from "./tree.ts";
import type { Danger, Trace } from "./trace.ts";
import type { Claims, ClaimValue } from "./types.ts";

/** What surrounds a query: outer levels, CTEs in reach, and how many tables are outside the condition that it is part of. */
export interface Around { outer: Scope | undefined; ctes: ReadonlyMap<string, Cte>; outsiders: number }

export interface Query { select: SelectStmt; columns: Column[] }

export interface Context {
  policy: ReadyPolicy;
  claims: Claims;
  /** values of `$1…`, and the number of each by claim and type */
  params: ClaimValue[];
  numbers: Map<string, number>;
  bases: Base[];
  /** subqueries being rebuilt: tables of outer levels that they read */
  correlated: { depth: number; bases: Set<Base> }[];
  /** name of the first output column of subqueries, by their original tree */
  firstNames: WeakMap<SelectStmt, string>;
  fresh(name: string): string;
  freshCte(): string;
  rebuildQuery(select: SelectStmt, around: Around): Query;
}

/** A place for an expression. */
export interface Place extends Danger {
  scope: Scope;
  context: Context;
  /** a clause of a condition, whose comparisons the planner tries out: what fails for every row has then failed before the first */
  estimated: boolean;
}

export interface Rebuilt { node: Node; trace: Trace }

/** @param rebuildQuery rebuilds subqueries; handed in because statements hold expressions and expressions hold statements */
export function createContext(policy: ReadyPolicy, claims: Claims, rebuildQuery: (select: SelectStmt, around: Around, context: Context) => Query): Context {
  const taken = new Set<string>();
  let ctes = 0;
  const context: Context = {
    policy, claims, params: [], numbers: new Map(), bases: [], correlated: [], firstNames: new WeakMap(),
    fresh(name) {
      let free = name;
      for (let count = 2; taken.has(free); count++) free = `${name}_${count}`;
      taken.add(free);
      return free;
    },
    freshCte: () => `cte_${++ctes}`,
    rebuildQuery: (select, around) => rebuildQuery(select, around, context),
  };
  return context;
}
