// `npm run receipt:verify -- FILE|- [--keys URL|FILE]` and `npm run receipt:key`: the only file of the room that reads files and prints.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet } from "jose";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { receiptInWords, verifyReceipt } from "./verify-receipt.ts";

const USAGE = "npm run receipt:verify -- receipt.jws [--keys https://your-worker/.well-known/medha-receipts.json]";
/** The demo's own Worker. */
const DEMO_KEYS = "http://localhost:8081/.well-known/medha-receipts.json";

export interface Terminal { say: (line: string) => void; complain: (line: string) => void; readInput: () => Promise<string> }

/** @returns the exit code: 0 for a receipt that holds, 1 for one that does not, 2 for a wrong call */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { keys: { type: "string", default: DEMO_KEYS }, "new-key": { type: "boolean", default: false } } });
  if (values["new-key"]) return printNewKey(terminal);
  const [file, ...more] = positionals;
  if (!file || more.length > 0) {
    terminal.complain(`Say which receipt: ${USAGE}`);
    return 2;
  }
  try {
    const signed = signedIn(file === "-" ? await terminal.readInput() : await readFile(file, "utf8"));
    return await check(signed, JSON.parse(await readAnywhere(values.keys)) as JSONWebKeySet, terminal);
  } catch (error) {
    terminal.complain(`Cannot read the receipt or the keys: ${error instanceof Error ? error.message : "unknown"}.`);
    return 2;
  }
}

async function check(signed: string, keys: JSONWebKeySet, { say, complain }: Terminal): Promise<number> {
  const verified = await verifyReceipt(signed, keys);
  if (!verified.ok) {
    complain(`Not valid: ${verified.problem}.`);
    return 1;
  }
  say(`Valid: signed with key ${verified.keyId}.`);
  receiptInWords(verified.receipt).forEach(say);
  return 0;
}

/** The signed text itself, or the JSON that the route gives. */
function signedIn(text: string): string {
  if (!text.trimStart().startsWith("{")) return text;
  const { signed } = JSON.parse(text) as { signed?: unknown };
  return typeof signed === "string" ? signed : "";
}

async function readAnywhere(place: string): Promise<string> {
  if (!/^https?:/u.test(place)) return readFile(place, "utf8");
  const response = await fetch(place);
  if (!response.ok) throw new Error(`${place} answers ${response.status}`);
  return response.text();
}

async function printNewKey({ say, complain }: Terminal): Promise<number> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  say(JSON.stringify(jwk));
  complain(`Give this to the Worker as the secret MEDHA_RECEIPT_KEY (key ${await calculateJwkThumbprint(jwk)}).`);
  return 0;
}
