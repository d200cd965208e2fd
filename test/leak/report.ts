// The table a person reads, and the same as JSON.
import type { Campaign } from "./campaign.ts";
import type { Finding } from "./checks.ts";
import { sortFindings } from "./open-findings.ts";
import type { Exchange } from "./send.ts";

export interface Row { mode: string; category: string; attacks: number; answered: number; declined: number; refused: number; leaks: number }

/** One row for each category of each campaign. Findings that belong to no attack have rows of their own. */
export function rowsOf(campaigns: Campaign[]): Row[] {
  return campaigns.flatMap(({ mode, exchanges, findings }) => {
    const groups = Object.entries(Object.groupBy(exchanges, ({ attack }) => attack.category));
    const known = new Set(groups.map(([category]) => category));
    const others = Object.entries(Object.groupBy(findings.filter(({ category }) => !known.has(category)), ({ category }) => category));
    return [
      ...groups.map(([category, group]) => rowOf(mode, category, group ?? [], findings)),
      ...others.map(([category, group]) => ({ mode, category, attacks: 0, answered: 0, declined: 0, refused: 0, leaks: group?.length ?? 0 })),
    ];
  });
}

function rowOf(mode: string, category: string, exchanges: Exchange[], findings: Finding[]): Row {
  const outcomes = exchanges.map(outcomeOf);
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  return { mode, category, attacks: exchanges.length, answered: count("answered"), declined: count("declined"), refused: count("refused"), leaks: findings.filter((finding) => finding.category === category).length };
}

type Outcome = "answered" | "declined" | "refused";

/** By the last call: rows or a page, an honest no or a question back, or an error. */
export function outcomeOf({ heard }: Exchange): Outcome {
  const last = heard.at(-1);
  if (!last || last.status === 0 || last.status >= 400 || /^event: error$/mu.test(last.body)) return "refused";
  return /^event: (?:cannot|clarify)$|^\{.*"(?:cannot|clarify)":\{/mu.test(last.body) ? "declined" : "answered";
}

const SHOWN = 25;

/** @returns lines to print; the last one says it all */
export function tableOf(campaigns: Campaign[], seconds: number): string {
  const rows = rowsOf(campaigns);
  const total = (key: "attacks" | "answered" | "declined" | "refused" | "leaks"): number => rows.reduce((sum, row) => sum + row[key], 0);
  const line = (cells: (string | number)[]): string => cells.map((cell, index) => (index === 0 ? String(cell).padEnd(38) : String(cell).padStart(9))).join("");
  const modes = campaigns.flatMap(({ mode }) => [
    line([mode, "attacks", "answered", "declined", "refused", "leaks"]),
    ...rows.filter((row) => row.mode === mode).map((row) => line([`  ${row.category}`, row.attacks, row.answered, row.declined, row.refused, row.leaks])),
    "",
  ]);
  const { fresh, open } = sortFindings(campaigns.flatMap(({ findings }) => findings));
  const verdict = fresh.length > 0 ? `${fresh.length} FINDINGS` : open.length > 0 ? `nothing new found, ${open.length} kinds known and open` : "no influence found";
  return [
    ...modes, line(["all", total("attacks"), total("answered"), total("declined"), total("refused"), total("leaks")]), "",
    ...linesOf(fresh),
    ...open.map(({ entry, findings }) => `  open (open-findings.ts), ${findings.length} times: ${entry.why}`),
    `leak test: ${total("attacks")} attacks in ${seconds.toFixed(0)} s, ${verdict}`,
  ].join("\n");
}

function linesOf(findings: Finding[]): string[] {
  const shown = findings.slice(0, SHOWN).map(({ check, by, category, attack, what }) => `  ${check}, told to ${by.toUpperCase()}: ${category}: ${attack.slice(0, 140)}\n      ${what.slice(0, 300)}`);
  return findings.length > SHOWN ? [...shown, `  … and ${findings.length - SHOWN} more`] : shown;
}
