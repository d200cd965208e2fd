// An online shop's tables and rows: two tenants, orders of 2022 to June 2024, made from a seed.
import { dayAfter, seeded, type Seeded } from "../seeded.ts";
import type { MadeTables } from "../made-tables.ts";

type City = readonly [city: string, country: string];
const CITIES: readonly [City, ...City[]] = [["Berlin", "Germany"], ["Munich", "Germany"], ["Hamburg", "Germany"], ["Paris", "France"], ["Lyon", "France"], ["Vienna", "Austria"], ["Graz", "Austria"], ["Madrid", "Spain"], ["Oslo", "Norway"], ["Bergen", "Norway"]];
const FIRST = ["Anna", "Ben", "Clara", "David", "Eva", "Felix", "Greta", "Hugo", "Ida", "Jonas", "Kira", "Leo"] as const;
const LAST = ["Berger", "Costa", "Dahl", "Engel", "Fischer", "Garnier", "Haugen", "Iversen", "Jansen", "Keller", "Lindqvist", "Moreau", "Navarro"] as const;
const GOODS = { Tents: [120, 480], Backpacks: [45, 260], Shoes: [60, 220], Jackets: [80, 390], Lamps: [12, 75], Stoves: [25, 160] } as const;
const BRANDS = ["Nordkap", "Alpin", "Trailhead", "Fjellrev", "Basecamp"] as const;
const REASONS = ["damaged", "wrong size", "late", "changed mind"] as const;
const FIRST_DAY = "2022-01-01";
const DAYS = 911;
const LAST_DAY = "2024-06-30";

const cents = (value: number): number => Math.round(value * 100) / 100;
const dayBefore = (one: string, other: string): string => (one < other ? one : other);

export const SHOP: MadeTables = {
  schema: "shop",
  tables: [
    { name: "customers", columns: "id integer primary key, shop_id text not null, name text not null, country text not null, city text, signed_up date not null, segment text not null, newsletter boolean not null" },
    { name: "products", columns: "id integer primary key, shop_id text not null, name text not null, category text not null, brand text, price numeric(10,2) not null" },
    { name: "orders", columns: "id integer primary key, shop_id text not null, customer_id integer not null references shop.customers, status text not null, channel text not null, ordered_at date not null, shipped_at date, delivery_days integer" },
    { name: "order_items", columns: "id integer primary key, shop_id text not null, order_id integer not null references shop.orders, ordered_at date not null, product_id integer not null references shop.products, quantity integer not null, unit_price numeric(10,2) not null, discount numeric(4,2) not null, amount numeric(12,2) not null" },
    { name: "refunds", columns: "id integer primary key, shop_id text not null, order_id integer not null references shop.orders, refunded_at date not null, reason text, amount numeric(12,2) not null" },
  ],
  rows() {
    const random = seeded(20240630);
    const shop = makeShop();
    fill(shop, "nordic", { customers: 90, products: 36, orders: 640 }, random);
    fill(shop, "alpine", { customers: 30, products: 14, orders: 150 }, random);
    return { ...shop };
  },
};

interface Customer { id: number; signed_up: string }
interface Product { id: number; price: number }
interface Shop { customers: object[]; products: object[]; orders: object[]; order_items: object[]; refunds: object[] }

function makeShop(): Shop {
  return { customers: [], products: [], orders: [], order_items: [], refunds: [] };
}

function fill(shop: Shop, shop_id: string, size: { customers: number; products: number; orders: number }, random: Seeded): void {
  const customers = Array.from({ length: size.customers }, (_, index) => customerOf(shop, shop_id, index, random));
  const products = Array.from({ length: size.products }, (_, index) => productOf(shop, shop_id, index, random));
  // One in ten customers and the last three products are never ordered.
  const buyers = customers.filter((_, index) => index % 10 !== 9);
  const sold = products.slice(0, -3);
  for (let made = 0; made < size.orders; made += 1) orderOf(shop, shop_id, { buyers, sold }, random);
}

function customerOf(shop: Shop, shop_id: string, index: number, random: Seeded): Customer {
  const [city, country] = random.pick(CITIES);
  const name = `${FIRST[index % FIRST.length] ?? ""} ${LAST[index % LAST.length] ?? ""}`;
  const made = { id: shop.customers.length + 1, shop_id, name, country, city: random.chance(0.06) ? null : city, signed_up: dayAfter("2021-06-01", random.whole(0, 1000)), segment: random.pick(["Consumer", "Business", "School"]), newsletter: random.chance(0.4) };
  shop.customers.push(made);
  return made;
}

function productOf(shop: Shop, shop_id: string, index: number, random: Seeded): Product {
  const categories = Object.entries(GOODS);
  const [category, [low, high]] = categories[index % categories.length] ?? ["Tents", GOODS.Tents];
  const made = { id: shop.products.length + 1, shop_id, name: `${category.slice(0, -1)} ${shop_id === "nordic" ? "N" : "A"}${100 + index}`, category, brand: random.chance(0.08) ? null : random.pick(BRANDS), price: cents(low + random.next() * (high - low)) };
  shop.products.push(made);
  return made;
}

function orderOf(shop: Shop, shop_id: string, { buyers, sold }: { buyers: Customer[]; sold: Product[] }, random: Seeded): void {
  const buyer = buyers[Math.floor(random.next() ** 1.5 * buyers.length)];
  const ordered_at = dayAfter(FIRST_DAY, Math.floor(random.next() ** 0.8 * DAYS));
  if (!buyer || buyer.signed_up > ordered_at) return;
  const status = ordered_at > "2024-06-12" ? random.pick(["pending", "shipped"]) : random.pick(["delivered", "delivered", "delivered", "shipped", "cancelled", "returned"]);
  const delivery_days = status === "delivered" || status === "returned" ? random.whole(1, 14) : null;
  const shipped_at = status === "pending" || status === "cancelled" ? null : dayBefore(LAST_DAY, dayAfter(ordered_at, random.whole(0, 5)));
  const id = shop.orders.length + 1;
  shop.orders.push({ id, shop_id, customer_id: buyer.id, status, channel: random.pick(["web", "app", "phone"]), ordered_at, shipped_at, delivery_days });
  const lines = Array.from({ length: random.whole(1, 4) }, () => itemOf(shop, { id, shop_id, ordered_at }, sold, random));
  if (status === "returned") shop.refunds.push({ id: shop.refunds.length + 1, shop_id, order_id: id, refunded_at: dayBefore(LAST_DAY, dayAfter(ordered_at, random.whole(6, 40))), reason: random.chance(0.1) ? null : random.pick(REASONS), amount: lines[0] ?? 0 });
}

/** @returns what the line costs */
function itemOf(shop: Shop, { id: order_id, shop_id, ordered_at }: { id: number; shop_id: string; ordered_at: string }, sold: Product[], random: Seeded): number {
  const product = sold[random.whole(0, sold.length - 1)];
  const quantity = random.pick([1, 1, 2, 3, 5]);
  const discount = random.pick([0, 0, 0, 0.1, 0.2, 0.3]);
  const unit_price = product?.price ?? 0;
  const amount = cents(quantity * unit_price * (1 - discount));
  shop.order_items.push({ id: shop.order_items.length + 1, shop_id, order_id, ordered_at, product_id: product?.id ?? 0, quantity, unit_price, discount, amount });
  return amount;
}
