// A fetch for vendor clients that wait as long as `Retry-After` says: an asker does not, so long waits are not retried.

/** Seconds worth waiting before the one retry. */
const LONGEST_WAIT = 2;

/** Marks answers that ask for a long wait, in the way the OpenAI client understands. */
export function impatient(fetcher: typeof fetch): typeof fetch {
  return async (input: RequestInfo | URL, init?: RequestInit) => {
    const response = await fetcher(input, init);
    if (response.ok || waitOf(response.headers) <= LONGEST_WAIT) return response;
    const headers = new Headers(response.headers);
    headers.set("x-should-retry", "false");
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  };
}

/** Seconds; a date counts as long, nothing said as none. */
function waitOf(headers: Headers): number {
  const milliseconds = headers.get("retry-after-ms");
  if (milliseconds) return Number(milliseconds) / 1_000;
  const said = headers.get("retry-after");
  if (!said) return 0;
  return Number.isNaN(Number(said)) ? Number.POSITIVE_INFINITY : Number(said);
}
