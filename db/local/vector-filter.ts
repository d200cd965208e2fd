// Upstash Vector's metadata filters as SQL: comparisons, IN, HAS FIELD, AND, OR and brackets. No GLOB, CONTAINS or array positions.

export interface SqlCondition { sql: string; params: string[] }

/** A filter this stand-in does not know. */
export class FilterNotSupported extends Error {}

const TOKEN = /\s*(?:(?<text>'(?:[^']|'')*'|"[^"]*")|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.]*)|(?<sign><=|>=|!=|=|<|>|\(|\)|,))/uy;
const COMPARISONS = new Set(["=", "!=", "<", "<=", ">", ">="]);

/**
 * Compiles a filter to a condition on a `metadata` column.
 * @param firstParam number of the first free `$n`
 * @throws FilterNotSupported
 */
export function compileFilter(filter: string, firstParam: number): SqlCondition {
  const tokens = tokenize(filter);
  const params: string[] = [];
  let at = 0;
  const sql = either();
  if (at < tokens.length) throw unsupported();
  return { sql, params };

  function either(): string {
    const parts = [both()];
    while (takeWord("OR")) parts.push(both());
    return `(${parts.join(" or ")})`;
  }

  function both(): string {
    const parts = [single()];
    while (takeWord("AND")) parts.push(single());
    return `(${parts.join(" and ")})`;
  }

  function single(): string {
    if (take("(")) return closed(either());
    if (takeWord("HAS")) {
      const missing = takeWord("NOT");
      if (!takeWord("FIELD")) throw unsupported();
      return `${field()} is ${missing ? "null" : "not null"}`;
    }
    const name = field();
    const negated = takeWord("NOT");
    if (takeWord("IN")) return `${negated ? "not " : ""}coalesce(${name} in (${list()}), false)`;
    const operator = tokens[at];
    if (negated || !operator || !COMPARISONS.has(operator)) throw unsupported();
    at += 1;
    return comparison(name, operator);
  }

  /** jsonb compares numbers as numbers and texts as texts; values of another type never match. */
  function comparison(name: string, operator: string): string {
    const wanted = value();
    if (operator === "!=") return `${name} is distinct from ${wanted}`;
    return `coalesce(${name} ${operator} ${wanted} and jsonb_typeof(${name}) = jsonb_typeof(${wanted}), false)`;
  }

  function list(): string {
    if (!take("(")) throw unsupported();
    const values = [value()];
    while (take(",")) values.push(value());
    return closed(values.join(", "));
  }

  function field(): string {
    const token = tokens[at];
    if (!token || !/^[A-Za-z_]/u.test(token)) throw unsupported();
    at += 1;
    return `metadata #> ${param(`{${token.split(".").join(",")}}`)}::text[]`;
  }

  function value(): string {
    const token = tokens[at] ?? "";
    at += 1;
    if (/^['"]/u.test(token)) return `${param(JSON.stringify(token.slice(1, -1).replaceAll("''", "'")))}::jsonb`;
    if (/^-?\d/u.test(token) || /^(?:true|false)$/iu.test(token)) return `${param(token.toLowerCase())}::jsonb`;
    throw unsupported();
  }

  function param(text: string): string {
    params.push(text);
    return `$${firstParam + params.length - 1}`;
  }

  function take(token: string): boolean {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  }

  function takeWord(word: string): boolean {
    if (tokens[at]?.toUpperCase() !== word) return false;
    at += 1;
    return true;
  }

  function closed(sql: string): string {
    if (!take(")")) throw unsupported();
    return sql;
  }

  function unsupported(): FilterNotSupported {
    return new FilterNotSupported(`the local stand-in does not know this filter: ${filter}`);
  }
}

function tokenize(filter: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; filter.slice(at).trim() !== ""; at = TOKEN.lastIndex) {
    const match = TOKEN.exec(filter);
    if (!match) throw new FilterNotSupported(`the local stand-in cannot read this filter: ${filter}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}
