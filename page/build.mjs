// Builds the page into bot/playground/page/: one script, one style sheet, and the hash of what they were made from.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "bot", "playground", "built");

await build({
  entryPoints: { page: join(here, "src", "main.tsx") },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  charset: "utf8",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "linked",
  external: ["/page/fonts/*"],
});

copyFileSync(join(here, "src", "index.html"), join(out, "index.html"));

export function sourcesHash() {
  const digest = createHash("sha256");
  const sources = readdirSync(join(here, "src")).sort().map((name) => join("src", name));
  for (const name of ["build.mjs", "package-lock.json", ...sources]) {
    digest.update(name + "\n");
    digest.update(readFileSync(join(here, name)));
  }
  return digest.digest("hex");
}

writeFileSync(join(out, "sources.sha256"), sourcesHash() + "\n");
