import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

import { tryPage } from "./support/page.js";
import { makeProject } from "./support/project.js";

test("esbuild", async () => {
  const project = makeProject("esbuild", "plain");
  const { warnings } = await build({
    absWorkingDir: project,
    entryPoints: ["app.js"],
    outdir: "dist",
    bundle: true,
    minify: true,
    format: "esm",
  });
  assert.deepEqual(warnings, []);
  await tryPage("esbuild", { project, script: "dist/app.js" });
});
