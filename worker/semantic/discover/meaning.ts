// What a column holds, by its name, type and values: an amount of money, a share, a year, a name, a category, free text.
import type { Aggregate, Column } from "../model.ts";
import { isDated, isNumber, kindOf } from "./column-kind.ts";
import type { ColumnFacts } from "./snapshot.ts";
import { isYesNo } from "./yes-no.ts";

export interface Meaning {
  semantic?: NonNullable<Column["semantic"]>;
  unit?: string;
  /** what may be computed of it; none: no measure */
  aggregates: Aggregate[];
  dimension: boolean;
  sample: boolean;
  /** passwords, tokens: nobody may ask for them */
  secret?: boolean;
}

export interface Told { column: ColumnFacts; /** said, without prefixes */ words: string[]; /** refers to a row, or is the key of its own */ isKey: boolean; currency?: string }

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const MONEY = set("price cost costs amount revenue salary fee fees tax taxes wage wages income fare payment spend spending budget commission bonus discount profit turnover expense expenses charge charges gmv mrr arr balance debt subtotal gross net paid tip tips premium deposit refund");
const NO_MONEY = set("credit credits drug dose dosage day days hour hours unit units number count quantity percent rate score type status code date id");
/** Always money, whatever it is the price of, but for how many there are. */
const PRICES = set("price cost costs revenue salary wage fare fee fees tax taxes");
const COUNTED = set("number count quantity score type status code days");
const PERCENT = set("percent percentage rate ratio proportion fraction");
const INTENSIVE = set("rating score rank level age gpa temperature speed density elevation altitude height width depth percent rate ratio average median maximum minimum latitude span limit range radius index grade capacity balance humidity pressure threshold target per unit bpm version priority tewl easiness helpfulness clarity size weight open high low close");
const IDENTIFYING = set("id ids number code key uuid guid zip postal phone fax sku vin isbn ean upc mcc ssn npi ndc ip epoch sequence serial port pid order position version revision fips hash checksum reference");
const CALENDAR = set("month day hour minute quarter week weekday semester dow");
const GROUPING = set("type status level class category group kind flag mode state stage tier gender role sex segment method channel membership region source");
const FREE = set("description comment comments note notes message text body abstract address address1 address2 street url uri link homepage website image logo photo avatar agent path bio summary content email mail phone fax mobile hash token key secret password ip introduction remark remarks details json xml html textbook");
const SECRET = /(?:^|_| )(?:password|passwd|pwd|secret|api_?key|access_?token|refresh_?token|auth_?token|token|password_?hash|private_?key|ssn|otp|salt|credit_card_number|card_number|cvv|iban)(?:$|_| )/iu;
const PLACES = set("city state country county region province continent district town borough territory");
const NAMES = set("name title label fullname username surname lastname");
/** Times of the day written as numbers: 1430. */
const CLOCK = set("departure arrival start end begin open close opening closing");
const UNITS: [ReadonlySet<string>, string][] = [[set("minutes minute"), "min"], [set("hours hour"), "h"], [set("seconds second"), "s"], [set("days"), "d"], [set("km kilometers"), "km"], [set("miles"), "mi"], [set("kg kilograms"), "kg"], [set("cm"), "cm"], [set("meters"), "m"], [set("lbs pounds"), "lb"], [set("knots"), "kn"], [set("ms milliseconds"), "ms"]];
const CURRENCIES = set("usd eur gbp chf jpy inr cad aud");
const DURATION = set("duration elapsed time minutes hours seconds days ms milliseconds latency");

/** Values of a column that may become words of a question, and groups of an answer. */
const FEW = 60;
const MOST_PLACES = 3_000;
const LONGEST = 40;

const nothing: Meaning = { aggregates: [], dimension: false, sample: false };
const has = (words: readonly string[], known: ReadonlySet<string>): boolean => words.some((word) => known.has(word));
const distinctOf = (column: ColumnFacts): number => column.statistics?.distinct ?? 0;
const isSpread = (column: ColumnFacts): boolean => (column.statistics?.averageLength ?? 0) > LONGEST;

