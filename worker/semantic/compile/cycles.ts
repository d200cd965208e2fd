// Repeating parts of a date as SQL: the day of the week, the month of the year, the hour of the day.
import type { Cell, CyclePart } from "../../protocol.ts";
import type { Scope } from "./scope.ts";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** The date as the fiscal year counts it: Q1 begins where that year does. */
function fiscal({ model }: Scope, date: string): string {
  const months = model.calendar.fiscalYearStart - 1;
  return months > 0 ? `(${date} - INTERVAL '${months} months')` : date;
}

/** @returns the part as a text or number, what it sorts by, and all values in order */
export function cycleSql(scope: Scope, date: string, part: CyclePart): { label: string; sql: string; sortSql: string; order: Cell[] } {
  const monday = scope.model.calendar.weekStart === "monday";
  switch (part) {
    case "weekday":
      return { label: "Weekday", sql: `to_char(${date}, 'FMDay')`, sortSql: `extract(${monday ? "isodow" : "dow"} FROM ${date})`, order: monday ? [...WEEKDAYS.slice(1), "Sunday"] : WEEKDAYS };
    case "month-of-year":
      return { label: "Month", sql: `to_char(${date}, 'FMMonth')`, sortSql: `extract(month FROM ${date})`, order: MONTHS };
    case "quarter-of-year":
      return { label: "Quarter", sql: `to_char(${fiscal(scope, date)}, '"Q"Q')`, sortSql: `extract(quarter FROM ${fiscal(scope, date)})`, order: ["Q1", "Q2", "Q3", "Q4"] };
    case "hour":
      return { label: "Hour", sql: `extract(hour FROM ${date})::integer`, sortSql: `extract(hour FROM ${date})`, order: Array.from({ length: 24 }, (_, hour) => hour) };
  }
}
