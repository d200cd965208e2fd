// How often findings claim what is not there, and find what is: seeded tables of noise, bare and with something planted. `--runs=400`, `--seed=1`, `--json`.
import { falseFindings, NOISE, PLANTS, power, SHAPES, type Rate } from "./insights-runs.ts";
import { tableOf } from "./samples.ts";

const option = (name: string, otherwise: number): number => Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1] ?? otherwise);
const runs = option("runs", 400);
const seed = option("seed", 1);
const shapes = Object.keys(SHAPES);

const noise = Object.keys(NOISE).flatMap((kind, at) => shapes.map((shape, of) => falseFindings(kind, shape, runs, seed + 100 * at + of)));
const planted = Object.keys(PLANTS).flatMap((kind, at) => shapes.map((shape, of) => power(kind, shape, runs, seed + 5_000 + 100 * at + of)));

console.log(`insights: ${runs} seeded tables a row, 24 months (48 with a season); part of them in %, with its 95 % interval`);
console.log(tableOf([["tables with any false finding", "%", "interval", "goal at most"], ...noise.map((rate) => line(rate))]));
console.log("");
console.log(tableOf([["planted in AR .3 noise, and found", "%", "interval", "goal at least"], ...planted.map((rate) => line(rate))]));
if (process.argv.includes("--json")) console.log(JSON.stringify({ runs, seed, noise, planted }));

function line({ name, share, lower, upper, goal }: Rate): string[] {
  const percent = (value: number): string => (100 * value).toFixed(1);
  return [name, percent(share), `${percent(lower)} – ${percent(upper)}`, goal === undefined ? "" : percent(goal)];
}
