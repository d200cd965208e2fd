// What a column is called within its table: its words, less those that say only what kind of column it is.
import { isNumber, kindOf } from "./column-kind.ts";
import type { Names } from "./read-names.ts";
import type { ColumnFacts, TableFacts } from "./snapshot.ts";
import { isYesNo } from "./yes-no.ts";

/** `height_cm` is a height; the unit is said beside the number. */
const UNIT_WORDS: ReadonlySet<string> = new Set("cm mm km kg lb lbs ms usd eur gbp knots kn mph kmh kph miles meters".split(" "));
/** A first name is not a first. */
const PARTS_OF_NAMES: ReadonlySet<string> = new Set("first last middle full user display given family nick maiden sur table file short long brand".split(" "));

/** A label for each column; two that would be called the same keep all their words. */
export function bareLabels(table: TableFacts, names: Names): Map<string, string> {
  const short = new Map(table.columns.map((column) => [column.name, shortLabel(names.words(table, column), column)]));
  const uses = Map.groupBy(short.values(), (label) => label);
  return new Map(table.columns.map((column) => {
    const label = short.get(column.name) ?? column.name;
    return [column.name, (uses.get(label)?.length ?? 0) > 1 ? names.words(table, column).join(" ") : label];
  }));
}

/** A yes or no is called after what it tells, so that "active" itself stays the rows it is true of. */
function shortLabel(words: string[], column: ColumnFacts): string {
  const [first, ...rest] = words;
  const last = words.at(-1) ?? "";
  if (isYesNo(column, words)) return first === "is" || first === "was" ? `${rest.join(" ")} status` : `${(first === "has" ? rest : words).join(" ")} flag`;
  if (words.length < 2) return words.join(" ");
  if (last === "at") return [...words.slice(0, -1), "time"].join(" ");
  const isTrimmed = (last === "name" || UNIT_WORDS.has(last)) && !PARTS_OF_NAMES.has(words.at(-2) ?? "");
  const kept = nounLast(isTrimmed ? words.slice(0, -1) : words);
  // The total of totals is said by the question: "total amount" is the sum of amounts.
  return kept.length > 1 && /^(?:total|overall)$/u.test(kept[0] ?? "") && isNumber(kindOf(column)) ? kept.slice(1).join(" ") : kept.join(" ");
}

const NOUNS: ReadonlySet<string> = new Set("cost price amount fee tax revenue salary date address".split(" "));
/** Words with which those make another thing: a cost center is no cost. */
const COMPOUNDS = /^(?:zone|center|centre|level|plan|range|line|class|type|id|code|key|name|number|index|group|category|unit|list|book|year|month|time|of|in|per|on|at|by|for|to|from|\d+)$/u;

/** `cost_repair` is a repair cost, `time_elapsed` elapsed time. */
function nounLast(words: string[]): string[] {
  const [noun = "", of = ""] = words;
  const isTurned = words.length === 2 && ((NOUNS.has(noun) && !COMPOUNDS.test(of)) || (noun === "time" && of.endsWith("ed")));
  return isTurned ? [of, noun] : words;
}
