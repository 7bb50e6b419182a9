import { test } from "node:test";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";

import { tryPage } from "./support/page.js";
import { makeProject } from "./support/project.js";

test("Rollup", async () => {
  const project = makeProject("rollup", "plain");
  const bundle = await rollup({
    input: `${project}/app.js`,
    // Rollup itself resolves no package's name.
    plugins: [nodeResolve({ browser: true })],
    onLog: (_level, { message }) => {
      throw new Error(message);
    },
  });
  await bundle.write({ dir: `${project}/dist`, format: "es" });
  await bundle.close();
  await tryPage("Rollup", { project, script: "dist/app.js" });
});
