// `npm run reset`: forgets the demo's state, unless a demo runs on it.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { explainFileError } from "./start-problem.ts";
import { holderOf, stateFolder } from "./state-folder.ts";

/** What the demo writes; a folder with anything else in it is not ours to empty. */
const OURS = new Set(["skyward", "skyward.made", "medha", "medha.made", "wrangler", "secrets.json", "signing-key.json", "worker.env", "worker.log", "running.pid"]);

const folder = stateFolder(process.env);
const problem = reset();
if (problem) console.error(problem);
else console.log(`Cleared ${folder}. The next npm start makes it anew.`);
process.exitCode = problem ? 1 : 0;

function reset(): string | undefined {
  if (!existsSync(folder)) return undefined;
  try {
    const holder = holderOf(folder);
    if (holder !== undefined) return `The demo is running (process ${holder}). Stop it first.`;
    const foreign = readdirSync(folder).find((name) => !OURS.has(name));
    if (foreign) return `${folder} holds ${foreign}, which is not the demo's: nothing was removed.`;
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  } catch (error) {
    const explained = explainFileError(error, folder);
    if (explained instanceof Error) return explained.message;
    throw error;
  }
}
