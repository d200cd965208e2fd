// What a connector throws to itself when an answer grows past its limit.

/** The answer is larger than allowed. */
export class TooManyBytes extends Error {
  override readonly name = "TooManyBytes";
}
