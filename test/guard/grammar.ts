// Makes up analytic statements over the shop from a seed: the same seed, the same statements.

/** Numbers in [0, 1) from a seed (mulberry32 by Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Table { name: string; numbers: string[]; texts: string[]; dates: string[] }

const TABLES: Table[] = [
  { name: "orders", numbers: ["id", "amount", "quantity", "customer_id"], texts: ["status", "category", "note", "tenant_id"], dates: ["ordered_at", "shipped_on"] },
  { name: "app.customers", numbers: ["id", "score"], texts: ["name", "country", "segment", "tenant_id", "phone", "passport"], dates: ["created_at", "born"] },
  { name: "order_items", numbers: ["id", "order_id", "product_id", "quantity", "price"], texts: [], dates: ["packed"] },
  { name: "events", numbers: ["id", "value"], texts: ["region", "kind"], dates: ["day"] },
  { name: "products", numbers: ["id", "price"], texts: ["name", "category"], dates: [] },
];

interface Source { alias: string; numbers: string[]; texts: string[]; dates: string[] }

/** Writes statements; every one is deterministic in its rows, though not in their order. */
export class Grammar {
  readonly #random: () => number;
  #names = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  statement(): string {
    this.#names = 0;
    return this.#pick([() => this.#plain(), () => this.#grouped(), () => this.#windowed(), () => this.#set(), () => this.#with(), () => this.#nested()])();
  }

  #plain(): string {
    const { from, sources } = this.#from(2);
    const targets = this.#some(3, () => this.#scalar(sources, 2));
    return `SELECT ${this.#chance(0.2) ? "DISTINCT " : ""}${targets.join(", ")} FROM ${from}${this.#where(sources)}`;
  }

  #grouped(): string {
    const { from, sources } = this.#from(2);
    const keys = this.#some(2, () => this.#key(sources));
    const sums = this.#some(3, () => this.#aggregate(sources));
    const shape = this.#pick([(list: string) => list, (list: string) => `ROLLUP (${list})`, (list: string) => `CUBE (${list})`, (list: string) => `GROUPING SETS ((${list}), ())`]);
    const having = this.#chance(0.4) ? ` HAVING ${this.#aggregate(sources, true)} ${this.#pick([">", "<=", "<>"])} ${this.#small()}` : "";
    return `SELECT ${[...keys, ...sums].join(", ")} FROM ${from}${this.#where(sources)} GROUP BY ${shape(keys.join(", "))}${having}`;
  }

  #windowed(): string {
    const table = this.#pick(TABLES);
    const own = this.#source(table);
    const partition = own.texts.length > 0 && this.#chance(0.6) ? `PARTITION BY ${own.alias}.${this.#pick(own.texts)} ` : "";
    const frame = this.#pick(["", " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW", " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW", " GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING"]);
    const call = this.#pick([`sum(${this.#number([own])})`, `count(*)`, `lag(${own.alias}.id)`, "row_number()", "rank()", `max(${own.alias}.id)`]);
    return `SELECT ${own.alias}.id, ${call} OVER (${partition}ORDER BY ${own.alias}.id${frame}) AS w FROM ${table.name} ${own.alias}${this.#where([own])}`;
  }

  #set(): string {
    const part = (): string => {
      const { from, sources } = this.#from(1);
      return `SELECT ${this.#number(sources)}, ${this.#text(sources)} FROM ${from}${this.#where(sources)}`;
    };
    return `${part()} ${this.#pick(["UNION", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL"])} ${part()}`;
  }

  #with(): string {
    const { from, sources } = this.#from(1);
    const hint = this.#pick(["", "MATERIALIZED ", "NOT MATERIALIZED "]);
    const source: Source = { alias: "c", numbers: ["n"], texts: ["s"], dates: [] };
    return `WITH customers AS ${hint}(SELECT ${this.#number(sources)} AS n, ${this.#text(sources)} AS s FROM ${from}${this.#where(sources)}) SELECT ${this.#aggregate([source])}, c.s FROM customers c${this.#where([source])} GROUP BY c.s`;
  }

  #nested(): string {
    const inner = this.#from(1);
    const source: Source = { alias: "d", numbers: ["n"], texts: ["s"], dates: [] };
    const derived = `(SELECT ${this.#number(inner.sources)} AS n, ${this.#text(inner.sources)} AS s FROM ${inner.from}${this.#where(inner.sources)}) d`;
    return `SELECT d.s, ${this.#aggregate([source])} FROM ${derived}${this.#where([source])} GROUP BY d.s`;
  }

  #from(most: number): { from: string; sources: Source[] } {
    const first = this.#pick(TABLES);
    const one = this.#source(first);
    if (most === 1 || this.#chance(0.4)) return { from: `${first.name} ${one.alias}`, sources: [one] };
    const second = this.#pick(TABLES);
    const two = this.#source(second);
    const join = this.#pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
    const both = [one, two];
    const on = `${one.alias}.${this.#pick(one.numbers)} = ${two.alias}.${this.#pick(two.numbers)}`;
    const more = join !== "FULL JOIN" && this.#chance(0.3) ? ` AND ${this.#condition(both, 1)}` : "";
    if (this.#chance(0.2)) return { from: `${first.name} ${one.alias} CROSS JOIN LATERAL (SELECT ${two.alias}.* FROM ${second.name} ${two.alias} WHERE ${on}) ${two.alias}`, sources: both };
    return { from: `${first.name} ${one.alias} ${join} ${second.name} ${two.alias} ON ${on}${more}`, sources: both };
  }

  #source(table: Table): Source {
    this.#names += 1;
    return { ...table, alias: `a${this.#names}` };
  }

  #where(sources: Source[]): string {
    return this.#chance(0.7) ? ` WHERE ${this.#condition(sources, 2)}` : "";
  }

  #condition(sources: Source[], depth: number): string {
    if (depth > 0 && this.#chance(0.4)) return `(${this.#condition(sources, depth - 1)} ${this.#pick(["AND", "OR"])} ${this.#condition(sources, depth - 1)})`;
    return this.#pick([
      () => `${this.#number(sources)} ${this.#pick(["=", "<>", "<", ">=", "IS DISTINCT FROM"])} ${this.#small()}`,
      () => `${this.#text(sources)} IN ('paid', 'toys', 'north', 'de', 't2')`,
      () => `${this.#text(sources)} LIKE ${this.#pick(["'%a%'", "'note 1%'", "'CANARY%'", "'CANARY(\\'", "'%' || 'o'"])}`,
      () => `${this.#text(sources)} ~ ${this.#pick(["'^[a-n]'", "'[0-9]$'", this.#text(sources)])}`,
      () => `${this.#text(sources)} IS ${this.#pick(["", "NOT "])}NULL`,
      () => `NOT ${this.#number(sources)} BETWEEN 2 AND ${this.#small()}`,
      () => `${this.#small()} / ${this.#number(sources)} ${this.#pick([">", "<"])} 1`,
      () => `sqrt(${this.#number(sources)}) > 1`,
      () => `(${this.#text(sources)})::int > 0`,
      () => this.#subquery(sources),
      () => (this.#date(sources) ? `${this.#date(sources)} >= ${this.#pick(["date '2023-06-01'", "timestamp '2024-01-01'", "now() - interval '90 years'"])}` : "true"),
      () => (this.#date(sources) ? `extract(${this.#pick(["year", "month", "dow", "hour"])} FROM ${this.#date(sources)}) > 3` : "true"),
    ])();
  }

  #subquery(sources: Source[]): string {
    const table = this.#pick(TABLES);
    const own = this.#source(table);
    const outside = this.#pick(sources);
    const link = `${own.alias}.${this.#pick(own.numbers)} = ${outside.alias}.${this.#pick(outside.numbers)}`;
    return this.#pick([
      `EXISTS (SELECT 1 FROM ${table.name} ${own.alias} WHERE ${link})`,
      `${this.#number(sources)} IN (SELECT ${this.#number([own])} FROM ${table.name} ${own.alias} WHERE ${own.alias}.id < 40)`,
      `${this.#number(sources)} > (SELECT avg(${own.alias}.id) FROM ${table.name} ${own.alias})`,
      `(SELECT count(*) FROM ${table.name} ${own.alias} WHERE ${link}) > 1`,
      `(SELECT max(${this.#small()} / ${this.#number([outside])}) FROM ${table.name} ${own.alias}) >= 0`,
    ]);
  }

  #scalar(sources: Source[], depth: number): string {
    return this.#pick([() => this.#number(sources, depth), () => this.#text(sources), () => this.#key(sources)])();
  }

  #number(sources: Source[], depth = 1): string {
    const source = this.#pick(sources);
    const column = `${source.alias}.${this.#pick(source.numbers)}`;
    if (depth === 0 || this.#chance(0.6)) return column;
    return this.#pick([
      `(${column} + ${this.#small()})`, `(${column} * 2)`, `coalesce(${column}, 0)`, `abs(${column})`, `CASE WHEN ${column} > 3 THEN ${column} ELSE 1 END`,
      `(${column} / nullif(${this.#number(sources, 0)}, 0))`, `round(${column}::numeric, 1)`, `greatest(${column}, 3)`, `(${this.#small()} / ${column})`,
    ]);
  }

  #text(sources: Source[]): string {
    const source = this.#pick(sources);
    if (source.texts.length === 0) return `${source.alias}.id::text`;
    const column = `${source.alias}.${this.#pick(source.texts)}`;
    return this.#pick([column, column, `lower(${column})`, `coalesce(${column}, 'none')`, `(${column} || '!')`, `left(${column}, 3)`]);
  }

  #date(sources: Source[]): string {
    const dated = sources.find((source) => source.dates.length > 0);
    return dated ? `${dated.alias}.${dated.dates[0] ?? ""}` : "";
  }

  #key(sources: Source[]): string {
    const date = this.#date(sources);
    return date && this.#chance(0.4) ? this.#pick([`date_trunc('month', ${date})`, `extract(year FROM ${date})`, `to_char(${date}, 'YYYY-MM')`]) : this.#text(sources);
  }

  #aggregate(sources: Source[], numeric = false): string {
    const value = this.#number(sources);
    const calls = ["count(*)", `count(DISTINCT ${value})`, `sum(${value}::numeric)`, `min(${value})`, `max(${value})`, `count(*) FILTER (WHERE ${this.#condition(sources, 0)})`];
    return this.#pick(numeric ? calls : [...calls, `string_agg(DISTINCT ${this.#text(sources)}, ',')`, `bool_or(${this.#condition(sources, 0)})`]);
  }

  #small(): string {
    return String(Math.floor(this.#random() * 9));
  }

  #some(most: number, make: () => string): string[] {
    return Array.from({ length: 1 + Math.floor(this.#random() * most) }, make);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.#random() * choices.length)];
    if (choice === undefined) throw new Error("nothing to choose from");
    return choice;
  }
}
