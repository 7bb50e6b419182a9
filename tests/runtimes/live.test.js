// The acceptance cases of the live conversation, in Bun and Deno. They need no permission, and are one file.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { BUN, DENO } from "./support/programs.js";

const script = fileURLToPath(new URL("projects/live-cases.js", import.meta.url));
await build({
  stdin: {
    contents: `
      import * as live from "backend-message/live";
      import { runCases } from "../live/run-cases.js";
      console.log(JSON.stringify(await runCases(live)));
    `,
    resolveDir: fileURLToPath(new URL(".", import.meta.url)),
  },
  bundle: true,
  format: "esm",
  outfile: script,
});

for (const [runtime, program, args] of [["Bun", BUN(), []], ["Deno", DENO(), ["run", "--quiet", "--no-remote"]]]) {
  test(`the acceptance cases of the live conversation in ${runtime}`, () => {
    const { stdout, stderr } = spawnSync(program, [...args, script], { encoding: "utf8" });
    assert.deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), { ran: 40, wrong: [] });
  });
}
