import { test } from "node:test";
import { build } from "vite";

import { tryPage } from "./support/page.js";
import { makeProject } from "./support/project.js";

test("Vite", async () => {
  const project = makeProject("vite", "vite");
  await build({
    root: project,
    base: "/made/dist/",
    configFile: false,
    logLevel: "warn",
    build: { rollupOptions: { input: `${project}/app.js`, output: { entryFileNames: "app.js" } } },
  });
  await tryPage("Vite", { project, script: "dist/app.js" });
});
