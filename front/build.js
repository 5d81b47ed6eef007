// Builds the stylesheet, the script and the fonts into the package's static files.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import * as esbuild from "esbuild";
import * as sass from "sass";

const into = "tilth/web/static/web/build";
const inter = "node_modules/@fontsource-variable/inter/files";

// One sheet for every page, one for what is drawn as PDF.
function styles() {
  return Promise.all(["tilth", "paper"].map(style));
}

async function style(name) {
  const { css } = await sass.compileAsync(`front/${name}.scss`, {
    loadPaths: ["node_modules", "front"],
    quietDeps: true,
    style: "compressed",
  });
  const small = await esbuild.transform(css, { loader: "css", minify: true, target: "safari15" });
  await writeFile(`${into}/${name}.css`, small.code);
}

function scripts() {
  return esbuild.build({
    entryPoints: ["front/tilth.js", "front/slip.js", "front/notes.js", "front/notes-worker.js", "front/leaving.js", "front/weave.js", "front/weave-map.js"],
    outdir: into,
    bundle: true,
    format: "esm",
    minify: true,
    legalComments: "none",
    target: "es2020",
  });
}

async function fonts() {
  for (const range of ["latin", "latin-ext"]) {
    await cp(`${inter}/inter-${range}-wght-normal.woff2`, `${into}/inter-${range}.woff2`);
  }
}

async function build() {
  await mkdir(into, { recursive: true });
  await Promise.all([styles(), scripts(), fonts()]);
  console.log("Built into", into);
}

if (!process.argv.includes("--watch")) await rm(into, { recursive: true, force: true });
await build();
if (process.argv.includes("--watch")) {
  let waiting;
  watch("front", { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => build().catch((fault) => console.error(fault.message)), 100);
  });
}
