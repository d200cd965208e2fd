// What a question is made of once it is read word by word: things, operators, joints, and slots where its literals stood.
import type { Grain } from "../../protocol.ts";
import type { ColumnRef } from "../../semantic/model.ts";
import type { TimeRange } from "../../semantic/plan.ts";

export interface ValueReading { column: ColumnRef; values: (string | number | boolean)[] }

/** A literal of one asker: never part of a template. */
export type Slot =
  | { type: "value"; /** several where the words name values of several columns */ readings: ValueReading[]; /** as the asker wrote it */ said: string }
  | { type: "number"; value: number }
  | { type: "range"; range: TimeRange; /** the calendar unit it is, if it is a whole one */ unit?: Grain; /** "this year": ends today */ partial: boolean };

export type Item =
  /** binds to what follows it: by, not, over, top */
  | { kind: "operator"; key: string }
  /** something of the model: a metric, a column, a grain */
  | { kind: "content"; key: string; sort: string; total: boolean; plural: boolean; /** the plain count of a table's rows */ counts: boolean; /** a count of rows, which could be listed instead */ rows: boolean; /** named by a synonym only */ loosely: boolean }
  | { kind: "slot"; slot: Slot }
  /** belongs to the number before it: a unit, "or more" */
  | { kind: "postfix"; key: string }
  /** a word that neither the model nor the grammar explains */
  | { kind: "word"; key: string; text: string }
  | { kind: "joint"; key: "," | "&" | "|" }
  /** ends a phrase and says nothing: in, of, with */
  | { kind: "boundary" };

/** A wish that binds to nothing: a chart, "over time". */
export function wish(key: string): Item[] {
  return [{ kind: "content", key, sort: "wish", total: false, plural: false, counts: false, rows: false, loosely: false }, { kind: "boundary" }];
}
