// The one function of d3-dsv used here; the package brings no types.
declare module "d3-dsv" {
  /** Rows of texts, the header first. */
  export function csvParseRows(text: string): string[][];
}
