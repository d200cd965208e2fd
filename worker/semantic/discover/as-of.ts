// Up to which day the data reaches: today, or the newest date of a data set that nobody adds to any more.
import { kindOf, isDated } from "./column-kind.ts";
import { sayTable, type Note } from "./snapshot.ts";
import type { Study } from "./study.ts";

const DAY = 86_400_000;
/** A source that has had nothing new for this many days is closed. */
const CLOSED_AFTER = 60;

export function asOf({ snapshot, timeColumn }: Study, now: Date): { asOf: string; notes: Note[] } {
  const dates = snapshot.tables.flatMap((table) => table.columns.filter((column) => column.name === timeColumn(table) && isDated(kindOf(column))).flatMap((column) => (column.statistics?.max ? [{ table, day: column.statistics.max.slice(0, 10) }] : [])));
  const [newest] = dates.filter(({ day }) => /^\d{4}-\d{2}-\d{2}$/u.test(day)).toSorted((a, b) => b.day.localeCompare(a.day));
  if (!newest || now.getTime() - Date.parse(newest.day) <= CLOSED_AFTER * DAY) return { asOf: "now", notes: [] };
  return { asOf: newest.day, notes: [{ kind: "calendar", about: sayTable(newest.table), text: `the newest date is ${newest.day}: relative dates ("last month") count from there` }] };
}
