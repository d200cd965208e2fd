// One JSON line per event. Fields are names, numbers and codes: never a question's text, SQL, a row or a key.
import type { Log } from "../ports.ts";

/** A log that writes lines by `write`, each with its time. */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  return {
    event(name, fields) {
      write(JSON.stringify({ ...fields, at: now().toISOString(), event: name }));
    },
  };
}
