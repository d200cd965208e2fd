// The events of a chart that was pressed or brushed: the widget changes the plan by them, unless the host prevents it.
import type { Cell } from "../worker/protocol.ts";

const TRAVELS = { bubbles: true, composed: true, cancelable: true };

/** A value of the chart was pressed: its rows are kept, unless this is prevented. */
export class MedhaDrillEvent extends Event {
  /** name of the answer's column */
  readonly column: string;
  readonly value: Cell;
  /** the value as the chart writes it */
  readonly label: string;
  constructor(column: string, value: Cell, label: string) {
    super("medha-drill", TRAVELS);
    this.column = column;
    this.value = value;
    this.label = label;
  }
}

/** A span of dates was brushed: only it is kept, unless this is prevented. */
export class MedhaRangeEvent extends Event {
  readonly column: string;
  /** ISO date, inclusive */
  readonly from: string;
  /** ISO date, the day after the last */
  readonly to: string;
  readonly label: string;
  constructor(column: string, from: string, to: string, label: string) {
    super("medha-range", TRAVELS);
    this.column = column;
    this.from = from;
    this.to = to;
    this.label = label;
  }
}

declare global {
  interface HTMLElementEventMap {
    "medha-drill": MedhaDrillEvent;
    "medha-range": MedhaRangeEvent;
  }
}
