// The test runners that have a way of their own to load modules.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { hold } from "./outcome.js";
import { makeProject } from "./project.js";

const require = createRequire(import.meta.url);

/**
 * @param {string} runtime as README names it
 * @param {string} node the program that runs it
 * @param {string[]} args the runner's script comes behind them
 * @param {string} script of the package
 * @param {string[]} rest
 */
export function tryRunner(runtime, node, args, script, rest) {
  const name = runtime.toLowerCase();
  const project = makeProject(name, name);
  const manifest = require.resolve(`${name}/package.json`);
  const { status, stdout, stderr, error } = spawnSync(node, [...args, join(manifest, "..", script), ...rest], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, CI: "1", NODE_TEST_CONTEXT: undefined },
  });
  if (error) throw error;
  assert.equal(status, 0, stdout + stderr);
  const outcome = JSON.parse(readFileSync(join(project, "outcome.json"), "utf8"));
  hold({ runtime, version: JSON.parse(readFileSync(manifest, "utf8")).version, tried: "every entry, in a test", outcome });
}
