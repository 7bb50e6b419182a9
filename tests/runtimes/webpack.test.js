import assert from "node:assert/strict";
import { test } from "node:test";
import { promisify } from "node:util";
import webpack from "webpack";

import { tryPage } from "./support/page.js";
import { makeProject } from "./support/project.js";

test("webpack", async () => {
  const project = makeProject("webpack", "webpack");
  const stats = await promisify(webpack)({
    context: project,
    mode: "production",
    entry: "./app.js",
    output: { path: `${project}/dist`, filename: "app.js" },
    // The wasm inside the default entry makes it larger than webpack's advice.
    performance: false,
  });
  assert.equal(stats.hasErrors() || stats.hasWarnings(), false, stats.toString());
  await tryPage("webpack", { project, script: "dist/app.js" });
});
