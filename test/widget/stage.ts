// What the widget's tests share: an element on the page, and a Worker that is scripted at the `fetch` boundary.
import { encodeEvent, type AskEvent, type QueryRequest } from "../../worker/protocol.ts";
import { defineMedhaAsk } from "../../widget/define.ts";
import type { MedhaAsk } from "../../widget/medha-ask.ts";

defineMedhaAsk();

/** One request as the scripted Worker saw it. */
export interface Seen { method: string; path: string; token: string | null; body: QueryRequest; signal: AbortSignal | undefined }

/** A reply: events to stream, or a response of its own. */
export type Script = (seen: Seen, count: number) => AskEvent[] | Response | Promise<Response>;

export interface Stub { fetch: typeof fetch; seen: Seen[] }

/** A `fetch` that answers questions by script; suggestions are what is given, or a 500. */
export function stubFetch(script: Script, suggestions?: string[]): Stub {
  const seen: Seen[] = [];
  const answer: typeof fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    init.signal?.throwIfAborted();
    if (url.pathname.endsWith("/suggestions")) return suggestions ? Response.json({ suggestions }) : new Response("down", { status: 500 });
    const body = JSON.parse(typeof init.body === "string" ? init.body : "{}") as QueryRequest;
    const one: Seen = { method: init.method ?? "GET", path: `${url.pathname}${url.search}`, token: new Headers(init.headers).get("authorization"), body, signal: init.signal ?? undefined };
    seen.push(one);
    const reply = await script(one, seen.length);
    return reply instanceof Response ? reply : stream(reply);
  };
  return { fetch: answer, seen };
}

/** Events as a stream that ends; `after` runs once they are out, before the end. */
export function stream(events: AskEvent[], after?: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const event of events) controller.enqueue(encoder.encode(encodeEvent(event)));
      await after?.(controller);
      if (!after) controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

/** A stream that sends these events and then neither ends nor says more, until the request is aborted. */
export function hanging(events: AskEvent[], signal?: AbortSignal): Response {
  return stream(events, (controller) => {
    signal?.addEventListener("abort", () => controller.error(signal.reason), { once: true });
  });
}

export function refusal(code: string, status: number, message = ""): Response {
  return Response.json({ error: { code, message, retryable: true, requestId: "r-1" } }, { status });
}

const mounted = new Set<Element>();

/** Puts an element on the page. */
export async function mount(stub: Stub, attributes: Record<string, string> = {}, parent: Element = document.body): Promise<MedhaAsk> {
  const element = document.createElement("medha-ask") as MedhaAsk;
  for (const [name, value] of Object.entries({ endpoint: "https://worker.test", source: "skyward", locale: "en", ...attributes })) element.setAttribute(name, value);
  element.fetch = stub.fetch;
  element.tokenProvider = () => "token-1";
  parent.append(element);
  mounted.add(element);
  await element.updateComplete;
  return element;
}

/** Takes everything off the page again. */
export function clear(): void {
  for (const element of mounted) element.remove();
  mounted.clear();
}

export const find = <T extends Element = HTMLElement>(element: MedhaAsk, selector: string): T => {
  const found = element.renderRoot.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

export const all = (element: MedhaAsk, selector: string): HTMLElement[] => [...element.renderRoot.querySelectorAll<HTMLElement>(selector)];

/** The text of all cards, as a reader sees it. */
export const text = (element: MedhaAsk): string => (element.renderRoot.querySelector<HTMLElement>(".root")?.innerText ?? "").replace(/\s+/gu, " ");

/** Waits until something holds, a render at a time. */
export async function until(holds: () => boolean, what = holds.toString()): Promise<void> {
  const end = performance.now() + 4_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Types into the question box as a person would. */
export function type(element: MedhaAsk, words: string): HTMLTextAreaElement {
  const box = find<HTMLTextAreaElement>(element, "textarea");
  box.focus();
  box.value = words;
  box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  return box;
}

export function press(target: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}
