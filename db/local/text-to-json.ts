// Neon's rule for a client that asks for JSON values instead of raw text: numbers, booleans and JSON become themselves.

const BOOLEAN = 16;
const NUMBERS = new Set([20, 21, 23, 26, 700, 701]);
const JSON_TYPES = new Set([114, 3802]);
/** int8: exact only within the integers of a double */
const BIG_INTEGER = 20;

/**
 * One cell as JSON. Everything else, arrays and numeric included, stays text: JSON numbers would lose digits.
 * @param typeId Postgres type OID
 */
export function toJson(cell: string | null, typeId: number): unknown {
  if (cell === null) return null;
  if (typeId === BOOLEAN) return cell === "t";
  if (JSON_TYPES.has(typeId)) return JSON.parse(cell);
  if (!NUMBERS.has(typeId)) return cell;
  const number = Number(cell);
  const exact = Number.isFinite(number) && (typeId !== BIG_INTEGER || Number.isSafeInteger(number));
  return exact ? number : cell;
}
