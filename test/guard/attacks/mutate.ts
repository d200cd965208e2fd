// Changes an attack as an attacker would: other spelling, other wrapping, the same aim. From a seed: the same seed, the same changes.

type Mutation = (sql: string, pick: (choices: readonly string[]) => string) => string;

/** Outside of quotes, dollar quotes and comments a space may be any white space or comment. */
const PLAIN = /^[^'"$\\]*$/u;
const GAPS = [" ", "\n", "\t", "  ", "/**/", "/* x /* nested */ y */", " -- end of line\n", "\r\n", "\f"];
const NAMES = /\b(secrets|orders|customers|margin|email|api_key|tenant_id|pg_sleep|set_config|current_setting|pg_read_file)\b/gu;

const spell: Mutation = (sql, pick) => (PLAIN.test(sql) ? sql.replaceAll(NAMES, (name) => pick([name, `"${name}"`, name.toUpperCase(), `U&"\\${(name.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}${name.slice(1)}"`])) : sql);
const space: Mutation = (sql, pick) => (PLAIN.test(sql) && !sql.includes("--") ? sql.replaceAll(" ", () => pick(GAPS)) : sql);
const shout: Mutation = (sql, pick) => (PLAIN.test(sql) ? sql.replaceAll(/[a-z]+/gu, (word) => pick([word, word.toUpperCase()])) : sql);
const reach: Mutation = (sql, pick) => sql.replaceAll(/\b(FROM|JOIN) (secrets|orders|customers)\b/gu, (_all, keyword: string, name: string) => `${keyword} ${pick([`app.${name}`, `public.${name}`, `"app"."${name}"`, `(app.${name})`, `ONLY ${name}`, `${name} *`, `app.${name} AS ${name}`])}`);
const wrap: Mutation = (sql, pick) => pick([
  `SELECT * FROM (${sql}) AS w`, `WITH w AS (${sql}) SELECT * FROM w`, `WITH w AS MATERIALIZED (${sql}) SELECT count(*) FROM w`, `SELECT count(*) FROM (${sql}) AS w`, `(${sql}) UNION ALL (${sql})`, `(${sql}) EXCEPT (${sql})`,
  `SELECT count(*) FROM orders WHERE EXISTS (${sql})`, `SELECT id FROM orders WHERE NOT EXISTS (${sql}) OR id > 0`, `SELECT (SELECT count(*) FROM (${sql}) AS s)`, `SELECT o.id, l.* FROM products AS o, LATERAL (${sql}) AS l`,
  `SELECT p.id FROM products AS p LEFT JOIN (${sql}) AS l ON true`, `SELECT ARRAY(SELECT 1 FROM (${sql}) AS a)`, `SELECT CASE WHEN EXISTS (${sql}) THEN 1 ELSE 1 / 0 END`, `WITH RECURSIVE w AS (${sql}) SELECT * FROM w`,
  `WITH orders AS (${sql}) SELECT * FROM orders`, `WITH w AS (${sql}), x AS (SELECT * FROM w) SELECT * FROM x, w`, `SELECT * FROM (${sql}) AS orders`, `SELECT count(*) FILTER (WHERE EXISTS (${sql})) FROM orders`, `SELECT * FROM orders WHERE id = ANY (ARRAY(SELECT count(*) FROM (${sql}) AS a))`,
]);
const end: Mutation = (sql, pick) => `${sql}${pick([";", " ;", " --", "; --", " /* */", "\n", "; SELECT 1", " LIMIT 90000", " OFFSET 0", " FOR SHARE"])}`;

const MUTATIONS: readonly Mutation[] = [spell, space, shout, reach, wrap, end, wrap];

/** One to three changes. */
export function mutate(sql: string, random: () => number): string {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] ?? (choices[0] as T);
  let changed = sql;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) changed = pick(MUTATIONS)(changed, pick);
  return changed;
}
