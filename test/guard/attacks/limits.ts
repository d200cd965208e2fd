// Attacks on the machine: lengths, depths, sizes, characters.
import { each } from "./lists.ts";

/** Values or rows that grow beyond reason. */
export const GROWTH = each("SELECT ?", [
  "repeat('x', 1000000000)", "repeat('x', 1_000_000_000.0::int)", "repeat(count => 5)", "repeat('x', count => 5)", "lpad('x')", "lpad('x', 100000000)", "rpad('x', 1000000000, 'y')",
  "format('%1000000000s', 'x')", "format('%*s', 1000000000, 'x')", "format(note) FROM orders", "format('%-99999999s', 'a')", "format('%1$999999999s', 'a')", "'x'::char(10000000)", "'x'::bpchar(10000000)", "g FROM generate_series(1, 1000000000) g", "g FROM generate_series(0, 1, 0) g",
  "generate_series(1, 9999999999)", "g FROM generate_series(1.0, 100.0, 0.000001) g", "generate_series(1, 100000000, 1)",
]);

/** Lengths that are computed: the database refuses those beyond four digits. */
export const COMPUTED_LENGTHS = each("SELECT length(?) AS n", [
  "repeat('x', 1000 * 1000 * 1000)", "repeat('x', (SELECT 100000000))", "lpad('x', (SELECT max(id)::int * 1000000 FROM orders))", "rpad('x', 10000 + 0)", "repeat('xy', ~(-2000000000))", "repeat('x', CASE WHEN true THEN 2147483647 END)",
  "repeat('x', ('1e9' || '')::float8::int)", "repeat('x', '0x3b9aca00'::int)", "repeat('x', '1_000_000_000'::int)", "rpad('x', ' 0b111111111111111111111111'::int)", "repeat('x', ('2147483647' || '')::int)",
]);

/** Characters that make a statement look like something else, each inside an otherwise good statement. */
export const INVISIBLE_CHARACTERS = [
  "\u0000", "\u0001", "\u0007", "\u0008", "\u000B", "\u000C", "\u001B", "\u007F", "\u0085", "\u00AD", "\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u202E", "\u2060", "\u2066", "\u2069", "\uFEFF", "\uFFF9", "\u{E0001}", "\u{E0041}",
  "\uE000", "\u061C", "\u115F", "\u3164",
].map((character) => `SELECT 'a${character}b' FROM orders`);

/** Deep and long statements; each must be answered, and quickly. */
export const DEEP = [
  `SELECT ${"(".repeat(201)}1${")".repeat(201)}`, `SELECT ${"(".repeat(9_000)}1${")".repeat(9_000)}`, `SELECT ${"NOT ".repeat(4_900)}true`, `SELECT ${"- ".repeat(9_000)}1`, `SELECT 1${" + 1".repeat(4_900)}`,
  `SELECT ${"ARRAY[".repeat(250)}1${"]".repeat(250)}`, `SELECT 1${" UNION SELECT 1".repeat(1_300)}`, `SELECT ${"CASE WHEN true THEN ".repeat(700)}1${" END".repeat(700)}`, `SELECT '${"x".repeat(20_000)}'`,
  `SELECT * FROM orders${", orders".repeat(2_000)}`, `SELECT 1 WHERE true${" OR true".repeat(2_600)}`, `SELECT 1${"::int".repeat(3_000)}`, `SELECT "${"x".repeat(19_000)}"`, `SELECT ${"1,".repeat(9_900)}1`, "SELECT '\uD800'",
];
