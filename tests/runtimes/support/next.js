// An application that Next.js builds and serves.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { freePort } from "../../support/free-port.js";
import { PATIENCE } from "../../support/patience.js";
import { visitPage } from "./page.js";

/**
 * @param {string} directory the application's
 * @param {string[]} program Next's script, behind whatever runs it
 * @param {Record<string, string>} variables for it
 */
export function nextIn(directory, program, variables = {}) {
  const env = { ...process.env, ...variables, NEXT_TELEMETRY_DISABLED: "1", CI: "1", NODE_ENV: "production", NODE_TEST_CONTEXT: undefined };
  // A group of its own, so that Next ends with what runs it.
  const options = { cwd: directory, env, detached: true };
  return (args, stdio = "inherit") => spawn(process.execPath, [...program, ...args], { ...options, stdio: ["ignore", stdio, stdio] });
}

/**
 * Builds the application and visits its page.
 *
 * @param {string} directory the application's
 * @param {ReturnType<typeof nextIn>} next
 * @param {string[]} options of `next build`
 * @returns what the check told
 */
export async function tryNext(directory, next, options = []) {
  writeFileSync(join(directory, "public/favicon.ico"), "");
  const [status] = await once(next(["build", ...options]), "exit");
  assert.equal(status, 0, "`next build` failed; its words are above");

  const port = await freePort();
  const server = next(["start", `--port=${port}`, "--hostname=127.0.0.1"]);
  const ended = once(server, "exit");
  try {
    const url = `http://127.0.0.1:${port}/`;
    const html = await firstAnswer(url, server);
    assert.match(html, /From the server/);
    assert.match(html, /From the client/);
    return await visitPage(url);
  } finally {
    if (server.exitCode === null) process.kill(-server.pid);
    await ended;
  }
}

async function firstAnswer(url, server) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await (await fetch(url)).text();
    } catch (error) {
      if (Date.now() > end || server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
