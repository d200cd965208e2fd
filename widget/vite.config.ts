// Builds dist/: the one-file shell, its lazy chunks, and the headers a Worker must send with them. Prints what each weighs.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const outDir = join(root, "dist");

/** Plot can draw maps; this widget draws none, and d3-geo is an eighth of the chunk. Plot's doors to it lead to a small stand-in. */
export function withoutMaps(): Plugin {
  const stand = join(import.meta.dirname, "chart/no-maps.ts");
  return {
    name: "without-maps",
    enforce: "pre",
    resolveId(id, importer = "") {
      const fromPlot = importer.includes("@observablehq/plot/src/");
      if (fromPlot && id.endsWith("/projection.js")) return stand;
      return id === "d3-geo" ? stand : undefined;
    },
  };
}

/** Indentation inside templates and sheets is for people. */
function withoutIndentation(): Plugin {
  return {
    name: "without-indentation",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) if (file.type === "chunk") file.code = file.code.replace(/\n\s+/gu, "\n");
    },
  };
}

/** A module script is loaded with CORS, and its tenants' pages live on other origins; chunk names carry a hash. */
const HEADERS = `/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
/chunks/*
  Cache-Control: public, max-age=31536000, immutable
`;

/** What a Worker must send with the files, and what editors read about the element. */
function besides(): Plugin {
  return {
    name: "besides",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: HEADERS });
      this.emitFile({ type: "asset", fileName: "custom-elements.json", source: readFileSync(join(import.meta.dirname, "custom-elements.json"), "utf8") });
    },
  };
}

function sizes(): Plugin {
  return {
    name: "sizes",
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js")).sort()) {
        const code = readFileSync(join(outDir, name));
        console.log(`${name.padEnd(36)} ${String(code.length).padStart(7)} B  ${String(brotliCompressSync(code).length).padStart(6)} B brotli`);
      }
    },
  };
}

export default defineConfig({
  root,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir, emptyOutDir: true, target: "es2022", modulePreload: false, reportCompressedSize: false,
    rollupOptions: {
      input: join(root, "widget/index.ts"),
      preserveEntrySignatures: "allow-extension",
      output: { format: "es", entryFileNames: "medha-ask.js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
  plugins: [withoutMaps(), withoutIndentation(), besides(), sizes()],
});
