// How a refusal travels out of the tree walk, and how it is said to a person.
import type { Refusal, Verdict } from "./types.ts";

/** Thrown inside the guard only; `createGuard` turns it into a verdict. `detail` names a construct, never a literal. */
export class Refused extends Error {
  readonly code: Refusal;
  readonly detail: string;
  constructor(code: Refusal, detail: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** Ends the walk with a refusal. */
export function refuse(code: Refusal, detail: string): never {
  throw new Refused(code, detail);
}

const SENTENCES: Record<Refusal, string> = {
  text_too_long: "The statement is too long.",
  text_malformed: "The statement contains text that is not valid Unicode.",
  text_control_character: "The statement contains control or invisible characters.",
  too_deep: "The statement is nested too deeply. Split it into named parts with WITH, or simplify it.",
  too_large: "The statement asks for more than one question may cost.",
  syntax: "The statement is not valid PostgreSQL.",
  not_one_statement: "Send exactly one statement.",
  not_select: "Only SELECT is allowed.",
  node_not_allowed: "The statement uses a construct that is not allowed here",
  field_not_allowed: "The statement uses a clause that is not allowed here",
  function_not_allowed: "The statement calls a function that is not allowed here",
  operator_not_allowed: "The statement uses an operator that is not allowed here",
  type_not_allowed: "The statement uses a data type that is not allowed here",
  collation_not_allowed: "The statement uses a collation that is not allowed here",
  table_not_allowed: "The statement reads a table that is not available to you. Use only the tables of this source",
  column_not_allowed: "The statement reads a column that is not available to you. Use only the columns of this source",
  ambiguous_name: "A name in the statement can mean more than one thing. Qualify it, or give it another alias",
  field_selection: "Fields of a row value can't be read. Name the column of a table instead",
  parameter_not_allowed: "The statement contains a parameter. Write the value itself.",
  claim_missing: "Your sign-in lacks a value that this source needs to find your rows.",
  claim_invalid: "A value of your sign-in does not have the form that this source needs to find your rows.",
  policy_invalid: "The access policy of this source is not valid; nothing can be read until it is mended.",
  length_not_constant: "A length or a count must be written as a small number",
  print_mismatch: "The statement could not be rewritten safely. Write it in a simpler way.",
  verifier_refused: "The rewritten statement did not pass the second check. Write it in a simpler way.",
};

/** Details that help the asker; those of the others are for the vendor. */
const SAYS_DETAIL: ReadonlySet<Refusal> = new Set([
  "node_not_allowed", "field_not_allowed", "function_not_allowed", "operator_not_allowed", "type_not_allowed", "length_not_constant",
]);

/** One sentence for a person; a model can act on it too. Holds no literal of the statement. */
export function explainRefusal(verdict: Extract<Verdict, { ok: false }>): string {
  const sentence = SENTENCES[verdict.code];
  if (sentence.endsWith(".")) return sentence;
  return SAYS_DETAIL.has(verdict.code) ? `${sentence}: ${verdict.detail}.` : `${sentence}.`;
}
