// Follow-ups: a fragment edits the last plan, a whole question starts anew.
import { describe, expect, it } from "vitest";
import { compile } from "../../../worker/semantic/compile/index.ts";
import type { Plan } from "../../../worker/semantic/plan.ts";
import { model, read } from "./skyward.ts";
import { sayUnderstood } from "./say-plan.ts";

/** Conversations: each line is a question and what it is read as after those before it. */
const CONVERSATIONS: [question: string, outcome: string][][] = [
  [
    ["how many strikes in 1998", "value strikes | 1998-01-01..1999-01-01"],
    ["by month", "trend strikes by strikes.flight_date:month | 1998-01-01..1999-01-01"],
    ["only the large ones", "trend strikes by strikes.flight_date:month | strikes.wildlife_size in Large | 1998-01-01..1999-01-01"],
    ["and in 1999?", "trend strikes by strikes.flight_date:month | strikes.wildlife_size in Large | 1999-01-01..2000-01-01"],
    ["as a table", "trend strikes by strikes.flight_date:month as table | strikes.wildlife_size in Large | 1999-01-01..2000-01-01"],
    ["now by phase instead", "breakdown strikes by strikes.phase as table | strikes.wildlife_size in Large | 1999-01-01..2000-01-01"],
    ["without night", "breakdown strikes by strikes.phase as table | strikes.wildlife_size in Large | strikes.time_of_day not-in Night | 1999-01-01..2000-01-01"],
    ["top 3", "rank strikes by strikes.phase metric 0 desc limit 3 as table | strikes.wildlife_size in Large | strikes.time_of_day not-in Night | 1999-01-01..2000-01-01"],
    ["sort by cost", "unknown:"],
    ["also by weekday", "unknown:"],
    ["and their total cost", "unknown:"],
    ["which of these were in Texas", "unknown:"],
    ["the same for last year", "rank strikes by strikes.phase metric 0 desc limit 3 as table | strikes.wildlife_size in Large | strikes.time_of_day not-in Night | 2001-01-01..2002-01-01"],
    ["what about Boston?", "rank strikes by strikes.phase metric 0 desc limit 3 as table | strikes.wildlife_size in Large | strikes.time_of_day not-in Night | airports.city in Boston | 2001-01-01..2002-01-01"],
    ["why?", "change strikes by operators.name, airports.name, aircraft.model, species.name, strikes.phase, strikes.time_of_day | strikes.wildlife_size in Large | strikes.time_of_day not-in Night | airports.city in Boston | 2001-01-01..2002-01-01 | vs 2000-01-01..2001-01-01"],
  ],
  [
    ["cost by phase", "breakdown cost by strikes.phase"],
    ["and strikes?", "breakdown strikes by strikes.phase"],
    ["by size", "breakdown strikes by strikes.wildlife_size"],
    ["and by phase", "breakdown strikes by strikes.wildlife_size, strikes.phase"],
    ["only at Denver", "breakdown strikes by strikes.wildlife_size, strikes.phase | airports.city in Denver"],
    ["what about Chicago?", "breakdown strikes by strikes.wildlife_size, strikes.phase | airports.city in Chicago"],
    ["in percent", "share strikes by strikes.wildlife_size, strikes.phase share | airports.city in Chicago"],
  ],
  [
    ["how many strikes at night", "value strikes | strikes.time_of_day in Night"],
    ["what about during the day?", "value strikes | strikes.time_of_day in Day"],
    ["and in Texas?", "value strikes | strikes.time_of_day in Day | airports.state in Texas"],
    ["list them", "list of strikes strikes.flight_date desc | strikes.time_of_day in Day | airports.state in Texas"],
    ["how many?", "value strikes | strikes.time_of_day in Day | airports.state in Texas"],
  ],
  [
    ["strikes by month in 2001", "trend strikes by strikes.flight_date:month | 2001-01-01..2002-01-01"],
    ["compared with the previous year", "compare strikes by strikes.flight_date:month | 2001-01-01..2002-01-01 | vs 2000-01-01..2001-01-01"],
    ["in 2000", "trend strikes by strikes.flight_date:month | 2000-01-01..2001-01-01"],
    ["as a line chart", "trend strikes by strikes.flight_date:month as line | 2000-01-01..2001-01-01"],
    ["what about damage rate?", "trend damage_rate by strikes.flight_date:month as line | 2000-01-01..2001-01-01"],
    ["only with damage", "unknown:"],
  ],
  [
    ["top 5 airports by cost", "rank cost by airports.name metric 0 desc limit 5"],
    ["top 10", "rank cost by airports.name metric 0 desc limit 10"],
    ["bottom 3", "rank cost by airports.name metric 0 asc limit 3"],
    ["by state", "breakdown cost by airports.state"],
    ["for 1999", "breakdown cost by airports.state | 1999-01-01..2000-01-01"],
  ],
  [
    ["how many strikes in 1998", "value strikes | 1998-01-01..1999-01-01"],
    ["in March", "value strikes | 1998-03-01..1998-04-01"],
    ["show me the trend", "trend strikes by strikes.flight_date:day | 1998-03-01..1998-04-01"],
    ["list the airports", "breakdown strikes by airports.name"],
  ],
  [
    ["strikes by phase in 1998", "breakdown strikes by strikes.phase | 1998-01-01..1999-01-01"],
    ["what did they cost", "breakdown cost by strikes.phase | 1998-01-01..1999-01-01"],
    ["sort by cost", "breakdown cost by strikes.phase metric 0 desc | 1998-01-01..1999-01-01"],
  ],
  [
    ["strikes in 1998 compared with 1997", "compare strikes | 1998-01-01..1999-01-01 | vs 1997-01-01..1998-01-01"],
    ["the same for 2001", "unknown:"],
  ],
  [
    ["strikes by airport", "breakdown strikes by airports.name"],
    ["compare with 2000", "unknown:"],
    ["damage rate by animal size", "breakdown damage_rate by strikes.wildlife_size"],
    ["also by animal size", "unknown:"],
    ["and without damage?", "unknown:"],
  ],
  [
    ["strikes by year", "trend strikes by strikes.flight_date:year"],
    ["only Canada geese", "trend strikes by strikes.flight_date:year | species.name in Canada goose"],
    ["without Canada geese", "trend strikes by strikes.flight_date:year | species.name not-in Canada goose"],
    ["total cost by phase", "breakdown cost by strikes.phase"],
    ["what is our churn", "unknown: churn"],
    ["how many strikes are there", "value strikes"],
    ["for all time", "unknown:"],
    ["these by weekday", "breakdown strikes by strikes.flight_date~weekday"],
  ],
  [
    ["strikes by month in 2001", "trend strikes by strikes.flight_date:month | 2001-01-01..2002-01-01"],
    ["drill into March", "trend strikes by strikes.flight_date:month | 2001-03-01..2001-04-01"],
    ["how many of them were at night", "unknown:"],
    ["how many strikes in Texas", "value strikes | airports.state in Texas"],
    ["how many of them were at night", "value strikes | airports.state in Texas | strikes.time_of_day in Night"],
    ["zoom in on 1998", "value strikes | airports.state in Texas | strikes.time_of_day in Night | 1998-01-01..1999-01-01"],
    ["the costs", "ask rows: same all"],
    ["of strikes with damage", "value strikes | airports.state in Texas | strikes.time_of_day in Night | strikes.damage not-in None | 1998-01-01..1999-01-01"],
  ],
  [
    ["how many strikes in 2001", "value strikes | 2001-01-01..2002-01-01"],
    ["compare with 2000", "compare strikes | 2001-01-01..2002-01-01 | vs 2000-01-01..2001-01-01"],
    ["vs 1999", "compare strikes | 2001-01-01..2002-01-01 | vs 1999-01-01..2000-01-01"],
    ["and last year?", "value strikes | 2001-01-01..2002-01-01"],
    ["the same", "unknown:"],
    ["ok thanks", "unknown:"],
    ["why?", "change strikes by operators.name, airports.name, aircraft.model, species.name, strikes.phase, strikes.time_of_day | 2001-01-01..2002-01-01 | vs 2000-01-01..2001-01-01"],
    ["what about Boston?", "change strikes by operators.name, airports.name, aircraft.model, species.name, strikes.phase, strikes.time_of_day | airports.city in Boston | 2001-01-01..2002-01-01 | vs 2000-01-01..2001-01-01"],
    ["as a bar chart by phase", "unknown:"],
  ],
  [
    ["list the strikes at Denver in 2001", "list of strikes | airports.city in Denver | 2001-01-01..2002-01-01"],
    ["sort by cost", "list of strikes strikes.cost_total desc | airports.city in Denver | 2001-01-01..2002-01-01"],
    ["top 3", "list of strikes strikes.cost_total desc limit 3 | airports.city in Denver | 2001-01-01..2002-01-01"],
    ["only at night", "list of strikes strikes.cost_total desc limit 3 | airports.city in Denver | strikes.time_of_day in Night | 2001-01-01..2002-01-01"],
    ["by month", "trend strikes by strikes.flight_date:month | airports.city in Denver | strikes.time_of_day in Night | 2001-01-01..2002-01-01"],
  ],
  [
    ["what share of strikes happened at night", "share strikes share | strikes.time_of_day in Night"],
    ["and at dawn?", "share strikes share | strikes.time_of_day in Dawn"],
    ["in 1999", "share strikes share | strikes.time_of_day in Dawn | 1999-01-01..2000-01-01"],
    ["by phase", "unknown:"],
  ],
  [
    ["which airports had no strikes with damage", "absent of strikes by airports.name | never strikes.damage not-in None"],
    ["in Texas", "absent of strikes by airports.name | never strikes.damage not-in None | airports.state in Texas"],
    ["in 2001", "absent of strikes by airports.name | never strikes.damage not-in None | airports.state in Texas | 2001-01-01..2002-01-01"],
  ],
  [
    ["distribution of speed", "distribution of strikes strikes.speed_knots"],
    ["at night", "distribution of strikes strikes.speed_knots | strikes.time_of_day in Night"],
    ["by phase", "unknown:"],
  ],
];

describe.each(CONVERSATIONS.map((turns) => [turns[0]?.[0] ?? "", turns] as const))("after “%s”", (_first, turns) => {
  it("each turn is read in the light of the last answer", () => {
    let previous: Plan | undefined;
    for (const [question, outcome] of turns) {
      const understood = read(question, previous ? { previous } : {});
      expect(sayUnderstood(understood), question).toBe(outcome);
      if (understood.kind !== "plan") continue;
      expect(compile(understood.plan, model), question).toMatchObject({ ok: true });
      previous = understood.plan;
    }
  });
});

describe("a fragment", () => {
  it("says nothing alone", () => {
    for (const fragment of ["only the large ones", "those at night", "list them", "as a table", "top 3", "sort by cost", "the same for last year"]) {
      expect(read(fragment).kind, fragment).not.toBe("plan");
    }
  });

  it("never carries over filters into a whole question", () => {
    const first = read("how many strikes at night in 1998");
    const previous = first.kind === "plan" ? first.plan : undefined;
    expect(previous?.filters).toHaveLength(1);
    if (previous) expect(sayUnderstood(read("total cost by phase", { previous }))).toBe("breakdown cost by strikes.phase");
  });
});
