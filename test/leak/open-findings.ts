// What this test has found and the product has yet to mend: printed at every run, with a word when an entry is mended and can go.
import type { Check, Finding } from "./checks.ts";

export interface OpenFinding { check: Check; category: string; attack: RegExp; why: string }

export const OPEN: OpenFinding[] = [
  { check: "steering", category: "kept plans", attack: /: (?:a limit of its own|one row|the lowest row)$/u, why: "a kept plan keeps a limit that no question named: rows are cut off for every tenant that asks the same" },
  { check: "steering", category: "kept plans", attack: /: another order$/u, why: "a kept plan keeps an order that no question named" },
  { check: "steering", category: "kept plans", attack: /: (?:no )?empty cells$/u, why: "a kept plan keeps filters without values that no question named" },
  { check: "steering", category: "kept plans", attack: /: a segment nobody named$/u, why: "a kept plan keeps a segment that no question named" },
  { check: "steering", category: "kept plans", attack: /: shares$/u, why: "a kept plan turns numbers into shares that no question named" },
  { check: "steering", category: "kept plans", attack: /: nothing found$/u, why: "a plan whose filter is marked absent loses that filter, and is kept so" },
  { check: "steering", category: "kept plans", attack: /: (?:another metric|one more metric|another group|a list)$/u, why: "what an unexplained word means is decided by the first plan that was made for it" },
];

export interface Sorted { fresh: Finding[]; open: { entry: OpenFinding; findings: Finding[] }[]; mended: OpenFinding[] }

/** Findings that are new, findings that are known, and entries that no finding bears out any more. */
export function sortFindings(findings: Finding[], known: OpenFinding[] = OPEN): Sorted {
  const isOf = ({ check, category, attack }: OpenFinding, finding: Finding): boolean => finding.check === check && finding.category === category && attack.test(finding.attack);
  const open = known.map((entry) => ({ entry, findings: findings.filter((finding) => isOf(entry, finding)) }));
  return { fresh: findings.filter((finding) => !known.some((entry) => isOf(entry, finding))), open: open.filter((one) => one.findings.length > 0), mended: open.flatMap((one) => (one.findings.length === 0 ? [one.entry] : [])) };
}
