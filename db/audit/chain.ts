// The chain of hashes of a tenant's audit: how an entry is hashed, and how a chain is proved.
import { createHash } from "node:crypto";
import { GENESIS, type ChainLink } from "./book.ts";

export interface ChainHead { seq: number; hash: string }

/** SHA-256 in hex of the hash before, the number and the text; `appendAudit` computes the same inside the database. */
function linkHash(previous: string, { seq, entry }: Pick<ChainLink, "seq" | "entry">): string {
  return createHash("sha256").update(`${previous}\n${seq}\n${entry}`, "utf8").digest("hex");
}

/**
 * Proves a stretch of one tenant's chain.
 * @param after the link before the stretch; the beginning where absent
 * @returns a sentence for each thing wrong; the first is the cause, later ones may follow from it
 */
export function checkLinks(tenant: string, links: ChainLink[], after: ChainHead = { seq: 0, hash: GENESIS }): string[] {
  const before = [after, ...links];
  return links.flatMap((link, at) => {
    const previous = before[at] ?? after;
    if (link.seq !== previous.seq + 1) return [`entry ${link.seq} follows ${previous.seq}: entries are missing or moved`];
    if (link.hash !== linkHash(previous.hash, link)) return [`entry ${link.seq} is not what was written`];
    return tenantOf(link.entry) === tenant ? [] : [`entry ${link.seq} is of another tenant`];
  });
}

/** Proves that a chain ends where its book says: entries cut off at the end leave no gap behind. */
export function checkEnd(last: ChainHead, head: ChainHead | undefined): string[] {
  if (head?.seq === last.seq && head.hash === last.hash) return [];
  return [head ? `the chain ends with entry ${last.seq}, but ${head.seq} were written` : "the end of the chain is not in the book"];
}

function tenantOf(entry: string): unknown {
  try {
    return (JSON.parse(entry) as { tenant?: unknown }).tenant;
  } catch {
    return undefined;
  }
}
