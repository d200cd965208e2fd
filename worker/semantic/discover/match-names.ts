// How well the name of a column says that it refers to a table.
import { singularOf } from "./name-words.ts";
import { KEY_WORDS } from "./vocabulary.ts";

export interface Match {
  /** 0–100; below 80 the name says too little to stand without values */
  score: number;
  /** words before the name of the table */
  role: string[];
  /** whether the whole name of the table is in it */
  isEntity: boolean;
}

interface Referring { words: string[]; name: string }
interface Referred { entity: string[]; key: string[]; name: string; isFirst: boolean }

/** Words that are a key's name in every table. */
const BARE: ReadonlySet<string> = new Set(["id", "code", "key", "uuid", "guid", "number", "name", "no"]);

/** @returns nothing where the name does not speak of that table */
export function nameMatch(from: Referring, to: Referred): Match | undefined {
  const words = from.words.map(singularOf);
  const key = to.key.map(singularOf);
  const entities = entitiesOf(to.entity);
  const isBareKey = key.length === 1 && BARE.has(key[0] ?? "");
  const own = entities.flatMap(({ words: entity, weight }) => matchesOf(from, words, entity, key, isBareKey).map((match) => ({ ...match, score: match.score - weight, isEntity: weight === 0 && match.role.length === 0 })));
  const same = !isBareKey && from.name.toLowerCase() === to.name.toLowerCase() ? [{ score: 90, role: [], isEntity: false }] : [];
  const ending = !isBareKey && key.length > 1 && words.length > key.length && endsWith(words, key) ? [{ score: 75, role: words.slice(0, -key.length), isEntity: false }] : [];
  const all = [...own, ...same, ...ending].map((match) => ({ ...match, score: match.score - (to.isFirst ? 0 : 15) }));
  return all.toSorted((a, b) => b.score - a.score)[0];
}

/** A table is called by all its words, or less surely by the last or the first alone. */
function entitiesOf(entity: string[]): { words: string[]; weight: number }[] {
  const short = entity.length > 1 ? [{ words: entity.slice(1), weight: 45 }, { words: entity.slice(0, 1), weight: 50 }] : [];
  return [{ words: entity, weight: 0 }, ...short];
}

function matchesOf(from: Referring, words: string[], entity: string[], key: string[], isBareKey: boolean): Match[] {
  const suffixed = words.length > 1 && KEY_WORDS.has(words.at(-1) ?? "") ? words.slice(0, -1) : undefined;
  const lastOfKey = key.at(-1) ?? "";
  // "airport_code" refers by "code", so a key that ends in another word ("airport_name") is not what it holds.
  const agrees = words.at(-1) === lastOfKey || words.at(-1) === "id" || words.at(-1) === "fk" || isBareKey;
  const matches: (Match | undefined)[] = [
    suffixed && agrees ? within(suffixed, entity, 100, 82) : undefined,
    !isBareKey && key.length > 1 && endsWith(words, [...entity, lastOfKey]) && words.at(-1) === lastOfKey ? { score: 95, role: words.slice(0, -entity.length - 1), isEntity: true } : undefined,
    suffixed || isCount(from) ? undefined : within(words, entity, 70, 60),
    suffixed && agrees ? abbreviated(suffixed, entity) : undefined,
  ];
  return matches.flatMap((match) => match ?? []);
}

/** `num_semesters`, `cares_for_students`: a number of them, not one of them. */
function isCount({ words }: Referring): boolean {
  const last = words.at(-1) ?? "";
  return words[0] === "number" || singularOf(last) !== last;
}

function within(words: string[], entity: string[], exact: number, ended: number): Match | undefined {
  if (!endsWith(words, entity)) return undefined;
  const role = words.slice(0, words.length - entity.length);
  return { score: role.length === 0 ? exact : ended, role, isEntity: role.length === 0 };
}

/** "categ" of category: one short form of the first word, three letters or more. */
function abbreviated(words: string[], [first = "", ...rest]: string[]): Match | undefined {
  const [only = "", ...more] = words;
  const isShort = more.length === 0 && rest.length === 0 && only.length >= 3 && only.length < first.length && first.startsWith(only);
  return isShort ? { score: 65, role: [], isEntity: true } : undefined;
}

function endsWith(words: string[], end: string[]): boolean {
  return end.length > 0 && words.length >= end.length && end.every((word, index) => words[words.length - end.length + index] === singularOf(word));
}
