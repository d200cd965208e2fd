// Small makers of lists of statements.

/** One statement a line. */
export function lines(text: string): string[] {
  return text.trim().split("\n");
}

/** The template once for each word, put in place of `?`. */
export function each(template: string, words: readonly string[]): string[] {
  return words.map((word) => template.replace("?", () => word));
}
