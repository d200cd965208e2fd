// The command line of the eval: its options, or what is wrong with them.
import { parseArgs } from "node:util";

export const USAGE = `npm run eval -- FILE.jsonl [--source ID] [--database-url postgres://…] [--model model.yaml] [--policy policy.json] [--tenant-column org_id]
  [--claims claims.json] [--llm] [--as-of YYYY-MM-DD] [--json OUT] [--threshold 0.98] [--verbose]

  --database-url  whose user may read all rows, for the gold; {db} in it, in --model and in --policy becomes the field "db" of each question
                  without it the demo is asked, or the schema of test/eval/schemas that "db" names, started for this run
  --model         drafted from the database where it is not given, as is the policy
  --claims        the asker's claims: a file, or the JSON itself
  --llm           asks the model of OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL_SMALL and OPENAI_MODEL_LARGE where the built-in planner passes
  --as-of         the day that "today" is; now where it is not given
  --threshold     lowest share of answers that must be right
  Ends with 0, with 1 below the threshold, with 2 where the file, a gold statement or the command is at fault.`;

const options = {
  source: { type: "string", default: "skyward" }, "database-url": { type: "string" }, model: { type: "string" }, policy: { type: "string" }, "tenant-column": { type: "string" },
  claims: { type: "string" }, llm: { type: "boolean", default: false }, "as-of": { type: "string" }, json: { type: "string" }, threshold: { type: "string", default: "0.98" },
  verbose: { type: "boolean", default: false }, help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parse>["values"];
export type Options = Omit<Values, "threshold"> & { file: string; threshold: number };

function parse(args: string[]) {
  return parseArgs({ args, options, allowPositionals: true });
}

/** @returns the options, or what to say in place of a run */
export function readOptions(args: string[]): { ok: true; options: Options } | { ok: false; problem?: string } {
  try {
    const { values, positionals: [file, ...more] } = parse(args);
    if (values.help) return { ok: false };
    const threshold = Number(values.threshold);
    if (!file || more.length > 0) return { ok: false, problem: "Name one file of questions." };
    if (!(threshold >= 0 && threshold <= 1)) return { ok: false, problem: "--threshold is a share from 0 to 1." };
    if (values["as-of"] && !isDay(values["as-of"])) return { ok: false, problem: "--as-of is a day, YYYY-MM-DD." };
    return { ok: true, options: { ...values, file, threshold } };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text));
}
