import { expect } from "@esm-bundle/chai";
import { loadSuggestions, sendQuestion, type Connection, type Reply } from "../../widget/connection.ts";
import { refusal, stubFetch, type Script, type Stub } from "./stage.ts";

const QUESTION = { question: "how many?", sourceId: "skyward" };

function connect(stub: Stub, more: Partial<Connection> = {}): Connection {
  return { endpoint: "https://worker.test/", source: "skyward", tokenProvider: () => "t", fetch: stub.fetch, ...more };
}

async function send(script: Script, more: Partial<Connection> = {}, signal = new AbortController().signal): Promise<{ reply: Reply; stub: Stub }> {
  const stub = stubFetch(script);
  return { reply: await sendQuestion(QUESTION, connect(stub, more), signal), stub };
}

const codeOf = (reply: Reply) => (reply.ok ? "ok" : reply.error.code);

describe("a request", () => {
  it("goes to the query address with the token and the question", async () => {
    const { reply, stub } = await send(() => []);
    expect(reply.ok).to.equal(true);
    expect(stub.seen[0]).to.deep.include({ path: "/api/v1/query", token: "Bearer t", body: QUESTION });
  });

  it("asks for a new token once when the old one has expired", async () => {
    let given = 0;
    const { reply, stub } = await send(({ token }) => (token === "Bearer t1" ? refusal("token_expired", 401) : []), { tokenProvider: () => `t${++given}` });
    expect(reply.ok).to.equal(true);
    expect(stub.seen.map(({ token }) => token)).to.deep.equal(["Bearer t1", "Bearer t2"]);
  });

  it("does not ask a third time", async () => {
    const { reply, stub } = await send(() => refusal("token_expired", 401));
    expect(codeOf(reply)).to.equal("token_expired");
    expect(stub.seen).to.have.length(2);
  });

  it("does not repeat a forged token", async () => {
    const { reply, stub } = await send(() => refusal("token_invalid", 401));
    expect(codeOf(reply)).to.equal("token_invalid");
    expect(stub.seen).to.have.length(1);
  });

  it("keeps the Worker's message", async () => {
    const { reply } = await send(() => refusal("rate_limited", 429, "Try again in 12 seconds."));
    expect(reply).to.deep.equal({ ok: false, error: { code: "rate_limited", message: "Try again in 12 seconds.", retryable: true, requestId: "r-1" } });
  });

  for (const [status, code] of [[401, "unauthorized"], [403, "forbidden"], [404, "not_found"], [418, "internal"], [429, "rate_limited"], [500, "internal"], [502, "connection_lost"], [504, "query_timeout"]] as const) {
    it(`names a bare ${status} ${code}`, async () => {
      const { reply } = await send(() => new Response("<html>proxy</html>", { status }));
      expect(codeOf(reply)).to.equal(code);
    });
  }

  it("does not trust an unknown code", async () => {
    const { reply } = await send(() => Response.json({ error: { code: "<script>", message: "x" } }, { status: 500 }));
    expect(codeOf(reply)).to.equal("internal");
  });

  it("survives a body of null", async () => {
    const { reply } = await send(() => Response.json(null, { status: 500 }));
    expect(codeOf(reply)).to.equal("internal");
  });

  it("calls a network failure a lost connection", async () => {
    const { reply } = await send(() => Promise.reject(new TypeError("Failed to fetch")));
    expect(codeOf(reply)).to.equal("connection_lost");
  });

  it("calls an aborted request cancelled", async () => {
    const { reply } = await send(() => [], {}, AbortSignal.abort());
    expect(codeOf(reply)).to.equal("cancelled");
  });

  it("takes a provider that throws, rejects or gives nothing as not signed in", async () => {
    const providers = [() => { throw new Error("no"); }, () => Promise.reject(new Error("no")), () => ""];
    for (const tokenProvider of providers) {
      const { reply, stub } = await send(() => [], { tokenProvider });
      expect(codeOf(reply)).to.equal("unauthorized");
      expect(stub.seen).to.have.length(0);
    }
  });

  it("says that it is not set up, without asking anybody", async () => {
    for (const missing of [{ endpoint: "" }, { source: "" }, { tokenProvider: undefined }]) expect(codeOf((await send(() => [], missing)).reply)).to.equal("not_configured");
  });
});

describe("suggestions", () => {
  const ask = (stub: Stub) => loadSuggestions(connect(stub), new AbortController().signal);

  it("are those of the source, six at most", async () => {
    expect(await ask(stubFetch(() => [], ["a", "b", "c", "d", "e", "f", "g"]))).to.deep.equal(["a", "b", "c", "d", "e", "f"]);
  });

  it("are none when they can't be had", async () => {
    expect(await ask(stubFetch(() => []))).to.deep.equal([]);
  });

  it("are only texts", async () => {
    const odd = { seen: [], fetch: () => Promise.resolve(Response.json({ suggestions: [1, null, "ok", {}] })) };
    expect(await ask(odd)).to.deep.equal(["ok"]);
    expect(await ask({ ...odd, fetch: () => Promise.resolve(new Response("not json")) })).to.deep.equal([]);
  });
});
