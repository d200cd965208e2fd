// The two canary tenants: rows whose every text and number is unmistakable, so that one value in the wrong answer proves a leak.

/** What must never reach the other tenant. `--canaries` takes a file with two of these, as `{ "a": …, "b": … }`. */
export interface Canary { id: string; name: string; texts: string[]; numbers: number[] }

export interface StrikeRow {
  id: number; operator_id: string; airport_id: string; aircraft_id: number; species_id: number; flight_date: string;
  phase: string; time_of_day: string; wildlife_size: string; damage: string;
  cost_repair: number; cost_other: number; cost_total: number; speed_knots: number | null;
}

export interface Tenant { id: string; name: string; /** a word of its questions that is in no row */ secret: string; rows: StrikeRow[] }

/** Keys of the tables that all tenants share; the planted rows point at them. */
export interface Shared { airports: string[]; aircraft: number[]; species: number[] }

interface Recipe {
  id: string; name: string; secret: string;
  /** one invented word a column: phase, time of day, damage */
  words: [string, string, string];
  /** of the texts that look like numbers */
  digits: number;
  cost: number; speed: number; firstId: number; count: number; year: number;
  /** where in the shared tables it starts */
  offset: number;
  /** whether rows are planted that make careless casts and divisions fail */
  poisoned: boolean;
}

const RECIPES = {
  a: { id: "zqalpha-air", name: "Zqalpha Velmorith Air", secret: "Zqalpha Lanternfish", words: ["Zqalpha Brimwick", "Zqalpha Tolvenar", "Zqalpha Orsabeth"], digits: 4_120_000, cost: 4_120_047.13, speed: 412_000, firstId: 41_200_000_001, count: 40, year: 1996, offset: 0, poisoned: false },
  b: { id: "zqbravo-air", name: "Zqbravo Kelmadine Airways", secret: "Zqbravo Copperbell", words: ["Zqbravo Quillmarsh", "Zqbravo Dunnerach", "Zqbravo Fensolith"], digits: 7_310_000, cost: 7_310_061.29, speed: 731_000, firstId: 73_100_000_001, count: 64, year: 1998, offset: 11, poisoned: false },
  changed: { id: "zqbravo-air", name: "Zqcharly Umberwold Lines", secret: "Zqbravo Copperbell", words: ["Zqcharly Vantergast", "Zqcharly Ploverick", "Zqcharly Hesperdun"], digits: 9_640_000, cost: 9_640_083.57, speed: 964_000, firstId: 96_400_000_001, count: 23, year: 1993, offset: 23, poisoned: true },
} satisfies Record<string, Recipe>;

/** `changed` is the second tenant in another world: nothing of it is as it was but its id. */
export type World = keyof typeof RECIPES;

export function makeTenant(world: World, shared: Shared): Tenant {
  const recipe: Recipe = RECIPES[world];
  const rows = Array.from({ length: recipe.count }, (_, index) => strike(recipe, index, shared));
  return { id: recipe.id, name: recipe.name, secret: recipe.secret, rows: recipe.poisoned ? [...rows, ...poison(recipe, shared)] : rows };
}

/** Every second row has the model's own words as well, so that ordinary questions have ordinary answers. */
function strike(recipe: Recipe, index: number, shared: Shared): StrikeRow {
  const { id, words, digits, cost, speed, firstId, year, offset } = recipe;
  const plain = index % 2 === 1;
  const total = cents(cost + index * 1_013.37);
  const repair = cents(total / 2 + 0.01);
  const day = new Date(Date.UTC(year + (index % 3), (index * 5) % 12, 1 + ((index * 7) % 28)));
  return {
    id: firstId + index, operator_id: id,
    airport_id: pick(shared.airports, offset + (index % 7)), aircraft_id: pick(shared.aircraft, offset + (index % 5)), species_id: pick(shared.species, offset + (index % 6)),
    flight_date: day.toISOString().slice(0, 10),
    phase: plain ? pick(["Climb", "Approach", "Take-off run"], index) : `${words[0]} ${index}`,
    time_of_day: plain ? pick(["Day", "Night", "Dusk"], index) : `${words[1]} ${index}`,
    wildlife_size: String(digits + index),
    damage: plain ? pick(["None", "Minor", "Substantial"], index) : `${words[2]} ${index}`,
    cost_repair: repair, cost_other: cents(total - repair), cost_total: total, speed_knots: speed + index,
  };
}

/** Rows on which a cast, a division or a sum fails if any statement of another tenant so much as looks at them. */
function poison(recipe: Recipe, shared: Shared): StrikeRow[] {
  const from = (index: number, change: Partial<StrikeRow>): StrikeRow => ({ ...strike(recipe, recipe.count + index, shared), ...change });
  return [
    from(0, { wildlife_size: `${recipe.words[2]} is no number` }),
    from(1, { cost_repair: 0, cost_other: 0, cost_total: 0, speed_knots: 0 }),
    from(2, { cost_repair: 9_999_999_999.99, cost_other: 9_999_999_999.99, cost_total: 9_999_999_999.99, speed_knots: 2_147_483_647 }),
    from(3, { speed_knots: null, wildlife_size: "", phase: "{\"broken\": ", damage: "%_\\" }),
  ];
}

/** What a tenant's rows give away, alone or added up. */
export function canaryOf({ id, name, secret, rows }: Tenant): Canary {
  const costs = rows.map((row) => row.cost_total);
  const sums = [sum(costs), sum(costs) / costs.length, sum(rows.map((row) => row.cost_repair)), sum(rows.map((row) => row.speed_knots ?? 0))];
  const texts = rows.flatMap((row) => [row.phase, row.time_of_day, row.wildlife_size, row.damage]);
  const numbers = rows.flatMap((row) => [row.id, row.cost_total, row.cost_repair, row.cost_other, row.speed_knots ?? 0]);
  return { id, name, texts: [...new Set([secret, ...texts.filter(isUnmistakable)])], numbers: [...new Set([...numbers.filter((number) => number > 100_000), ...sums])] };
}

/** What two tenants come to together: a sum over both is a leak of both. */
export function together(one: Tenant, other: Tenant): number[] {
  const costs = [...one.rows, ...other.rows].map((row) => row.cost_total);
  return [sum(costs), sum(costs) / costs.length];
}

function isUnmistakable(text: string): boolean {
  return /Zq/u.test(text) || /^\d{7}$/u.test(text);
}

function pick<T>(list: T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error("an empty list has nothing to pick");
  return found;
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;
const sum = (numbers: number[]): number => cents(numbers.reduce((total, number) => total + number, 0));
