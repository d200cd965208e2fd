// Which words to show for a locale: English is at hand, the others are fetched when asked for.
import { en, type Language, type ShellStrings } from "./en.ts";

/** English answers come with the answers; other languages bring all at once. */
export type Words = ShellStrings & Partial<Language>;

const OTHERS: Record<string, () => Promise<{ strings: Language }>> = {
  de: () => import("./de.ts"),
  es: () => import("./es.ts"),
  hi: () => import("./hi.ts"),
  ar: () => import("./ar.ts"),
};

/** The words for a BCP 47 tag; English when the language is not known or its file can't be had. */
export async function loadStrings(locale: string): Promise<Words> {
  const load = OTHERS[locale.split("-")[0]?.toLowerCase() ?? ""];
  if (!load) return en;
  return load().then(({ strings }) => strings, () => en);
}

/** The locale of an element: its own attribute, else the page's language, else the browser's; `en` when that is no valid tag. */
export function localeOf(given: string | undefined, element: Element): string {
  const wanted = given || element.closest("[lang]")?.getAttribute("lang") || document.documentElement.lang || navigator.language;
  try {
    return Intl.getCanonicalLocales(wanted)[0] ?? "en";
  } catch {
    return "en";
  }
}
