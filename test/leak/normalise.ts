// Takes out of a response what may differ between two runs of the same question: ids, times, signatures. All else is the answer.
import type { Heard } from "./send.ts";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu;
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/gu;
const DURATION = /"ms":\d+(?:\.\d+)?/gu;
const EPOCH = /"(iat|exp|nbf|at|expires)":\d{10,13}\b/gu;
const SIGNED = /eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+/gu;
const DATE_HEADER = /^(date|age|cf-ray|retry-after): .*$/gmu;

/** The same text for the same answer, whenever it was given. */
export function normalise({ status, headers, body }: Heard): string {
  return plain(`${status}\n${headers.replace(DATE_HEADER, "$1: …")}\n\n${body}`);
}

function plain(text: string): string {
  return text
    .replace(SIGNED, (_, payload: string) => `signed(${plain(Buffer.from(payload, "base64url").toString())})`)
    .replace(UUID, "<id>").replace(MOMENT, "<moment>").replace(DURATION, "\"ms\":…").replace(EPOCH, "\"$1\":…");
}

/** The first place where two texts part, with what is around it. */
export function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60).replaceAll("\n", "⏎");
  return `${around(one)} ≠ ${around(other)}`;
}
