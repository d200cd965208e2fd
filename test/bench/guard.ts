// CPU of the guard on ten typical and ten large statements, beside node-sql-parser's parse and print and the bare parser, in one run.
import { benchInWorkerd, guardReport } from "./guard-workerd.ts";

const groups = await benchInWorkerd();
console.log("guard, in workerd serve: milliseconds per statement, the three in turns");
console.log(guardReport(groups));
if (process.argv.includes("--json")) console.log(JSON.stringify(groups));
