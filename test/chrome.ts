// Where the browser tests find Chrome: an installed one, else the build that comes with the npm package.
import { existsSync } from "node:fs";

/** @returns path of an executable, and the flags it needs here */
export async function findChrome(): Promise<{ executablePath: string; args: string[] }> {
  const args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"];
  if (process.getuid?.() === 0 || process.env.CI) args.push("--no-sandbox");
  const installed = [process.env.CHROME_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"].find((path) => path && existsSync(path));
  if (installed) return { executablePath: installed, args };
  // The package unpacks its libraries only where it believes to run on Lambda.
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  return { executablePath: await chromium.executablePath(), args };
}
