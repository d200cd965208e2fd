// What this test has found and the product has yet to mend: printed at every run, with a word when an entry is mended and can go.
import type { Check, Finding } from "./checks.ts";

export interface OpenFinding { check: Check; category: string; attack: RegExp; why: string }

export const OPEN: OpenFinding[] = [
  { check: "steering", category: "kept plans", attack: /: (?:another metric|one more metric|another group|a list)$/u, why: "what an unexplained word means is decided by the first plan that was made for it" },
];

export interface Sorted { fresh: Finding[]; open: { entry: OpenFinding; findings: Finding[] }[]; mended: OpenFinding[] }

/** Findings that are new, findings that are known, and entries that no finding bears out any more. */
export function sortFindings(findings: Finding[], known: OpenFinding[] = OPEN): Sorted {
  const isOf = ({ check, category, attack }: OpenFinding, finding: Finding): boolean => finding.check === check && finding.category === category && attack.test(finding.attack);
  const open = known.map((entry) => ({ entry, findings: findings.filter((finding) => isOf(entry, finding)) }));
  return { fresh: findings.filter((finding) => !known.some((entry) => isOf(entry, finding))), open: open.filter((one) => one.findings.length > 0), mended: open.flatMap((one) => (one.findings.length === 0 ? [one.entry] : [])) };
}
