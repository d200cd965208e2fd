// Which column names a row of a table, and which dates it.
import { isDated, kindOf } from "./column-kind.ts";
import type { Names } from "./read-names.ts";
import type { ColumnFacts, TableFacts } from "./snapshot.ts";

/** Words of a date that says when a row happened, best first; the last ones are better than nothing only alone. */
const DATES: [RegExp, number][] = [
  [/^(?:date|day|datetime|date time|timestamp|time)$/u, 9],
  [/\b(?:snapshot|order|ordered|sale|sold|transaction|purchase|purchased|payment|paid|event|visit|flight|invoice|booking|booked|placed|trade|posted|published|submitted|occurred|happened|reported|admission|assess|issue|issued|released?)\b/u, 7],
  [/\b(?:created|inserted|recorded|logged|registration|registered|joined|join|signup|signed|hired|hire)\b/u, 5],
  [/\b(?:start|started|begin|began|opened|from)\b/u, 4],
  [/\b(?:updated|modified|changed|deleted|due|end|ended|completed|closed|expires?|expiry|expiration|valid|last|verified|read|termination|terminated|shipped|delivered|settled|settlement|predicted|scheduled|approved|approval)\b/u, 1],
  [/\b(?:birth|birthday|born|death)\b/u, -1],
];

/** @returns the column that dates a row; nothing where no date says when a row happened */
export function timeColumnOf(table: TableFacts, names: Names): string | undefined {
  const entity = names.entity(table).at(-1) ?? "";
  const scored = table.columns.filter((column) => isDated(kindOf(column)) && !isEmpty(column)).map((column) => ({ name: column.name, score: dateScore(names.words(table, column).join(" "), entity) }));
  return scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)[0]?.name;
}

function dateScore(words: string, entity: string): number {
  const known = Math.max(...DATES.map(([pattern, score]) => (pattern.test(words) ? score : -2)));
  const own = words.split(" ").includes(entity) ? 3 : 0;
  return DATES.at(-1)?.[0].test(words) ? -1 : Math.max(known, 3) === 3 && known < 1 ? 3 + own : known + own;
}

function isEmpty({ statistics }: ColumnFacts): boolean {
  return statistics !== undefined && statistics.sampled > 0 && statistics.nullFraction === 1;
}

/** @returns the column that names a row; of a person the family name, where nothing else tells people apart */
export function nameColumnOf(table: TableFacts, names: Names, key: string[]): string | undefined {
  const texts = table.columns.filter((column) => kindOf(column) === "text" && !isEmpty(column) && (column.statistics?.averageLength ?? 0) <= 80);
  const scored = texts.map((column) => ({ name: column.name, score: labelScore(names.words(table, column).join(" "), names.entity(table), tellsRows(table, column)) }));
  const best = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)[0];
  if (best) return best.name;
  const only = texts.filter((column) => key.length === 1 && key[0] === column.name && column.name.endsWith("name"));
  return only[0]?.name ?? personColumn(table, texts, names);
}

/** Whether no two of the rows looked at share a value. */
function tellsRows(table: TableFacts, { name, statistics }: ColumnFacts): boolean {
  const isDeclared = table.unique.some((key) => key.length === 1 && key[0] === name);
  return isDeclared || (statistics !== undefined && statistics.sampled > 0 && statistics.nullFraction === 0 && statistics.distinct === statistics.sampled);
}

function labelScore(words: string, entity: string[], isTelling: boolean): number {
  const own = entity.join(" ");
  if (words === "name" || words === "full name" || words === "display name") return 9;
  if (words === `${own} name` || words === `${entity.at(-1)} name` || words === `${entity[0]} name`) return 8;
  if (words === "title" || words === "label" || words === `${own} title`) return 7;
  if (words === own || words === entity.at(-1)) return 6;
  if (words === "user name" || words === "username") return 5;
  if (words === "model" || words === "symbol" || words === "company name" || words === "product name") return 4;
  if (!isTelling) return 0;
  if (words === "code" || words === `${own} code`) return 2;
  return words === "description" || words === `${own} description` ? 1 : 0;
}

/** Names are the same for many people: a unique mail address is not, and of namesakes the key tells who is who. */
function personColumn(table: TableFacts, texts: ColumnFacts[], names: Names): string | undefined {
  const isUnique = ({ name }: ColumnFacts): boolean => table.unique.some((key) => key.length === 1 && key[0] === name);
  const unique = texts.find((column) => isUnique(column) && /\b(?:email|login|user name|username)\b/u.test(names.words(table, column).join(" ")));
  return (unique ?? texts.find((column) => /\b(?:last name|surname|family name)$/u.test(names.words(table, column).join(" "))))?.name;
}
