// The numbers and the failures as text for a terminal.
import type { Graded } from "./grade.ts";
import type { Score, Summary } from "./summary.ts";

const share = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** Tables of scores, then times. */
export function sayScores({ all, byCategory, byDatabase, byTier, latency, tokens }: Summary): string[] {
  const times = Object.entries(latency).map(([stage, { median, p95 }]) => `${stage} ${median.toFixed(0)}/${p95.toFixed(0)}`);
  return [
    ...sayTable("category", byCategory), ...(Object.keys(byDatabase).length > 1 ? sayTable("database", byDatabase) : []), ...sayTable("understood by", byTier), ...sayTable("", { all }),
    "", `precision ${share(all.precision)}   wrong answers ${share(all.wrongRate)} of all   coverage ${share(all.coverage)}   tokens ${tokens}`,
    `ms, median/p95: ${times.join("  ")}`,
  ];
}

function sayTable(title: string, scores: Record<string, Score>): string[] {
  const width = Math.max(title.length, ...Object.keys(scores).map((name) => name.length)) + 2;
  const rows = Object.entries(scores).map(([name, score]) => name.padEnd(width) + [score.cases, score.answered, score.right, score.wrong, score.asked, score.refused, score.failed].map((count) => String(count).padStart(9)).join("") + share(score.precision).padStart(11));
  return ["", title.padEnd(width) + ["cases", "answered", "right", "wrong", "asked", "refused", "failed"].map((name) => name.padStart(9)).join("") + "precision".padStart(11), ...rows];
}

/** Everything a person needs to see why one case came out as it did. */
export function sayCase({ id, question, grade, outcome, note, diff = [], goldProblem }: Graded, withSql: boolean): string[] {
  const { words, kind, tier, sql } = outcome;
  return [
    `${grade === "right" ? "✓" : "✗"} ${id} ${grade}${note ? ` (${note})` : ""}: ${question}`,
    `    ${kind}${tier ? ` by ${tier}` : ""}: ${words}`,
    ...(withSql && sql ? [`    ${sql.replaceAll(/\s+/gu, " ")}`] : []),
    ...diff.map((line) => `    ${line}`),
    ...(goldProblem ? [`    gold does not run: ${goldProblem}`] : []),
  ];
}