/** Reads one column. */
export function meaningOf(told: Told): Meaning {
  const { column, words, isKey } = told;
  const kind = kindOf(column);
  if (SECRET.test(column.name)) return { ...nothing, secret: true };
  if (isKey) return { ...nothing, semantic: "id" };
  if (kind === "boolean") return { ...nothing, dimension: true };
  if (isDated(kind)) return { ...nothing, dimension: true };
  if (isNumber(kind)) return numberMeaning(told);
  if (kind === "text") return textMeaning(column, words);
  return kind === "uuid" ? { ...nothing, semantic: "id" } : nothing;
}

function numberMeaning({ column, words, currency }: Told): Meaning {
  const last = words.at(-1) ?? "";
  const isWhole = kindOf(column) === "whole";
  if (has([last], set("latitude longitude"))) return { ...nothing, semantic: last === "latitude" ? "latitude" : "longitude" };
  if (isWhole && has(words, set("year years")) && isYear(column)) return { ...nothing, semantic: "year", dimension: true };
  if (isWhole && has([last], CALENDAR)) return { ...nothing, semantic: "ordinal", dimension: true };
  if (isWhole && last === "time" && has(words, CLOCK)) return { ...nothing, semantic: "ordinal" };
  if (isWhole && (isIdentifying(column, words) || /id$/iu.test(column.name))) return { ...nothing, semantic: "id" };
  if (isYesNo(column, words) || (isWhole && has([last], GROUPING) && distinctOf(column) <= FEW)) return { ...nothing, semantic: "category", dimension: true };
  return measureMeaning(words, currency);
}

/** "number of" counts; any other number of something names it. */
function isIdentifying(column: ColumnFacts, words: string[]): boolean {
  if (words[0] === "number" && words[1] === "of") return false;
  const last = words.at(-1) ?? "";
  if (last === "number" && /(?:num|cnt)$/iu.test(column.name)) return distinctOf(column) > 0 && distinctOf(column) === column.statistics?.sampled && distinctOf(column) > 20;
  return IDENTIFYING.has(last);
}

function isYear({ statistics }: ColumnFacts): boolean {
  const [min, max] = [Number(statistics?.min ?? 2000), Number(statistics?.max ?? 2000)];
  return min >= 1000 && max <= 2200;
}

function measureMeaning(words: string[], currency: string | undefined): Meaning {
  const plain: Aggregate[] = ["avg", "median", "min", "max"];
  const isMoney = has(words, MONEY) && !has(words, has(words, PRICES) ? COUNTED : NO_MONEY);
  const isPart = has(words, PERCENT);
  const aggregates: Aggregate[] = isPart || has(words, INTENSIVE) ? plain : ["sum", ...plain];
  const unit = UNITS.find(([known]) => has(words, known))?.[1];
  if (isPart) return { ...nothing, semantic: "percent", aggregates: plain };
  const named = words.find((word) => CURRENCIES.has(word))?.toUpperCase() ?? currency;
  if (isMoney) return { ...nothing, semantic: "currency", aggregates, ...(named ? { unit: named } : {}) };
  return { ...nothing, semantic: has(words, DURATION) ? "duration" : "quantity", aggregates, ...(unit ? { unit } : {}) };
}

function textMeaning(column: ColumnFacts, words: string[]): Meaning {
  const last = words.at(-1) ?? "";
  const [distinct, sampled] = [distinctOf(column), column.statistics?.sampled ?? 0];
  if (column.labels) return { ...nothing, semantic: "category", dimension: true };
  if (last === "latitude" || last === "longitude") return nothing;
  const isPlace = PLACES.has(last) && !isSpread(column);
  if (isPlace) return { ...nothing, semantic: "category", dimension: true, sample: distinct <= MOST_PLACES };
  if (has(words, FREE) || isSpread(column) || holdsDates(column)) return nothing;
  if (NAMES.has(last)) return { ...nothing, semantic: "name", dimension: true, sample: true };
  if (IDENTIFYING.has(last)) return { ...nothing, semantic: "id", dimension: last === "code", sample: last === "code" && distinct <= FEW };
  const isFew = distinct <= FEW || (distinct <= 10 * FEW && distinct * 5 <= sampled);
  return isFew ? { ...nothing, semantic: "category", dimension: true, sample: true } : nothing;
}

/** Dates kept as text can't be told by month or year; as groups they would be one row each. */
function holdsDates({ statistics }: ColumnFacts): boolean {
  return statistics !== undefined && statistics.values.length > 0 && statistics.values.every((value) => /^\d{4}-?\d{2}-?\d{2}(?:[T ]|$)/u.test(value));
}
