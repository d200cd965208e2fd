import { expect } from "@esm-bundle/chai";
import { readEvents } from "../../widget/read-events.ts";
import { encodeEvent, type AskEvent } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";

const events = answerEvents(SPECS.line);
const bytes = new TextEncoder().encode(events.map(encodeEvent).join(""));

function bodyOf(chunks: Uint8Array[], end: "close" | "hang" | "break" = "close", onCancel = () => {}): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      if (end === "close") controller.close();
    },
    pull(controller) {
      if (end === "break") controller.error(new TypeError("network error"));
    },
    cancel: onCancel,
  });
}

async function collect(body: ReadableStream<Uint8Array>, idle = 1_000): Promise<AskEvent[]> {
  const found: AskEvent[] = [];
  for await (const event of readEvents(body, idle)) found.push(event);
  return found;
}

describe("reading a stream", () => {
  it("gives the same events however the bytes are cut", async () => {
    for (const size of [1, 7, 64, bytes.length]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.slice(index * size, (index + 1) * size));
      expect(await collect(bodyOf(chunks))).to.deep.equal(events);
    }
  });

  it("keeps signs of several bytes whole across chunks", async () => {
    const event: AskEvent = { type: "sql", sql: "SELECT 'Zürich – 東京 ✈'" };
    const all = new TextEncoder().encode(encodeEvent(event));
    expect(await collect(bodyOf([...all].map((byte) => Uint8Array.of(byte))))).to.deep.equal([event]);
  });

  it("passes over unknown types, broken JSON, comments and wrong shapes", async () => {
    const noise = ': ping\n\nevent: future\ndata: {"type":"future"}\n\ndata: {oops\n\ndata: {"type":"table","columns":3}\n\ndata: null\n\n';
    const found = await collect(bodyOf([new TextEncoder().encode(noise + encodeEvent({ type: "sql", sql: "x" }))]));
    expect(found).to.deep.equal([{ type: "sql", sql: "x" }]);
  });

  it("gives what arrived, then throws, when the connection breaks", async () => {
    const found: AskEvent[] = [];
    let problem: unknown;
    try {
      for await (const event of readEvents(bodyOf([bytes.slice(0, 400)], "break"), 1_000)) found.push(event);
    } catch (error) {
      problem = error;
    }
    expect(found.length).to.be.greaterThan(0);
    expect(problem).to.be.instanceOf(TypeError);
  });

  it("gives up on silence and lets go of the body", async () => {
    let cancelled = false;
    const body = bodyOf([bytes.slice(0, 400)], "hang", () => {
      cancelled = true;
    });
    const problem = await collect(body, 30).catch((error: unknown) => error);
    expect(problem).to.be.instanceOf(Error);
    expect(cancelled).to.equal(true);
  });

  it("lets go of the body when its reader leaves", async () => {
    let cancelled = false;
    const body = bodyOf([bytes], "hang", () => {
      cancelled = true;
    });
    for await (const event of readEvents(body, 1_000)) if (event.type === "plan") break;
    expect(cancelled).to.equal(true);
  });
});
