// The entry of the receipt commands.
import { text } from "node:stream/consumers";
import { run } from "./cli.ts";

process.exitCode = await run(process.argv.slice(2), { say: (line) => console.log(line), complain: (line) => console.error(line), readInput: () => text(process.stdin) });
