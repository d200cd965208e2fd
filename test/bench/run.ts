// `npm run bench [name]`: benchmarks are programs that print what they measured; they assert nothing.
export {};

const BENCHES: Record<string, () => Promise<unknown>> = {
  guard: () => import("./guard.ts"),
  explain: () => import("./explain.ts"),
  insights: () => import("./insights.ts"),
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = names.find((name) => !BENCHES[name]);
if (unknown) {
  console.error(`No bench is called ${unknown}. There are: ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(1);
}
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await BENCHES[name]?.();
