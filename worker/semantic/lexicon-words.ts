// Brings words to one spelling, so that case, accents, hyphens, apostrophes and plurals do not matter.

const IRREGULAR = new Map(Object.entries({
  geese: "goose", mice: "mouse", feet: "foot", teeth: "tooth", children: "child", people: "person", men: "man", women: "woman",
  wolves: "wolf", knives: "knife", wives: "wife", lives: "life", leaves: "leaf", shelves: "shelf", halves: "half", calves: "calf",
  movies: "movie", cookies: "cookie", species: "species", series: "series", news: "news", data: "data", oxen: "ox",
  buses: "bus", causes: "cause", purchases: "purchase", houses: "house", warehouses: "warehouse", expenses: "expense", cases: "case",
  phases: "phase", databases: "database", releases: "release", responses: "response", licenses: "license", leases: "lease",
  analyses: "analysis", heroes: "hero", potatoes: "potato", tomatoes: "tomato", indices: "index", criteria: "criterion", horses: "horse", courses: "course", nurses: "nurse",
}));

/** Lower case, no accents, plain quotes. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼ`´′]/gu, "'").replace(/[‐-―−]/gu, "-").toLowerCase();
}

/** The words of a name or phrase: folded, possessives and apostrophes gone, split at everything else. */
export function wordsOf(text: string): string[] {
  return fold(text).replace(/'s(?![a-z])/gu, "").replaceAll("'", "").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** An English singular; the same for a singular and its plural, which is all that matching needs. */
export function singular(word: string): string {
  const known = IRREGULAR.get(word);
  if (known) return known;
  if (/^\d+s$/u.test(word)) return word.slice(0, -1);
  if (word.length <= 3 || /(?:ss|us|is)$/u.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:sses|shes|ches|xes|zzes)$/u.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

/** The key under which a phrase is kept and found. */
export function keyOf(words: readonly string[]): string {
  return words.map(singular).join(" ");
}

/** Whether a word is written as a plural; `undefined` where both are written the same. */
export function isPlural(word: string): boolean | undefined {
  if (word === "species" || word === "series") return undefined;
  return singular(word) !== word;
}
