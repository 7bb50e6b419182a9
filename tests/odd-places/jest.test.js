// Jest in its default, CommonJS, and with the environments that pretend to be a page.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const JEST = join(dirname(require.resolve("jest/package.json")), "bin/jest.js");
const INSTALLED = join(here, "../../build/installed/node_modules/backend-message");

/** A project below this directory, so that what runs in it finds Jest and the environments. */
function makeProject(name, config) {
  const directory = join(here, "projects", name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  cpSync(join(here, "jest"), directory, { recursive: true });
  // A copy, as Jest sees what a link points to, which lies elsewhere.
  cpSync(INSTALLED, join(directory, "node_modules/backend-message"), { recursive: true });
  writeFileSync(join(directory, "package.json"), JSON.stringify({ private: true, type: "module", jest: config }));
  return directory;
}

function run(name, { flags = [], ...config }) {
  const cwd = makeProject(name, config);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, JEST, "--rootDir=.", "--runInBand", "--no-cache"], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, CI: "1", NODE_TEST_CONTEXT: undefined },
  });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stderr, /Tests: +[1-9]\d* passed/);
}

const MODULES = ["--experimental-vm-modules"];

for (const environment of ["jsdom", "@happy-dom/jest-environment"]) {
  test(`Jest with ${environment}`, () =>
    run(environment.replace(/\W/g, "-"), { flags: MODULES, testEnvironment: environment, testMatch: ["**/module.test.js"] }));
}

test("Jest in CommonJS: import()", () => run("commonjs", { flags: MODULES, testMatch: ["**/commonjs.test.cjs"] }));

// docs/runtimes.md has these lines.
test("Jest in CommonJS: require(), with the package transformed", () =>
  run("required", {
    testMatch: ["**/required.test.cjs"],
    transform: { "\\.[cm]?js$": ["babel-jest", { plugins: ["@babel/plugin-transform-modules-commonjs"] }] },
    transformIgnorePatterns: ["/node_modules/(?!backend-message/)"],
  }));
