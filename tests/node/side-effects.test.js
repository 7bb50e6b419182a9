// What an entry does when it is imported, such as bringing the wasm, must outlive bundlers that drop modules without
// effects, wherever the package's own bundling has put it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const SCRIPTS = {
  "reads messages": `
    import { BackendMessage } from "backend-message";
    console.log(BackendMessage.parseMany("[]").length);`,
  "sums up": `
    import { summarize } from "backend-message/insight";
    console.log(summarize("[]").messages);`,
  "guards the SDK": `
    import { guardedFetch } from "backend-message/sdk";
    const answer = await guardedFetch({ fetch: async () => Response.json([1]) })("http://localhost/messages/history");
    console.log((await answer.json()).length);`,
};

for (const [platform, [what, contents]] of ["node", "browser", "neutral"].flatMap((platform) =>
  Object.entries(SCRIPTS).map((script) => /** @type {const} */ ([platform, script])),
)) {
  test(`an application bundled for the platform "${platform}" ${what}`, () => {
    const { outputFiles } = buildSync({
      stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
      bundle: true,
      write: false,
      format: "esm",
      platform,
    });
    const printed = execFileSync(process.execPath, ["--input-type=module"], { input: outputFiles[0].text, encoding: "utf8" });
    assert.equal(printed, "0\n");
  });
}
