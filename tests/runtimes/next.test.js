// An application with the package in a component of the server and in one of the client. `npm run test:next` does it with
// other package managers.

import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { nextIn, tryNext } from "./support/next.js";
import { holdPage } from "./support/page.js";
import { makeProject } from "./support/project.js";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");

test("Next.js", async () => {
  const project = makeProject("next", "next", "public");
  copyFileSync(`${project}/node_modules/backend-message/backend-message.wasm`, `${project}/public/backend-message.wasm`);
  holdPage("Next.js", await tryNext(project, nextIn(project, [NEXT])));
});
