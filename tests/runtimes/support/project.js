// Empty projects in which the packed tarball is installed, one for each runtime.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

import { textCases } from "../../support/cases.js";
import { texts } from "../../support/conformance.js";
import { TARBALL } from "../../support/workspace.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Makes the project, below this directory so that what runs in it finds the bundlers and frameworks installed here.
 * @param {string} name the directory's
 * @param {string} source the directory of `tests/runtimes` that has its files
 * @param {string} [assets] where in it `check.js` goes, for those who serve a directory
 * @returns {string} its path
 */
export function makeProject(name, source, assets = ".") {
  const directory = here(`../projects/${name}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, assets), { recursive: true });
  cpSync(here(`../${source}`), directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{ "private": true, "type": "module" }\n');
  npmInstall(directory, TARBALL);
  writeCheck(directory, assets);
  return directory;
}

/** Writes `check.js`, which reads no other file. */
export function writeCheck(directory, assets) {
  bundleCheck(join(directory, assets, "check.js"), tables(directory));
}

function npmInstall(directory, file) {
  // Offline: the package has no dependencies, so nothing may be asked for.
  execFileSync("npm", ["install", "--offline", "--no-package-lock", "--loglevel=error", file], { cwd: directory, stdio: "inherit" });
}

function bundleCheck(outfile, tables) {
  buildSync({ entryPoints: [here("check.js")], alias: { tables }, bundle: true, charset: "utf8", format: "esm", outfile, logLevel: "warning" });
}

/** A module with the table of cases and the corpus, which are files everywhere else. */
function tables(directory) {
  // For each project its own: they are made at the same time.
  const file = `${directory}.tables.js`;
  // As text: in a literal, a key `__proto__` would be none.
  const constant = ([name, value]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`;
  writeFileSync(file, Object.entries({ textCases: textCases.flatMap(({ cases }) => cases), texts }).map(constant).join(""));
  return file;
}
