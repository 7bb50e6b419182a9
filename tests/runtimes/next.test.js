// An application with the package in a component of the server and in one of the client.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { freePort } from "../support/free-port.js";
import { PATIENCE } from "../support/patience.js";
import { tryUrl } from "./support/page.js";
import { makeProject } from "./support/project.js";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");

test("Next.js", async () => {
  const project = makeProject("next", "next", "public");
  copyFileSync(`${project}/node_modules/backend-message/backend-message.wasm`, `${project}/public/backend-message.wasm`);
  writeFileSync(`${project}/public/favicon.ico`, "");

  const next = (...args) => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CI: "1", NODE_ENV: "production", NODE_TEST_CONTEXT: undefined };
    return spawn(process.execPath, [NEXT, ...args], { cwd: project, stdio: ["ignore", "inherit", "inherit"], env });
  };
  const [status] = await once(next("build"), "exit");
  assert.equal(status, 0, "`next build` failed; its words are above");

  const port = await freePort();
  const server = next("start", `--port=${port}`, "--hostname=127.0.0.1");
  const ended = once(server, "exit");
  try {
    const url = `http://127.0.0.1:${port}/`;
    const html = await firstAnswer(url, server);
    assert.match(html, /From the server/);
    assert.match(html, /From the client/);
    await tryUrl("Next.js", url);
  } finally {
    server.kill();
    await ended;
  }
});

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
