// Reads and rewrites the memory section of a WebAssembly binary (core specification, section 5.5.8).

/** Limits of the module's own memory in pages of 64 KiB, and where the initial one stands in the file. */
export interface Memory { initial: number; at: number; width: number; sectionSizeAt: number; sectionSizeWidth: number; sectionSize: number }

const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;

/** @throws Error when the binary declares no memory section with one memory */
export function readMemory(binary: Uint8Array): Memory {
  for (let at = HEADER_BYTES; at < binary.length; ) {
    const size = readLeb(binary, at + 1);
    const body = at + 1 + size.width;
    if (binary[at] === MEMORY_SECTION) return readSection(binary, body, { sectionSizeAt: at + 1, sectionSizeWidth: size.width, sectionSize: size.value });
    at = body + size.value;
  }
  throw new Error("the wasm module declares no memory");
}

/** A copy of the binary whose memory starts with `pages` pages; all sizes that depend on it are re-encoded. */
export function withInitialPages(binary: Uint8Array, pages: number): Uint8Array {
  const memory = readMemory(binary);
  const encoded = writeLeb(pages);
  const size = writeLeb(memory.sectionSize - memory.width + encoded.length);
  return Uint8Array.from([
    ...binary.subarray(0, memory.sectionSizeAt), ...size,
    ...binary.subarray(memory.sectionSizeAt + memory.sectionSizeWidth, memory.at), ...encoded,
    ...binary.subarray(memory.at + memory.width),
  ]);
}

function readSection(binary: Uint8Array, body: number, section: Pick<Memory, "sectionSizeAt" | "sectionSizeWidth" | "sectionSize">): Memory {
  const count = readLeb(binary, body);
  if (count.value !== 1) throw new Error("the wasm module declares more than one memory");
  const at = body + count.width + 1;
  const initial = readLeb(binary, at);
  return { initial: initial.value, at, width: initial.width, ...section };
}

function readLeb(binary: Uint8Array, at: number): { value: number; width: number } {
  let value = 0;
  for (let width = 0; width < 5; width++) {
    const byte = binary[at + width] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * width);
    if (byte < 0x80) return { value, width: width + 1 };
  }
  throw new Error("malformed number in the wasm module");
}

function writeLeb(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...writeLeb(Math.floor(value / 128))];
}
