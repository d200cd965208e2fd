// Stands in for a hosted embedding model: hashed letter trigrams. It finds questions that share spelling, not meaning.

export const DIMENSION = 256;

/** A unit vector of a text. Equal after case, accents and punctuation are dropped: equal vectors. */
export function embedTrigrams(text: string): number[] {
  const vector = Array.from({ length: DIMENSION }, () => 0);
  for (const trigram of trigramsOf(text)) {
    const at = fnv1a(trigram) % DIMENSION;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function trigramsOf(text: string): string[] {
  const letters = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const padded = Array.from(`  ${letters} `);
  return padded.slice(0, -2).map((_, index) => padded.slice(index, index + 3).join(""));
}

/** 32-bit FNV-1a. */
function fnv1a(text: string): number {
  let hash = 2_166_136_261;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16_777_619);
  return hash >>> 0;
}
