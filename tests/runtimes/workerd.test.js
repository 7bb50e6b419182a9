// The runtime of Cloudflare's workers, with a worker bundled as its tools do: the wasm stays a module of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { build } from "esbuild";

import { hold } from "./support/outcome.js";
import { WORKERD } from "./support/programs.js";
import { makeProject } from "./support/project.js";

test("workerd", async () => {
  const project = makeProject("workerd", "workerd");
  await build({
    absWorkingDir: project,
    entryPoints: ["worker.js"],
    outfile: join(project, "bundle.js"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    plugins: [{ name: "wasm is a module", setup: (bundler) => bundler.onResolve({ filter: /\.wasm$/ }, () => ({ path: "backend-message.wasm", external: true })) }],
    logLevel: "warning",
  });

  const version = (await text(spawn(WORKERD(), ["--version"]).stdout)).trim().replace("workerd ", "");
  const worker = spawn(WORKERD(), ["serve", "config.capnp", "--control-fd=3"], {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(worker, "exit");
  try {
    // It tells its port, or ends.
    const [address] = await Promise.race([once(createInterface(worker.stdio[3]), "line"), ended.then(() => ["{}"])]);
    const { port } = JSON.parse(address);
    if (port === undefined) throw new Error("workerd ended without serving");
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const body = await response.text();
    if (!response.ok) throw new Error(`workerd answered ${response.status}: ${body}`);
    hold({ runtime: "workerd", version, tried: "every entry, bundled by esbuild", outcome: JSON.parse(body) });
  } finally {
    worker.kill();
    await ended;
  }
});
