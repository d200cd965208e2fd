// The first check: limits of the text itself, before anything parses it.
import { refuse } from "./refuse.ts";

/** Longest statement, in UTF-16 code units. */
export const MAX_SQL = 20_000;
/** Deepest nesting of brackets, counted without regard to strings: a string of 200 brackets is refused too. */
export const MAX_BRACKETS = 200;

// Control characters except tab, newline and carriage return; format characters (zero-width, bidirectional overrides, byte order
// mark, soft hyphen, tags); line and paragraph separators; private use and unassigned code points.
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u115F\u1160\u3164\uFFA0]|\p{Default_Ignorable_Code_Point}/u;

/** Refuses a text that is too long, malformed, too deep, or not what it looks like. */
export function checkText(sql: string): void {
  if (sql.length > MAX_SQL) refuse("text_too_long", `more than ${MAX_SQL} characters`);
  if (!sql.isWellFormed()) refuse("text_malformed", "lone surrogate");
  if (INVISIBLE.test(sql)) refuse("text_control_character", "control or invisible character");
  if (bracketDepth(sql) > MAX_BRACKETS) refuse("too_deep", `more than ${MAX_BRACKETS} brackets`);
}

/** Code units of the opening and the closing bracket. */
const ROUND = [0x28, 0x29] as const;
const SQUARE = [0x5b, 0x5d] as const;

function bracketDepth(sql: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < sql.length; index++) {
    const unit = sql.charCodeAt(index);
    if (unit === ROUND[0] || unit === SQUARE[0]) deepest = Math.max(deepest, ++depth);
    else if (unit === ROUND[1] || unit === SQUARE[1]) depth--;
  }
  return deepest;
}
