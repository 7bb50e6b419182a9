// The runtimes that run a file, and the command line.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { hold } from "./outcome.js";
import { makeProject } from "./project.js";

/**
 * @param {string} runtime as README names it
 * @param {string} program
 * @param {string[]} [args] what comes before the file
 */
export function tryScript(runtime, program, args = []) {
  const project = makeProject(runtime.toLowerCase().replace(/\W+/g, "-"), "script");
  const run = (...rest) => {
    const { status, stdout, stderr, error } = spawnSync(program, [...args, ...rest], { cwd: project, encoding: "utf8" });
    if (error) throw error;
    return { status, stdout, output: stdout + stderr };
  };

  const script = run("main.js");
  assert.equal(script.status, 0, script.output);
  const { name, version, outcome } = JSON.parse(script.stdout);
  assert.equal(name, "backend-message");

  writeFileSync(join(project, "broken.json"), '{"id":"m-1","role":"user","sessionId":"s-17","userInput":5}\n');
  const command = run("node_modules/backend-message/cli.js", "check", "broken.json");
  assert.equal(command.status, 1, command.output);
  assert.match(command.output, /broken\.json:1:58 /);

  hold({ runtime, version, tried: "every entry, the command line", outcome });
}
